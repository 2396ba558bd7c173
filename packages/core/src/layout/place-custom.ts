import type { CustomLayout } from '../types.js'
import type { Placement } from './place-pictures.js'
import type { RecordedStream } from './recorded-streams.js'

/**
 * Each tile shows its user; one without a user takes the next by time of entry. Whoever has no tile is heard, not seen.
 * Inferred: "next" passes over those who have a tile of their own, and over those who don't send the tile's stream.
 */
export function placeCustom(streams: RecordedStream[], { tiles }: CustomLayout): Placement[] {
  const named = tiles.filter(({ userId }) => userId !== undefined)
  const waiting = streams.filter(({ userId, stream }) => !named.some(tile => tile.userId === userId && (tile.stream ?? 'camera') === stream))
  return tiles.flatMap(({ userId, stream = 'camera', x, y, width, height, layer = 0, fit = 'crop', opacity = 1 }): Placement[] => {
    const shown = userId === undefined
      ? takeFirst(waiting, stream)
      : streams.find(each => each.userId === userId && each.stream === stream)
    return shown ? [{ userId: shown.userId, stream, video: shown.video, x, y, width, height, layer, fit, opacity }] : []
  })
}

function takeFirst(waiting: RecordedStream[], stream: RecordedStream['stream']): RecordedStream | undefined {
  const index = waiting.findIndex(each => each.stream === stream)
  return index < 0 ? undefined : waiting.splice(index, 1)[0]
}
