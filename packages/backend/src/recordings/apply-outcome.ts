import type { RecordingProblem } from '@roomkit-recording/core'
import type { TaskRow } from '../store/schema.js'
import type { CloudRecordingStatus } from '../trtc/trtc-api.js'
import type { TrtcError } from '../trtc/trtc-error.js'
import type { SentMix } from './mix.js'
import type { CallStep } from './next-step.js'
import type { RecordingState, Timings } from './recording-state.js'
import type { RunContext } from './runs.js'
import { askToStop, dismissTasks, endTask, failStart, note, prove, rollBackChange, seeRun, setCapturing, settleChange } from './changes.js'
import { losePart } from './follow-parts.js'
import { backOff, isInControlWindow, isTaskOver } from './recording-state.js'
import { runIsOver } from './runs.js'
import { toProblem } from './trtc-problem.js'

/** How a call ended. */
export type Outcome
  = | { ok: true, type: 'create', taskId: string, sent: SentMix, /** As `markCall` stored it. */ calledAt: number | null }
    | { ok: true, type: 'describe', status: CloudRecordingStatus }
    | { ok: true, type: 'modify', sent: SentMix }
    | { ok: true, type: 'delete' | 'remove' }
    | { ok: false, type: CallStep['type'], error: TrtcError, sent: SentMix }

export interface OutcomeContext extends RunContext {
  /** A callback of the task is stored and has not taken effect yet. */
  callbackWaits?: boolean
}

const MODIFY_ATTEMPTS = 4
const REMOVE_ATTEMPTS = 3

/** Marks that a call is about to be made: this is stored before it is. */
export function markCall({ recording }: RecordingState, task: TaskRow, step: CallStep, now: number, { callMs, lostAnswerMs }: Timings): void {
  if (step.type !== 'create') return
  task.appliedVersion = recording.changeVersion
  task.membersApplied = task.members
  // the outcome of the call before was never stored: whoever made it died
  if (task.state === 'calling') task.uncertain = true
  task.state = 'calling'
  task.calledAt = now
  task.calls++
  // should this process die now, nobody repeats it before its answer and its 301 have had their time
  task.nextCallAt = now + callMs + lostAnswerMs
}

/** What came of a step. Calls of one recording may overlap: a 301 lets others go on while an answer is out, and so does a process that stalls. */
export function applyStepOutcome(state: RecordingState, step: CallStep, outcome: Outcome, context: OutcomeContext): void {
  const task = state.tasks.find(({ recorderUserId }) => recorderUserId === step.recorderUserId)
  if (!task) return
  // what is said of a former TaskId says nothing of the one that stands for the recorder now
  if ('taskId' in step && step.taskId !== task.taskId) return
  applyOutcome(state, task, outcome, context)
}

/**
 * What the outcome of a call changes. Alters the state it is given, which was read after the call:
 * callbacks may have changed it meanwhile.
 */
export function applyOutcome(state: RecordingState, task: TaskRow, outcome: Outcome, context: OutcomeContext): void {
  switch (outcome.type) {
    case 'create': return outcome.ok ? created(state, task, outcome, context) : createFailed(state, task, outcome.error, context)
    case 'describe': return outcome.ok ? described(state, task, outcome.status, context) : describeFailed(state, task, outcome.error, context)
    case 'modify': return outcome.ok ? modified(state, task, outcome.sent) : modifyFailed(state, task, outcome, context)
    case 'delete': return outcome.ok ? deleted(task, context) : deleteFailed(state, task, outcome.error, context)
    case 'remove': return outcome.ok ? removed(state, task, context) : removeFailed(state, task, outcome.error, context)
  }
}

