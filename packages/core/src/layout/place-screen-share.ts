import type { ScreenShareLayout } from '../types.js'
import type { Place, Placement } from './place-pictures.js'
import type { RecordedStream } from './recorded-streams.js'

/**
 * The screen of `main` big on the left, the others from top to bottom on the right. TRTC finds the big picture by user id and
 * stream together; when that is not there the background shows in its place.
 *
 * Inferred: the big place counts as a picture even when it is empty (so 24 others fit at most), the left one of two columns is
 * filled first, and `align: 'right'` mirrors everything, the bottom row included.
 */
export function placeScreenShare(streams: RecordedStream[], { main, align }: ScreenShareLayout): Placement[] {
  const big = streams.find(({ userId, stream }) => userId === main && stream === 'screen')
  const others = streams.filter(stream => stream !== big)
  const [bigPlace, ...places] = screenSharePlaces(others.length + 1)
  const placed = others.slice(0, places.length).map((stream, index): Placement => ({ ...picture(stream), ...places[index]! }))
  if (big && bigPlace)
    placed.unshift({ ...picture(big), ...bigPlace, isMain: true })
  return align === 'right' ? placed.map(each => ({ ...each, x: 1 - each.x - each.width })) : placed
}

function picture({ userId, stream, video }: RecordedStream) {
  return { userId, stream, video }
}

/** The big place and then the small ones, for so many pictures. */
function screenSharePlaces(count: number): Place[] {
  if (count <= 9) {
    // 1/5 wide and 1/4 high for up to 5 pictures, 1/7 and 1/6 for up to 7, 1/9 and 1/8 for up to 9
    const rows = count <= 5 ? 4 : count <= 7 ? 6 : 8
    const width = 1 / (rows + 1)
    return [
      { x: 0, y: 0, width: rows * width, height: 1 },
      ...Array.from({ length: rows }, (_, row) => ({ x: rows * width, y: row / rows, width, height: 1 / rows })),
    ]
  }
  const column = (x: number) => Array.from({ length: 8 }, (_, row) => ({ x, y: row / 8, width: 1 / 10, height: 1 / 8 }))
  const bottom = Array.from({ length: 8 }, (_, index) => ({ x: index / 10, y: 7 / 8, width: 1 / 10, height: 1 / 8 }))
  return count <= 17
    ? [{ x: 0, y: 0, width: 4 / 5, height: 1 }, ...column(8 / 10), ...column(9 / 10)]
    : [{ x: 0, y: 0, width: 4 / 5, height: 7 / 8 }, ...column(8 / 10), ...column(9 / 10), ...bottom]
}
