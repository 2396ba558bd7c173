import type { Recording, RecordingActor, RecordingProblem, RecordingWarningCode, StopReason } from '@roomkit-recording/core'
import type { RecordingRow, RunRow, TaskRow } from '../store/schema.js'
import type { SentMix } from './mix.js'
import type { RecordingState, Timings } from './recording-state.js'
import { recorderUserId } from './recorder-user.js'
import { isActive, isTaskOver, problem } from './recording-state.js'
import { acceptLayout, standingLayout } from './standing-layout.js'

/*
 * The small changes that everything else is made of. Each alters the state it is given; whoever calls them owns it.
 */

export function note(state: RecordingState, type: string, detail: Record<string, unknown> = {}, by: RecordingActor | null = null): void {
  state.log.push({ type, by, detail })
}

export function warn(state: RecordingState, code: RecordingWarningCode, now: number, detail: Record<string, unknown> = {}): void {
  note(state, code, detail)
  if (state.recording.warnings.some(warning => warning.code === code)) return
  state.recording.warnings = [...state.recording.warnings, { code, at: now }]
  state.news.push({ type: 'warning', code })
}

/** What was warned of is over. */
export function unwarn(state: RecordingState, code: RecordingWarningCode): void {
  const { recording } = state
  if (!recording.warnings.some(warning => warning.code === code)) return
  recording.warnings = recording.warnings.filter(warning => warning.code !== code)
  note(state, `${code}_over`)
}

/** A task that has no call out yet. */
export function newTask(recordingId: string, part: number, generation: number, now: number, { startMs }: Timings): TaskRow {
  return {
    recorderUserId: recorderUserId(recordingId, part, generation),
    recordingId,
    part,
    generation,
    taskId: null,
    state: 'planned',
    wanted: 'run',
    createdAt: now,
    startBy: now + startMs,
    calls: 0,
    calledAt: null,
    uncertain: false,
    nextCallAt: now,
    failures: 0,
    removals: 0,
    acceptedAt: null,
    describedAt: null,
    deletedAt: null,
    endedAt: null,
    leaveCode: null,
    controlUntil: null,
    appliedVersion: 0,
    members: null,
    membersApplied: null,
    capturing: null,
    emptySince: null,
    retired: false,
    lastError: null,
  }
}

/** Makes a TaskId known; the same one is never doubled. */
export function seeRun(state: RecordingState, task: TaskRow, taskId: string, now: number): RunRow {
  const known = state.runs.find(run => run.taskId === taskId)
  if (known) return known
  const run: RunRow = {
    taskId,
    recorderUserId: task.recorderUserId,
    recordingId: task.recordingId,
    seenAt: now,
    startedAt: null,
    endedAt: null,
    leaveCode: null,
    resultsAt: null,
    missingSince: null,
    quietUntil: null,
  }
  state.runs.push(run)
  return run
}

/** TRTC said that this task records or waits for somebody to record. */
export function prove(state: RecordingState, task: TaskRow, now: number, { proofMs }: Timings): void {
  const { recording } = state
  if (task.state === 'accepted') task.state = 'live'
  if (!isActive(recording)) return
  recording.confirmedAt = now
  if (recording.status !== 'stopping') recording.confirmBy = now + proofMs
  if (recording.status === 'starting') {
    recording.status = 'recording'
    recording.limitAt = now + recording.maxMinutes * 60_000
    recording.error = null
    note(state, 'started')
    state.news.push({ type: 'started' })
  }
  recording.startedAt ??= now
}

/** `task` is left out where it is said of the recording. Of several parts one that captures suffices. */
export function setCapturing({ recording, tasks }: RecordingState, capturing: boolean | null, task?: TaskRow): void {
  if (!isActive(recording)) return
  if (capturing) recording.captured = true
  recording.capturing = capturing
  if (!task) return
  task.capturing = capturing
  const parts = tasks.filter(other => !isTaskOver(other) && other.wanted === 'run' && other.state === 'live')
  if (parts.some(part => part.capturing)) recording.capturing = true
  else if (parts.some(part => part.capturing === null)) recording.capturing = null
}

