import type { StopReason } from '@roomkit-recording/core'
import type { RunRow, TaskRow } from '../store/schema.js'
import type { RecordingState, Timings } from './recording-state.js'
import { patience, settleQuiet } from '../files/results.js'
import { askToStop, dismissTasks, endTask, failStart, finish, noAnswer, note } from './changes.js'
import { losePart } from './follow-parts.js'
import { followRoom } from './follow-room.js'
import { isActive, isInControlWindow, isTaskOver, problem } from './recording-state.js'
import { watchLimit } from './watch-limit.js'

/**
 * Draws the conclusions that need no call: deadlines, limits, the end of a recording when its last task has ended.
 * Alters the state it is given. Called before each decision, so that a crash leaves nothing undrawn.
 */
export function settle(state: RecordingState, now: number, timings: Timings): void {
  const { recording } = state
  loseControl(state, now)
  dropUncalledTasks(state, now)

  if (recording.status === 'starting') {
    const overdue = state.tasks.find(task => !isTaskOver(task) && now >= task.startBy)
    if (overdue) failStart(state, overdue.lastError ?? noAnswer, now)
  }
  if (recording.status === 'recording') {
    if (recording.limitAt !== null && now >= recording.limitAt) askToStop(state, 'limit', null, now, timings)
    watchLimit(state, now, timings)
    const overdue = state.tasks.find(task => task.wanted === 'run' && !isTaskOver(task) && !isProven(task) && now >= task.startBy)
    if (overdue && !losePart(state, overdue, now, timings, { recorder: overdue.recorderUserId })) {
      overdue.wanted = 'gone'
      note(state, 'restart_failed', { recorder: overdue.recorderUserId })
      askToStop(state, 'error', null, now, timings)
    }
  }
  followRoom(state, now, timings)
  dropUncalledTasks(state, now)

  if (isActive(recording) && state.tasks.every(isTaskOver)) endRecording(state, now, timings)
  if (recording.status === 'processing') settleResults(state, now, timings)
}

function isProven({ state }: TaskRow): boolean {
  return state === 'live' || state === 'deleting'
}

/** After its control window a TaskId is of no use: such a task can only be ended through its recorder. */
function loseControl({ recording, tasks }: RecordingState, now: number): void {
  for (const task of tasks) {
    if (task.taskId === null || isTaskOver(task) || isInControlWindow(task, now)) continue
    if (isActive(recording)) recording.capturing = null
    if (task.wanted === 'run') continue
    task.taskId = null
    task.state = 'calling'
    task.uncertain = true
    task.failures = 0
    task.nextCallAt = now
  }
}

/** Tasks that TRTC never heard of need no goodbye. */
function dropUncalledTasks({ tasks }: RecordingState, now: number): void {
  for (const task of tasks) {
    if (task.wanted === 'gone' && task.taskId === null && task.state === 'planned' && !task.uncertain) endTask(task, now)
  }
}

function endRecording(state: RecordingState, now: number, { resultsMs, nothingCapturedMs }: Timings): void {
  const { recording, runs } = state
  const intent = recording.stopIntent
  recording.status = 'processing'
  recording.endedAt = now
  recording.capturing = null
  recording.confirmBy = null
  recording.stopReason = reasonOf(state)
  if (intent?.reason !== recording.stopReason) recording.stoppedById = recording.stoppedByName = null
  recording.resultsBy = now + (recording.captured ? resultsMs : nothingCapturedMs)
  // no task ever ran: there is nothing to wait for
  if (runs.length === 0) recording.resultsBy = now
  if (recording.layoutState === 'applying') {
    recording.layoutState = 'failed'
    recording.layoutError = problem('not_recording', 'The recording ended before the change was applied.', false)
  }
  dismissTasks(state, now)
  note(state, 'ended', { reason: recording.stopReason })
  state.news.push({ type: 'ended' })
}

/** Why it ended, by the last task: its LeaveCode ("Cloud Recording Webhooks", callback 302), else what somebody asked for. */
export function reasonOf({ recording, tasks }: RecordingState): StopReason {
  const asked = recording.stopIntent?.reason ?? 'unknown'
  // a part that we ended ourselves says nothing of why the others did
  const ends = tasks.some(task => !task.retired) ? tasks.filter(task => !task.retired) : tasks
  const last = ends.toSorted((a, b) => (a.endedAt ?? 0) - (b.endedAt ?? 0)).at(-1)
  switch (last?.leaveCode) {
    case 1: return last.removals > 0 ? asked : 'removed'
    case 3: return 'removed'
    case 2: case 4: return 'room_closed'
    case 99: return 'idle'
    case 100: return recording.stopIntent ? asked : 'error'
    case 101: return 'replaced'
    default: return last?.state === 'failed' && !recording.stopIntent ? 'error' : asked
  }
}

function settleResults(state: RecordingState, now: number, timings: Timings): void {
  const { recording, files } = state
  settleQuiet(state, now, timings)
  const awaited = awaitedRuns(state)
  const complete = awaited.length > 0 && awaited.every(run => run.resultsAt !== null)
  const overdue = recording.resultsBy !== null && now >= recording.resultsBy
  if (!complete && !overdue) return

  if (files.some(file => file.status === 'ready' || file.status === 'deleted')) {
    recording.filesExpected = files.length
    finish(state, 'ready')
    note(state, 'ready', { files: files.length })
    return
  }
  // a callback with the file may still be under way behind the one that said "that was all"
  const quietSince = Math.max(...awaited.map(run => run.resultsAt ?? 0), recording.endedAt ?? 0)
  if (!overdue && now < quietSince + patience(state, timings)) return
  recording.filesExpected = files.length
  recording.error ??= recording.captured
    ? problem('files_missing', 'TRTC delivered no usable file of this recording.', false)
    : problem('nothing_captured', 'Nothing was recorded: nobody published sound or picture while the recording ran.', false)
  finish(state, 'failed')
  note(state, 'failed', { ...recording.error })
}

/** The runs whose results decide: each recorder's last. Those that were replaced may bring files later. */
export function awaitedRuns({ tasks, runs }: Pick<RecordingState, 'tasks' | 'runs'>): RunRow[] {
  return tasks.flatMap(task => {
    const own = runs.filter(run => run.recorderUserId === task.recorderUserId)
    return own.find(run => run.taskId === task.taskId) ?? own.at(-1) ?? []
  })
}
