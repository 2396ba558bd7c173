import type { RecordingState } from '../recordings/recording-state.js'
import type { FileTimings } from './file-timings.js'
import { isActive } from '../recordings/recording-state.js'
import { awaitedRuns } from '../recordings/settle.js'

export interface LooksSoFar {
  looks: number
  /** The last one, `null` before the first. */
  lookedAt: number | null
}

/**
 * When the storage is looked at next for a recording's files; `null` when there is nothing more to find out.
 * Even a recording of which every callback came is looked for: they do not tell sizes, and nobody tells of the one that was lost.
 */
export function nextLook({ recording, tasks, runs, files }: Pick<RecordingState, 'recording' | 'tasks' | 'runs' | 'files'>, { looks, lookedAt }: LooksSoFar, { looksMs, indexMs }: FileTimings): number | null {
  if (isActive(recording) || recording.endedAt === null) return null
  const next = looksMs[looks]
  if (next === undefined) return null

  const awaited = awaitedRuns({ tasks, runs })
  const lastResult = Math.max(recording.endedAt, ...awaited.map(({ resultsAt }) => resultsAt ?? Infinity))
  const hasSeenAll = lookedAt !== null && lookedAt >= lastResult + indexMs
  const isKnown = files.every(({ status, sizeBytes, deleteAskedAt }) => status === 'failed' || deleteAskedAt !== null || (status === 'ready' && sizeBytes !== null))
  if (recording.status === 'ready' && hasSeenAll && isKnown) return null
  return recording.endedAt + next
}