function created(state: RecordingState, task: TaskRow, { taskId, sent, calledAt }: Extract<Outcome, { ok: true, type: 'create' }>, context: OutcomeContext): void {
  const { now, controlMs } = context
  const run = seeRun(state, task, taskId, now)
  note(state, 'task_created', { taskId, recorder: task.recorderUserId })
  task.failures = 0
  task.lastError = null
  task.appliedVersion = sent.version
  task.membersApplied = sent.members
  // made only to be deleted: once it is in the room, it has replaced whatever earlier calls may have made; later ones may have replaced it
  if (task.wanted === 'gone' && calledAt === task.calledAt) task.uncertain = false
  // callbacks were faster: this run has been and gone
  if (run.leaveCode !== null) {
    if (task.taskId === null && !isTaskOver(task)) runIsOver(state, task, run, run.leaveCode, context)
    return
  }
  if (task.taskId !== taskId || isTaskOver(task)) {
    // a task that nobody wants any more is deleted
    if (isTaskOver(task)) {
      task.wanted = 'gone'
      task.endedAt = null
    }
    task.taskId = taskId
    task.acceptedAt = now
    task.describedAt = null
    task.deletedAt = null
    task.state = run.startedAt === null ? 'accepted' : 'live'
  }
  task.controlUntil = now + controlMs
  task.nextCallAt = now
  if (task.wanted === 'run') settleChange(state, sent)
}

function createFailed(state: RecordingState, task: TaskRow, error: TrtcError, { now, timings }: OutcomeContext): void {
  // 301 has brought the TaskId that the answer did not
  if (task.taskId !== null || isTaskOver(task)) return
  const problem = toProblem(error)
  task.failures++
  task.lastError = problem
  note(state, 'create_failed', { recorder: task.recorderUserId, ...problem })

  // lost on the way or failed in the middle: whether it got as far as a task is not known
  if (error.kind === 'lost' || error.kind === 'retry') task.uncertain = true
  else task.calls--
  if (!task.uncertain) task.state = 'planned'
  if (task.wanted === 'gone') {
    // back to removing the recorder
    task.failures = 0
    task.nextCallAt = now + Math.max(timings.lostAnswerMs, backOff(1, timings))
    return
  }
  if (error.kind === 'lost') {
    task.nextCallAt = now + timings.lostAnswerMs
    return
  }
  if (error.kind === 'refused' || error.kind === 'capacity' || error.kind === 'gone') {
    refuse(state, task, problem, { now, timings })
    return
  }
  task.nextCallAt = now + backOff(task.failures, timings)
  if (state.recording.status === 'starting') state.recording.error = problem
}

function refuse(state: RecordingState, task: TaskRow, problem: RecordingProblem, { now, timings }: Pick<OutcomeContext, 'now' | 'timings'>): void {
  if (!task.uncertain) {
    endTask(task, now)
    task.state = 'failed'
  }
  if (losePart(state, task, now, timings, { ...problem })) return
  if (state.recording.status === 'starting') failStart(state, problem, now)
  else askToStop(state, 'error', null, now, timings)
  dismissTasks(state, now)
}

function described(state: RecordingState, task: TaskRow, status: CloudRecordingStatus, { now, timings }: OutcomeContext): void {
  task.describedAt = now
  if (status === 'Exited' || isTaskOver(task)) return
  const run = state.runs.find(({ taskId }) => taskId === task.taskId)
  if (run) run.missingSince = null
  prove(state, task, now, timings)
  setCapturing(state, status === 'InProgress', task)
}

function describeFailed(state: RecordingState, task: TaskRow, error: TrtcError, context: OutcomeContext): void {
  const { now, timings } = context
  task.describedAt = now
  if (error.kind !== 'gone') {
    if (error.kind === 'refused') note(state, 'describe_failed', { ...toProblem(error) })
    return
  }
  const isNew = task.state === 'accepted' && now < (task.acceptedAt ?? 0) + timings.newTaskMs
  if (!isNew && !isAwaitingLeaveCode(state, task, context)) endedElsewhere(state, task, context)
}

