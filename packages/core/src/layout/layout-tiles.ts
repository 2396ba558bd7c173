import type { CustomLayout, MixLayout, SubscribeUsers, Tile } from '../types.js'
import type { Place } from './place-pictures.js'
import type { LayoutPerson } from './recorded-streams.js'
import { placePictures } from './place-pictures.js'
import { MAX_PICTURES } from './recorded-streams.js'
import { resolveLayout } from './resolve-layout.js'
import { fitTile } from './tile-editing.js'

/**
 * A custom layout that looks like `layout` does with these people: something to begin arranging with. Tiles take the next
 * person by time of entry; only a large picture that was given to somebody stays theirs. A custom layout stays as it is.
 */
export function customLayoutOf(layout: MixLayout, people: readonly LayoutPerson[], subscribe: SubscribeUsers = {}): CustomLayout {
  if (layout.mode === 'custom') return layout
  const fixed = resolveLayout(layout, people, subscribe)
  const main = 'main' in fixed ? fixed.main : undefined
  const { background, fit } = fixed
  const tiles = placePictures(fixed, people, subscribe).map(({ userId, stream, isMain, layer, x, y, width, height }): Tile => ({
    ...fitTile({ x, y, width, height }),
    ...stream === 'screen' && { stream },
    ...isMain && userId === main && { userId },
    ...layer !== 0 && { layer },
    ...fit !== undefined && { fit },
  }))
  return { mode: 'custom', ...background !== undefined && { background }, tiles: tiles.length ? tiles : [{ x: 0, y: 0, width: 1, height: 1 }] }
}

const NEW_TILE = { width: 0.3, height: 0.3 }

/** The tiles and one more, in front, where it covers the least; the same ones when there are as many as TRTC takes. */
export function addTile(tiles: readonly Tile[], changes: Partial<Tile> = {}): Tile[] {
  if (tiles.length >= MAX_PICTURES) return [...tiles]
  const starts = [0, 0.1, 0.2, 0.3, 0.35, 0.4, 0.5, 0.6, 0.7]
  const places = starts.flatMap(y => starts.map(x => ({ x, y, ...NEW_TILE })))
  const covers = (place: Place) => tiles.reduce((sum, tile) => sum + overlap(place, tile), 0)
  const best = places.reduce((a, b) => covers(b) < covers(a) - 1e-9 ? b : a)
  const layer = Math.max(-1, ...tiles.map(tile => tile.layer ?? 0)) + 1
  return [...tiles, { ...fitTile(best), ...layer > 0 && { layer }, ...changes }]
}

function overlap(a: Place, b: Place): number {
  const width = Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x)
  const height = Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y)
  return width > 0 && height > 0 ? width * height : 0
}
