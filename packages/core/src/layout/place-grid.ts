import type { Placement } from './place-pictures.js'
import type { RecordedStream } from './recorded-streams.js'

/** Two columns for up to 4 pictures, three for up to 9 … row by row; two pictures stand side by side at full height. */
export function placeGrid(streams: RecordedStream[]): Placement[] {
  const columns = Math.ceil(Math.sqrt(streams.length))
  const rows = streams.length === 2 ? 1 : columns
  return streams.map(({ userId, stream, video }, index) => ({
    userId,
    stream,
    video,
    x: index % columns / columns,
    y: Math.floor(index / columns) / rows,
    width: 1 / columns,
    height: 1 / rows,
  }))
}