/** Describe knows of an end before callback 302 tells why, and only the reason tells whether to go on with another task. */
function isAwaitingLeaveCode({ runs }: RecordingState, task: TaskRow, { now, timings, callbackWaits = false }: OutcomeContext): boolean {
  const run = runs.find(({ taskId }) => taskId === task.taskId)
  if (!run || task.wanted === 'gone' || !isInControlWindow(task, now)) return false
  run.missingSince ??= now
  // what lies in the inbox may be that reason, unless it never takes effect
  return now < run.missingSince + (callbackWaits ? timings.proofMs : timings.lostTaskMs)
}

/** ResourceNotFound means ended only as long as the control window is open; after it, nothing. */
function endedElsewhere(state: RecordingState, task: TaskRow, context: OutcomeContext): void {
  const { now } = context
  if (isTaskOver(task)) return
  if (!isInControlWindow(task, now)) {
    setCapturing(state, null)
    return
  }
  const run = state.runs.find(({ taskId }) => taskId === task.taskId)
  if (!run) return
  run.endedAt ??= now
  note(state, 'task_gone', { taskId: task.taskId })
  if (runIsOver(state, task, run, null, context) && !task.retired) losePart(state, task, now, context.timings, { taskId: run.taskId })
}

function modified(state: RecordingState, task: TaskRow, sent: SentMix): void {
  task.failures = 0
  task.appliedVersion = Math.max(task.appliedVersion, sent.version)
  task.membersApplied = sent.members
  note(state, 'change_applied', { layout: sent.layout, subscribe: sent.subscribe, ...sent.members && { part: task.part, members: sent.members } })
  settleChange(state, sent)
}

function modifyFailed(state: RecordingState, task: TaskRow, { error, sent }: { error: TrtcError, sent: SentMix }, { now, timings }: OutcomeContext): void {
  const { recording } = state
  if (isTaskOver(task) || task.wanted === 'gone') return
  task.failures++
  task.nextCallAt = now + backOff(task.failures, timings)
  // Describe tells at once whether it has ended
  if (error.kind === 'gone') task.describedAt = 0
  const final = error.kind === 'refused' || task.failures >= MODIFY_ATTEMPTS
  // a newer wish is tried for its own sake, and whom a part records is tried until it is taken
  if (!final || recording.changeVersion !== sent.version || task.appliedVersion >= sent.version) return
  task.failures = 0
  rollBackChange(state, toProblem(error))
}

function deleted(task: TaskRow, { now }: OutcomeContext): void {
  if (isTaskOver(task)) return
  task.state = 'deleting'
  task.deletedAt = now
  task.failures = 0
}

function deleteFailed(state: RecordingState, task: TaskRow, error: TrtcError, context: OutcomeContext): void {
  if (error.kind === 'gone') return endedElsewhere(state, task, context)
  task.failures++
  task.nextCallAt = context.now + backOff(task.failures, context.timings)
  if (error.kind === 'refused') note(state, 'delete_failed', { ...toProblem(error) })
}

function removed(state: RecordingState, task: TaskRow, { now, timings }: OutcomeContext): void {
  note(state, 'recorder_removed', { recorder: task.recorderUserId })
  task.failures = 0
  task.removals++
  if (task.state === 'removed') endTask(task, now)
  // callback 301 was faster: now it can be deleted, which is surer
  if (task.taskId !== null || isTaskOver(task)) return
  // a call that was still under way may let it in again: it is removed once more
  task.state = 'removed'
  task.endedAt = now
  task.nextCallAt = now + timings.sweepMs
}

function removeFailed(state: RecordingState, task: TaskRow, error: TrtcError, context: OutcomeContext): void {
  if (error.kind === 'gone') return removed(state, task, context)
  task.failures++
  task.nextCallAt = context.now + backOff(task.failures, context.timings)
  if (task.state !== 'removed' || task.failures < REMOVE_ATTEMPTS) return
  // what cannot be removed is replaced, and deleted then
  task.state = 'calling'
  task.taskId = null
  task.uncertain = true
}
