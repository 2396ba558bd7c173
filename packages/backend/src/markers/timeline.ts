import type { MixLayout, RecordingActor, RecordingDetail, RecordingMarker } from '@roomkit-recording/core'
import type { MediaSpan } from './media-time.js'
import { isDeepStrictEqual } from 'node:util'
import { mediaLength, mediaTimeAt } from './media-time.js'

/** A moment of a recording: somebody marked it, or the layout changed. */
export type TimelineItem
  = | { type: 'marker', id: string, label: string, at: number, mediaTimeMs: number | null, by: RecordingActor }
    | { type: 'layout', layout: MixLayout, at: number, mediaTimeMs: number | null, by: RecordingActor | null }

/** What is kept beside the media, so that others find their way in it. Times as everywhere in the contract. */
export interface RecordingTimeline {
  recordingId: string
  roomId: string
  title: string | null
  startedAt: number | null
  endedAt: number | null
  /** How much media there is; `null` when not known, or not over yet. */
  mediaLengthMs: number | null
  items: TimelineItem[]
}

export function createTimeline({ id, roomId, title, startedAt, endedAt, mode, log }: RecordingDetail, markers: RecordingMarker[], spans: MediaSpan[]): RecordingTimeline {
  const layouts = mode === 'mixed' ? layoutChanges(log) : []
  const length = mediaLength(spans)
  return {
    recordingId: id,
    roomId,
    title,
    startedAt,
    endedAt,
    mediaLengthMs: spans.length > 0 && Number.isFinite(length) ? length : null,
    items: [
      ...layouts.map(item => ({ ...item, mediaTimeMs: mediaTimeAt(spans, item.at) })),
      ...markers.map(marker => ({ type: 'marker' as const, ...marker })),
    ].toSorted((a, b) => a.at - b.at),
  }
}

/** The layout that it began with, and each one that TRTC accepted, with who wanted it. */
function layoutChanges(log: RecordingDetail['log']) {
  const changes: { type: 'layout', layout: MixLayout, at: number, by: RecordingActor | null }[] = []
  for (const [index, { type, at, by, detail }] of log.entries()) {
    if (type !== 'start_asked' && type !== 'change_applied') continue
    const layout = detail.layout as MixLayout | undefined
    if (!layout || isDeepStrictEqual(layout, changes.at(-1)?.layout)) continue
    const asked = log.slice(0, index).findLast(line => line.type === 'change_asked' && isDeepStrictEqual(line.detail.layout, layout))
    changes.push({ type: 'layout', layout, at, by: by ?? asked?.by ?? null })
  }
  return changes
}