/** From now on it is to end. The first wish stands. */
export function askToStop(state: RecordingState, reason: StopReason, by: RecordingActor | null, now: number, { stopMs }: Timings): void {
  const { recording } = state
  if (!isActive(recording) || recording.stopIntent) return
  recording.stopIntent = { reason, by, at: now }
  recording.status = 'stopping'
  recording.stopReason = reason
  recording.stoppedById = by?.userId ?? null
  recording.stoppedByName = by?.name ?? null
  recording.confirmBy = now + stopMs
  dismissTasks(state, now)
  note(state, 'stop_asked', { reason }, by)
}

/** The start came to nothing. */
export function failStart(state: RecordingState, error: RecordingProblem, now: number): void {
  const { recording } = state
  if (recording.status !== 'starting') return
  recording.error = error
  recording.endedAt = now
  recording.stopReason = 'error'
  recording.resultsBy = null
  recording.capturing = null
  finish(state, 'failed')
  dismissTasks(state, now)
  note(state, 'failed', { ...error })
}

export function finish(state: RecordingState, status: Extract<Recording['status'], 'ready' | 'failed'>): void {
  const { recording } = state
  recording.status = status
  recording.confirmBy = null
  if (status === 'failed') state.news.push({ type: 'failed' })
}

/** Nothing of it shall run: tasks under way are told so, and may be told at once. */
export function dismissTasks(state: RecordingState, now: number): void {
  for (const task of state.tasks) {
    if (isTaskOver(task) || task.wanted === 'gone') continue
    task.wanted = 'gone'
    task.failures = 0
    // an answer that is still out is waited for
    if (task.taskId !== null || task.state === 'planned') task.nextCallAt = now
  }
}

export function endTask(task: TaskRow, now: number, leaveCode: number | null = null): void {
  task.state = 'ended'
  task.endedAt ??= now
  task.leaveCode = leaveCode ?? task.leaveCode
}

/** Layout or subscription has changed. What changes within a moment travels in one call. */
export function newVersion(recording: RecordingRow, now: number, { mergeMs }: Timings): void {
  recording.changeVersion++
  recording.layoutState = 'applying'
  recording.layoutError = null
  waitForMore(recording, now, mergeMs)
}

export function waitForMore(recording: RecordingRow, now: number, mergeMs: number): void {
  if ((recording.modifyAt ?? 0) <= now) recording.modifyAt = now + mergeMs
}

/** TRTC has accepted a mix. */
export function settleChange({ recording, tasks }: RecordingState, { version, wanted, layout, subscribe }: SentMix): void {
  const live = tasks.filter(task => !isTaskOver(task) && task.wanted === 'run')
  // of several parts the last one makes it true
  if (live.some(task => task.appliedVersion < version)) return
  recording.layoutApplied = layout
  recording.subscribeApplied = subscribe
  acceptLayout(recording, wanted)
  if (version < recording.changeVersion || recording.layoutState !== 'applying') return
  recording.layoutState = 'applied'
  recording.layoutError = null
}

/** TRTC did not take the change: back to what it has. */
export function rollBackChange(state: RecordingState, error: RecordingProblem): void {
  const { recording, tasks } = state
  recording.layoutWanted = standingLayout(recording)
  recording.subscribeWanted = recording.subscribeApplied ?? recording.subscribeWanted
  recording.layoutState = 'failed'
  recording.layoutError = error
  const refused = recording.changeVersion
  const hasBoth = tasks.some(task => !isTaskOver(task) && task.appliedVersion === refused)
  // parts that had taken it are put back too
  if (hasBoth) recording.changeVersion++
  for (const task of tasks) {
    if (task.appliedVersion < refused) task.appliedVersion = recording.changeVersion
  }
  note(state, 'change_failed', { ...error })
}

export const noAnswer = problem('trtc_unavailable', 'TRTC did not confirm the recording in time.', true)
