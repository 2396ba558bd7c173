import type { RunRow, TaskRow } from '../store/schema.js'
import type { RecordingCallback } from '../trtc/callback.js'
import type { RecordingState } from './recording-state.js'
import type { RunContext } from './runs.js'
import { toFileRow } from '../files/file-row.js'
import { putFile } from '../files/put-file.js'
import { applyBucketFact } from '../files/results.js'
import { askToStop, failStart, newTask, note, prove, seeRun, setCapturing, settleChange, warn } from './changes.js'
import { losePart } from './follow-parts.js'
import { mixOf } from './mix.js'
import { isTaskOver, problem } from './recording-state.js'
import { adoptRun, isRunOver, runIsOver } from './runs.js'
import { reasonOf } from './settle.js'

export interface CallbackContext extends RunContext {
  createId: () => string
}

const REMOVED = 1
const CUT_OFF = 100

/** After so many cut-offs within `RESTART_WINDOW` it is given up. */
const MOST_RESTARTS = 3
const RESTART_WINDOW = 10 * 60_000

/**
 * What a callback changes. Alters the state it is given.
 * Callbacks come in any order, several times, or never: each is applied to what is known, and what it cannot change stays as it is.
 */
export function applyCallback(state: RecordingState, task: TaskRow, callback: RecordingCallback, context: CallbackContext): void {
  const { now } = context
  const run = seeRun(state, task, callback.taskId, now)
  const { fact } = callback
  switch (fact.type) {
    case 'recorderStart':
      if (fact.ok) recorderStarted(state, task, run, context)
      else recorderRefused(state, task, run, context)
      break
    case 'recorderStop':
      recorderStopped(state, task, run, fact.leaveCode, context)
      break
    case 'failover':
      note(state, 'failover', { taskId: run.taskId })
      break
    case 'slice':
    case 'uploadStop':
    case 'mp4Stop':
      applyBucketFact(state, task, run, fact, context)
      break
    case 'storageRefused':
      warn(state, 'storage_refused', now, fact.detail)
      break
    case 'imageFailed':
      warn(state, 'image_failed', now, fact.detail)
      break
    case 'file':
      putFile(state, toFileRow(fact.file, run, context.createId()))
      break
    case 'results':
      run.resultsAt ??= now
      note(state, 'results', { taskId: run.taskId, ok: fact.ok })
      break
    case 'other':
      break
  }
}

/** 301: the recorder is in the room. If our own call's answer was lost, this is how its TaskId comes to us. */
function recorderStarted(state: RecordingState, task: TaskRow, run: RunRow, context: CallbackContext): void {
  const { now, timings } = context
  run.startedAt ??= now
  // 302 was here already
  if (run.leaveCode !== null) return
  const current = state.runs.find(({ taskId }) => taskId === task.taskId)
  if (current && current !== run && !isRunOver(current)) return

  if (isTaskOver(task) || task.wanted === 'gone') {
    // nobody waits for this one any more: it has to be deleted, whatever we took it for
    run.endedAt = null
    const known = task.taskId === run.taskId && (task.state === 'accepted' || task.state === 'live' || task.state === 'deleting')
    if (known) return
    adoptRun(task, run, context)
    task.wanted = 'gone'
    note(state, 'late_start', { taskId: run.taskId })
    return
  }
  if (task.taskId !== run.taskId) {
    adoptRun(task, run, context)
    // whoever still waits for the lost answer holds nobody up
    state.recording.leaseToken = null
    // what the call carried whose answer was lost
    if (task.appliedVersion === state.recording.changeVersion) settleChange(state, mixOf(state.recording, task))
  }
  task.state = 'live'
  prove(state, task, now, timings)
}

/** 301 with Status 1. */
function recorderRefused(state: RecordingState, task: TaskRow, run: RunRow, context: CallbackContext): void {
  const { now, timings } = context
  if (task.taskId !== null && task.taskId !== run.taskId) return
  if (isTaskOver(task) || run.leaveCode !== null) return
  // whether the task lingers is not documented, so it is deleted
  adoptRun(task, run, context)
  note(state, 'recorder_refused', { taskId: run.taskId })
  if (state.recording.status === 'starting') failStart(state, problem('start_failed', 'TRTC could not let the recorder into the room.', true), now)
  else if (!losePart(state, task, now, timings, { taskId: run.taskId })) askToStop(state, 'error', null, now, timings)
}

/** 302: the recorder left. It ends only its own task. */
function recorderStopped(state: RecordingState, task: TaskRow, run: RunRow, leaveCode: number, context: CallbackContext): void {
  const { now, timings } = context
  run.endedAt ??= now
  if (run.leaveCode !== null) return
  run.leaveCode = leaveCode
  note(state, 'recorder_left', { taskId: run.taskId, leaveCode })

  if (isTaskOver(task)) {
    // the end was inferred before; now its reason is known
    if (task.taskId !== run.taskId) return
    task.leaveCode = leaveCode
    if (state.recording.stopReason === 'unknown') state.recording.stopReason = reasonOf(state)
    return
  }
  if (task.taskId !== null && task.taskId !== run.taskId) return

  // it can only leave after it was there
  if (state.recording.status === 'starting' && task.wanted === 'run' && task.taskId === run.taskId) prove(state, task, now, timings)

  // an earlier run of this recorder, while a call of ours is out
  const isEarlier = task.taskId === null && task.calls > state.runs.filter(other => other.recorderUserId === task.recorderUserId).length
  if (isEarlier || !runIsOver(state, task, run, leaveCode, context)) return
  if (leaveCode === CUT_OFF && restart(state, task, context)) return
  // by the customer: nobody is to be let in again in its place
  if (leaveCode === REMOVED) state.recording.partsAfter = Number.MAX_SAFE_INTEGER
  else if (!task.retired) losePart(state, task, now, timings, { taskId: run.taskId, leaveCode })
}

/** The documented answer to a cut-off is a new recording. Returns false where it is given up. */
function restart(state: RecordingState, task: TaskRow, { now, timings }: CallbackContext): boolean {
  const { recording, tasks } = state
  if (recording.status !== 'recording' || task.retired) return false
  const cutOffs = tasks.filter(other => other.part === task.part && other.leaveCode === CUT_OFF && (other.endedAt ?? 0) > now - RESTART_WINDOW)
  if (cutOffs.length > MOST_RESTARTS) return false
  const generation = Math.max(...tasks.filter(other => other.part === task.part).map(other => other.generation)) + 1
  tasks.push({ ...newTask(recording.id, task.part, generation, now, timings), members: task.members })
  setCapturing(state, null)
  note(state, 'restarted', { part: task.part, generation })
  return true
}
