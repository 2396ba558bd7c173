import type { FloatLayout } from '../types.js'
import type { Placement } from './place-pictures.js'
import type { RecordedStream } from './recorded-streams.js'

/** Sizes and gaps in thousandths of the canvas. */
const sparse = { perRow: 4, size: 235, gap: 12 }
const dense = { perRow: 5, size: 188, gap: 10 }

/**
 * One picture over the whole canvas, the others in rows on top of it, from the bottom left upwards.
 * The big one is the camera of `main`, else (inferred: also when `main` is not there) the first anchor's.
 */
export function placeFloat(streams: RecordedStream[], { main }: FloatLayout): Placement[] {
  const big = streams.find(({ userId, stream }) => userId === main && stream === 'camera') ?? streams[0]
  const { perRow, size, gap } = streams.length <= 17 ? sparse : dense
  let index = 0
  return streams.map(stream => {
    const { userId, stream: kind, video } = stream
    if (stream === big)
      return { userId, stream: kind, video, x: 0, y: 0, width: 1, height: 1, isMain: true }
    const column = index % perRow
    const row = Math.floor(index++ / perRow)
    return {
      userId,
      stream: kind,
      video,
      x: (gap + column * (size + gap)) / 1000,
      y: (1000 - (row + 1) * (size + gap)) / 1000,
      width: size / 1000,
      height: size / 1000,
      layer: 1,
    }
  })
}
