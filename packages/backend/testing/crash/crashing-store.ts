import type { RecordingState, Timings } from '../../src/recordings/recording-state.js'
import type { Store } from '../../src/store/store.js'
import type { Reach } from './fault-points.js'
import { nextStep } from '../../src/recordings/next-step.js'

/** A store that dies on the way. What a transaction is about is seen by what it changes. */
export function crashingStore(store: Store, reach: Reach, timings: Timings): Store {
  const planned = new Map<string, string>()

  /** [in the transaction, after it] */
  function pointsOf(before: RecordingState, after: RecordingState, now: number): [string, string][] {
    const points: [string, string][] = []
    const { recording } = after
    const { id, leaseToken } = before.recording
    if (!before.recording.stopIntent && recording.stopIntent?.by) points.push(['stop.storing', 'stop.stored'])
    if (recording.changeVersion > before.recording.changeVersion) points.push(['modify.storing', 'modify.stored'])
    for (const run of after.runs) {
      const known = before.runs.find(({ taskId }) => taskId === run.taskId)
      if (run.startedAt !== null && !known?.startedAt) points.push(['301.applying', '301.applied'])
      if (run.leaveCode !== null && (known?.leaveCode ?? null) === null) points.push(['302.applying', '302.applied'])
      if (run.resultsAt !== null && !known?.resultsAt) points.push(['312.applying', '312.applied'])
    }
    if (after.files.length > before.files.length) points.push(['311.applying', '311.applied'])
    if (leaseToken !== recording.leaseToken) {
      const call = planned.get(id)
      planned.delete(id)
      if (leaseToken !== null && call) points.push([`${call}.concluding`, `${call}.concluded`])
      if (recording.leaseToken !== null) {
        const isCreate = after.tasks.some(task => task.calls > (before.tasks.find(({ recorderUserId }) => recorderUserId === task.recorderUserId)?.calls ?? 0))
        const call = isCreate ? 'create' : nextStep(structuredClone(after), now, timings).type
        planned.set(id, call)
        points.push([`${call}.planning`, `${call}.planned`])
      }
    }
    return points
  }

  return {
    ...store,
    async change(roomId, work) {
      const points: [string, string][] = []
      const result = await store.change(roomId, async change => {
        const save = change.save.bind(change)
        const insert = change.insert.bind(change)
        change.save = async (before, after) => {
          points.push(...pointsOf(before, after, change.now))
          await save(before, after)
        }
        change.insert = async state => {
          points.push(['start.storing', 'start.stored'])
          await insert(state)
        }
        const result = await work(change)
        for (const [during] of points) await reach(during, roomId)
        return result
      })
      for (const [, after] of points) await reach(after, roomId)
      return result
    },
  }
}
