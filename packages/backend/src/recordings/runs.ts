import type { RunRow, TaskRow } from '../store/schema.js'
import type { RecordingState, Timings } from './recording-state.js'
import { endTask } from './changes.js'

export interface RunContext {
  now: number
  timings: Timings
  /** How long Describe, Modify and Delete work, from TRTC's answer on. */
  controlMs: number
}

const CUT_OFF = 100
const REPLACED = 101

export const isRunOver = ({ endedAt, leaveCode }: RunRow): boolean => endedAt !== null || leaveCode !== null

/** This TaskId stands for the recorder from now on. */
export function adoptRun(task: TaskRow, run: RunRow, { now, controlMs }: RunContext): void {
  task.taskId = run.taskId
  task.state = run.startedAt === null ? 'accepted' : 'live'
  task.acceptedAt = now
  task.describedAt = null
  task.deletedAt = null
  task.endedAt = null
  // the window began with an answer that was lost, which cannot have been before the call
  task.controlUntil = (task.calledAt ?? now) + controlMs
  task.nextCallAt = now
  task.failures = 0
}

/** There are calls whose runs nobody has told us of. */
export const hasOpenCall = ({ runs }: Pick<RecordingState, 'runs'>, { calls, recorderUserId }: TaskRow): boolean =>
  calls > runs.filter(run => run.recorderUserId === recorderUserId).length

/** A recorder knocks out an earlier one with its id when it enters the room, not when its task is made. */
export const isInRoom = ({ startedAt }: RunRow, { acceptedAt }: TaskRow, now: number, { newTaskMs }: Timings): boolean =>
  startedAt !== null || (acceptedAt !== null && now >= acceptedAt + newTaskMs)

/** The last call was answered, only to have a task that can be deleted, and that one was in the room. */
function hasReplacedOthers(task: TaskRow, run: RunRow, { now, timings }: RunContext): boolean {
  return task.wanted === 'gone' && !task.uncertain && task.taskId === run.taskId && isInRoom(run, task, now, timings)
}

/**
 * The run that stood for a recorder is over. That ends the task, unless one of our own calls made another run:
 * TRTC then replaces the earlier by the later one, and nothing says which of them we hear of first, or at all.
 * `leaveCode` is null when the end was only inferred.
 * @returns whether the task has ended
 */
export function runIsOver(state: RecordingState, task: TaskRow, run: RunRow, leaveCode: number | null, context: RunContext): boolean {
  const { now, timings } = context
  const own = state.runs.filter(other => other.recorderUserId === task.recorderUserId)
  const successor = own.find(other => other !== run && !isRunOver(other))
  if (successor) {
    adoptRun(task, successor, context)
    return false
  }
  // a call of ours whose effect nobody has told us: its run may be the one that goes on
  const isCallOpen = hasOpenCall(state, task) && !hasReplacedOthers(task, run, context)
  if (isCallOpen && (task.wanted === 'gone' || leaveCode === null || leaveCode === REPLACED || leaveCode === CUT_OFF)) {
    task.taskId = null
    task.state = 'calling'
    task.uncertain = true
    task.failures = 0
    task.nextCallAt = Math.max(task.nextCallAt, now + timings.lostAnswerMs)
    // it begins anew, and so does its time
    task.startBy = now + timings.startMs
    return false
  }
  task.taskId = run.taskId
  endTask(task, now, leaveCode)
  if (isCallOpen) {
    // it has ended for everybody; that nothing of it goes on unseen is made sure of behind the scenes
    task.state = 'removed'
    task.wanted = 'gone'
    task.nextCallAt = now + timings.lostAnswerMs
  }
  return true
}
