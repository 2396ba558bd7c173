import type { AutoRecording } from '@roomkit-recording/core'
import type { foreignTasks } from '../store/schema.js'

type ForeignTask = Pick<typeof foreignTasks.$inferSelect, 'startedAt' | 'endedAt'>

const DAY = 24 * 3_600_000

/** Nothing but callbacks tells of tasks that nobody here started, and no call asks about them: so long after its 301 one is lost sight of. */
const LOST_AFTER_MS = DAY
/** And so long after it, its 302 is taken to have been lost. */
const OVER_AFTER_MS = 7 * DAY

const age = ({ startedAt }: ForeignTask, now: number): number => startedAt === null ? Infinity : now - startedAt

/** Runs, as far as anybody knows. */
export const isForeignActive = (task: ForeignTask, now: number): boolean => task.endedAt === null && age(task, now) < LOST_AFTER_MS

export function autoRecording(tasks: readonly ForeignTask[], now: number): AutoRecording {
  const open = tasks.filter(task => task.endedAt === null && age(task, now) < OVER_AFTER_MS)
  return {
    active: open.length === 0 ? false : open.some(task => isForeignActive(task, now)) || null,
    startedAt: open.length === 0 ? null : Math.min(...open.map(task => task.startedAt!)),
    taskCount: open.length,
  }
}
