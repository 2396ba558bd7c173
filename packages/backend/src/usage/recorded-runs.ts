import type { RecordingFormat, RecordingMedia, RecordingMode, RecordingQuality, RecordingUsage, RecordingUsageItem } from '@roomkit-recording/core'

/** One recording process by our own books: from its start, or when it was first heard of, to its end, or until now. */
export interface RecordedRun {
  recordingId: string
  roomId: string
  mode: RecordingMode
  media: RecordingMedia
  quality: RecordingQuality
  format: RecordingFormat
  /** Milliseconds since the epoch. */
  from: number
  to: number
  /** At its end, nobody was there for so long: charged as audio. */
  idleMs: number
}

/** Milliseconds since the epoch; `to` itself is not in it. */
export interface Span {
  from: number
  to: number
}

const DAY = 24 * 3_600_000

/** What of a run lies in `span`, cut at midnights (UTC, moved by `zoneMs`). */
export function cutByDay({ from, to }: Span, span: Span, zoneMs = 0): (Span & { day: string })[] {
  const parts: (Span & { day: string })[] = []
  const end = Math.min(to, span.to)
  for (let at = Math.max(from, span.from); at < end;) {
    const midnight = (Math.floor((at + zoneMs) / DAY) + 1) * DAY - zoneMs
    const until = Math.min(end, midnight)
    parts.push({ from: at, to: until, day: new Date(at + zoneMs).toISOString().slice(0, 10) })
    at = until
  }
  return parts
}

/** Begun minutes count, once for all that is added up. */
export const wholeMinutes = (ms: number): number => Math.ceil(Math.round(ms / 1000) / 60)

/** Recorded minutes by day or room, mode and media, in order of key. */
export function groupUsage(runs: readonly RecordedRun[], span: Span, groupBy: RecordingUsage['groupBy']): RecordingUsageItem[] {
  const groups = new Map<string, { key: string, mode: RecordingMode, media: RecordingMedia, ms: number, ids: Set<string> }>()
  for (const { recordingId, roomId, mode, media, ...times } of runs) {
    for (const { day, from, to } of cutByDay(times, span)) {
      const key = groupBy === 'day' ? day : roomId
      const id = JSON.stringify([key, mode, media])
      const group = groups.get(id) ?? { key, mode, media, ms: 0, ids: new Set<string>() }
      groups.set(id, group)
      group.ms += to - from
      group.ids.add(recordingId)
    }
  }
  return [...groups.values()]
    .map(({ key, mode, media, ms, ids }) => ({ key, mode, media, recordings: ids.size, minutes: wholeMinutes(ms) }))
    .toSorted((a, b) => a.key < b.key ? -1 : a.key > b.key ? 1 : `${a.mode}${a.media}` < `${b.mode}${b.media}` ? -1 : 1)
}
