import type { RecordingTimeline, TimelineItem } from './timeline.js'

/** Cues need an end after their beginning. */
const SHORTEST_MS = 1_000
/** The last one of a recording that still runs. */
const OPEN_END_MS = 10_000

type Placed = TimelineItem & { mediaTimeMs: number }

/**
 * The timeline as WebVTT ("WebVTT: The Web Video Text Tracks Format", W3C), to be shown as chapters beside the media.
 * Each cue lasts until the next one of its kind. What has no known place in the media is left out.
 */
export function toWebVtt({ items, title, recordingId, mediaLengthMs }: RecordingTimeline): string {
  const placed = items.filter((item): item is Placed => item.mediaTimeMs !== null).toSorted((a, b) => a.mediaTimeMs - b.mediaTimeMs)
  const cues = placed.map((item, index) => {
    const next = placed.slice(index + 1).find(other => other.type === item.type && other.mediaTimeMs > item.mediaTimeMs)
    const end = next?.mediaTimeMs ?? mediaLengthMs ?? item.mediaTimeMs + OPEN_END_MS
    return [`${item.type}-${index + 1}`, `${timestamp(item.mediaTimeMs)} --> ${timestamp(Math.max(end, item.mediaTimeMs + SHORTEST_MS))}`, textOf(item)].join('\n')
  })
  return `${[`WEBVTT - ${oneLine(title ?? recordingId).replaceAll('-->', '→')}`, ...cues].join('\n\n')}\n`
}

function textOf(item: TimelineItem): string {
  if (item.type === 'layout') return `Layout: ${item.layout.mode}`
  return escape(oneLine(item.label)) || '–'
}

/** `hh:mm:ss.ttt`, with more digits for hours where they are needed. */
function timestamp(ms: number): string {
  const digits = (value: number, count: number) => String(Math.floor(value)).padStart(count, '0')
  return `${digits(ms / 3_600_000, 2)}:${digits(ms / 60_000 % 60, 2)}:${digits(ms / 1000 % 60, 2)}.${digits(ms % 1000, 3)}`
}

/** An empty line would end the cue. U+2028 and the like end none, but show as one. */
function oneLine(text: string): string {
  return text.replaceAll(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ').trim()
}

/** Cue text is a kind of markup; `-->` in it would be taken for times. */
function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}
