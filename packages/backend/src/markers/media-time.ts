import type { FileRow, RecordingRow, RunRow } from '../store/schema.js'

/** A stretch of time that is in the media. `to` is infinite while it runs. */
export interface MediaSpan {
  from: number
  to: number
}

interface MediaSource {
  recording: Pick<RecordingRow, 'status' | 'captured' | 'startedAt'>
  runs: Pick<RunRow, 'taskId' | 'seenAt' | 'startedAt' | 'endedAt'>[]
  files: Pick<FileRow, 'taskId' | 'status' | 'startedAt' | 'endedAt'>[]
}

/**
 * When there is sound or picture, in order and without overlaps. A run's files say it exactly; until they are here
 * the recorder's coming and going has to do. Parallel parts and formats are one stretch, what a restart left out is between two.
 */
export function mediaSpans({ recording: { status, captured, startedAt }, runs, files }: MediaSource): MediaSpan[] {
  const told = files.flatMap(({ taskId, status, startedAt: from, endedAt: to }) =>
    status !== 'failed' && from !== null && to !== null && to > from ? [{ taskId, from, to }] : [])
  const isFinished = status === 'ready' || status === 'failed'
  const inferred = runs.toSorted((a, b) => a.seenAt - b.seenAt).flatMap(({ taskId, endedAt, ...run }, index) => {
    // callback 301 may never come: then the first proof, or the task's making, is the nearest that is known
    const from = run.startedAt ?? (index === 0 ? startedAt : index === runs.length - 1 ? run.seenAt : null)
    if (isFinished || !captured || from === null || told.some(file => file.taskId === taskId)) return []
    return [{ from, to: endedAt ?? Infinity }]
  })
  const spans: MediaSpan[] = []
  for (const { from, to } of [...told, ...inferred].toSorted((a, b) => a.from - b.from)) {
    const last = spans.at(-1)
    if (last && from <= last.to) last.to = Math.max(last.to, to)
    else spans.push({ from, to })
  }
  return spans
}

/**
 * How much media there is before the moment `at`, in milliseconds: where to find it when the files are played one after the other.
 * `null` when nothing is known of the media. A moment before the beginning is at 0, one in a gap at its end.
 */
export function mediaTimeAt(spans: readonly MediaSpan[], at: number): number | null {
  if (spans.length === 0) return null
  return Math.round(spans.reduce((sum, { from, to }) => sum + Math.max(0, Math.min(at, to) - from), 0))
}

/** The whole length; infinite while it runs. */
export const mediaLength = (spans: readonly MediaSpan[]): number => spans.reduce((sum, { from, to }) => sum + to - from, 0)
