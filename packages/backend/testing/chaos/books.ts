import type { RecordingDetail } from '@roomkit-recording/core'
import type { RecordingTask, RequestRecord } from '@roomkit-recording/trtc-emulator'

/** What TRTC's own books say against what the backend says. */
export interface Books {
  recordings: number
  ready: number
  failed: number
  /** Tasks by the emulator. */
  tasks: number
  /** Those of which the backend knows the TaskId. */
  knownTasks: number
  /** Those that it never heard of, all ended. */
  unknownTasks: number
  files: number
  knownFiles: number
  calls: number
  kills: number
  /** Calls in the busiest second of the busiest action. */
  mostCallsInASecond: number
  /** Anything here is a defect. */
  problems: string[]
}

const enteredAt = ({ timeline }: RecordingTask) => timeline.find(({ event }) => event === 'entered')?.at ?? null
const recordingIdOf = ({ recorderId }: RecordingTask) => recorderId.split('_')[1]!
const partOf = ({ recorderId }: RecordingTask) => recorderId.split('_').slice(0, 3).join('_')

export function auditBooks({ recordings, tasks, requests, kills }: { recordings: RecordingDetail[], tasks: RecordingTask[], requests: RequestRecord[], kills: number }): Books {
  const problems: string[] = []
  const known = new Map(recordings.map(recording => [recording.id, recording]))
  let knownTasks = 0
  let files = 0
  let knownFiles = 0

  for (const task of tasks) {
    const name = `task ${task.taskId.slice(0, 8)} of ${task.recorderId} (${task.phase}, LeaveCode ${task.leaveCode})`
    const recording = known.get(recordingIdOf(task))
    if (!recording) {
      problems.push(`${name} belongs to no recording`)
      continue
    }
    if (task.phase !== 'gone') problems.push(`${name} goes on`)
    if (recording.taskIds.includes(task.taskId)) knownTasks++
    const made = task.files()
    files += made.length
    const found = recording.files.filter(({ status, name }) => status === 'ready' && made.some(file => file.name === name)).length
    knownFiles += Math.min(made.length, found)
    if (found < made.length) problems.push(`${name} made ${made.length} files, ${found} of which are known to the recording ${recording.status}`)
  }

  for (const recording of recordings) {
    const own = tasks.filter(task => recordingIdOf(task) === recording.id)
    if (recording.status !== 'ready' && recording.status !== 'failed') problems.push(`recording ${recording.id} of ${recording.roomId} is ${recording.status}`)
    if (recording.status === 'ready' && recording.fileCounts.ready === 0) problems.push(`recording ${recording.id} is ready without files`)
    const invented = recording.taskIds.filter(taskId => !own.some(task => task.taskId === taskId))
    if (invented.length > 0) problems.push(`recording ${recording.id} has tasks that TRTC does not know: ${invented.join(', ')}`)
    // charged twice: two recorders of the same part in the room at once
    for (const task of own) {
      const [from, to] = [enteredAt(task), task.endedAt ?? Infinity]
      const double = own.find(other => other !== task && partOf(other) === partOf(task) && from !== null && enteredAt(other) !== null && enteredAt(other)! > from && enteredAt(other)! < to)
      if (double) problems.push(`recording ${recording.id} was recorded twice from ${enteredAt(double)} to ${to}`)
    }
  }

  return {
    recordings: recordings.length,
    ready: recordings.filter(({ status }) => status === 'ready').length,
    failed: recordings.filter(({ status }) => status === 'failed').length,
    tasks: tasks.length,
    knownTasks,
    unknownTasks: tasks.length - knownTasks,
    files,
    knownFiles,
    calls: requests.length,
    kills,
    mostCallsInASecond: mostSentInASecond(requests),
    problems,
  }
}

/** Of one action. By the senders' clock: here one process is TRTC and everybody who presses, and comes to what was sent when it can. */
function mostSentInASecond(requests: RequestRecord[]): number {
  const seconds = new Map<string, number>()
  for (const { action, sentAt } of requests) seconds.set(`${action} ${sentAt}`, (seconds.get(`${action} ${sentAt}`) ?? 0) + 1)
  return Math.max(0, ...seconds.values())
}

/** `times` in order. */
export function busiestSecond(times: number[]): number {
  let most = 0
  for (let last = 0, first = 0; last < times.length; last++) {
    while (times[first]! <= times[last]! - 1000) first++
    most = Math.max(most, last - first + 1)
  }
  return most
}
