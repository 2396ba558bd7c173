import type { TaskRow } from '../store/schema.js'
import type { RecordingState, Timings } from './recording-state.js'
import { isDeepStrictEqual } from 'node:util'
import { patience, quietEnd } from '../files/results.js'
import { roomDeadlines } from './follow-room.js'
import { isActive, isInControlWindow, isTaskOver } from './recording-state.js'
import { hasOpenCall, isInRoom } from './runs.js'
import { awaitedRuns } from './settle.js'
import { limitDeadline } from './watch-limit.js'

/** What is to be done next for a recording. One thing at a time: after each the state is read afresh. */
export type Step
  = | { type: 'create', recorderUserId: string }
    | { type: 'describe', recorderUserId: string, taskId: string }
    | { type: 'modify', recorderUserId: string, taskId: string }
    | { type: 'delete', recorderUserId: string, taskId: string }
    | { type: 'remove', recorderUserId: string }
    /** Nothing before then; `null`: not until something happens. */
    | { type: 'wait', until: number | null }

export type CallStep = Exclude<Step, { type: 'wait' }>

/** After so many removals that failed, the recorder is replaced by a task that can be deleted. */
const REMOVALS_BEFORE_REPLACING = 3

const urgency: Record<CallStep['type'], number> = { delete: 0, remove: 1, create: 2, modify: 3, describe: 4 }

/** Pure. Expects a state that `settle` has seen at the same `now`. */
export function nextStep(state: RecordingState, now: number, timings: Timings): Step {
  const steps = state.tasks.map(task => taskStep(task, state, now, timings))
  const calls = steps.filter(step => step.type !== 'wait')
  if (calls.length > 0) return calls.toSorted((a, b) => urgency[a.type] - urgency[b.type])[0]!

  const times = [...steps.map(step => step.type === 'wait' ? step.until : null), ...deadlines(state, timings)]
    .filter(time => time !== null)
  return { type: 'wait', until: times.length > 0 ? Math.min(...times) : null }
}

function taskStep(task: TaskRow, state: RecordingState, now: number, timings: Timings): Step {
  const { recording, runs } = state
  const { recorderUserId, taskId } = task
  const at = (time: number, call: CallStep): Step => now >= time ? call : { type: 'wait', until: time }
  const never: Step = { type: 'wait', until: null }

  if (task.state === 'removed') return at(task.nextCallAt, { type: 'remove', recorderUserId })
  if (isTaskOver(task)) return never

  if (taskId === null) {
    if (task.wanted === 'run') return at(task.nextCallAt, { type: 'create', recorderUserId })
    return at(task.nextCallAt, task.failures < REMOVALS_BEFORE_REPLACING ? { type: 'remove', recorderUserId } : { type: 'create', recorderUserId })
  }

  if (task.wanted === 'gone') {
    const run = runs.find(other => other.taskId === taskId)
    // deleted on its way into the room, it would leave the one that it is to replace where it is
    if (task.state === 'accepted' && run && hasOpenCall(state, task) && !isInRoom(run, task, now, timings))
      return { type: 'wait', until: (task.acceptedAt ?? now) + timings.newTaskMs }
    if (task.state !== 'deleting') return at(task.nextCallAt, { type: 'delete', recorderUserId, taskId })
    const looked = Math.max(task.describedAt ?? 0, task.deletedAt ?? 0)
    return at(Math.max(looked + timings.stopCheckMs, task.nextCallAt), { type: 'describe', recorderUserId, taskId })
  }

  if (!isInControlWindow(task, now)) return never
  if (task.state === 'live' && hasNews(recording, task))
    return at(Math.max(task.nextCallAt, recording.modifyAt ?? 0), { type: 'modify', recorderUserId, taskId })
  const isMissing = runs.some(run => run.taskId === taskId && run.missingSince !== null)
  // whether it captures is known by Describe only, so the first look comes soon
  const pause = isMissing ? timings.lostTaskMs : task.state === 'live' && task.describedAt !== null ? timings.describeMs : timings.firstDescribeMs
  const looked = task.describedAt ?? task.acceptedAt ?? 0
  return at(looked + pause, { type: 'describe', recorderUserId, taskId })
}

/** TRTC does not have yet what this task is to record. */
function hasNews({ changeVersion }: RecordingState['recording'], { appliedVersion, members, membersApplied }: TaskRow): boolean {
  return appliedVersion < changeVersion || !isDeepStrictEqual(members, membersApplied)
}

function deadlines(state: RecordingState, timings: Timings): (number | null)[] {
  const { recording, tasks, runs } = state
  if (isActive(recording)) {
    return [
      recording.status === 'recording' ? recording.limitAt : null,
      ...tasks.filter(task => !isTaskOver(task) && task.wanted === 'run' && task.state !== 'live').map(task => task.startBy),
      ...roomDeadlines(state, timings),
      limitDeadline(state, timings),
    ]
  }
  if (recording.status !== 'processing') return []
  const awaited = awaitedRuns({ tasks, runs })
  const complete = awaited.length > 0 && awaited.every(run => run.resultsAt !== null)
  return [
    recording.resultsBy,
    complete ? Math.max(recording.endedAt ?? 0, ...awaited.map(run => run.resultsAt!)) + patience(state, timings) : null,
    ...awaited.map(run => quietEnd(state, run, timings)),
  ]
}
