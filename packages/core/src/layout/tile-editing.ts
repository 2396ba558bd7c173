import type { Tile } from '../types.js'
import type { Place } from './place-pictures.js'

/** Smallest side of a tile in shares of the canvas: 5 %, which is 18 pixels in the height of `sd`. */
export const MIN_TILE_SIZE = 0.05

/** Edges are kept in steps of a hundredth of a percent, so that what is read as a number is what there is. */
const STEPS = 10_000
const MIN_STEPS = MIN_TILE_SIZE * STEPS

export type TileSide = 'left' | 'right' | 'top' | 'bottom'
export type TileAlignment = 'left' | 'centre' | 'right' | 'top' | 'middle' | 'bottom'

/** From one edge to the other along one axis, in steps. */
interface Span {
  from: number
  to: number
}

/** The tile as far inside the canvas and as large as it has to be. Numbers that are none count as 0. */
export function fitTile<T extends Place>(tile: T): T {
  return withSpans(tile, inside(across(tile)), inside(down(tile)))
}

/** Moves a tile by shares of the canvas; at its edge it stops. */
export function moveTile<T extends Place>(tile: T, dx: number, dy: number): T {
  return withSpans(tile, inside(shifted(across(tile), dx)), inside(shifted(down(tile), dy)))
}

/** Moves these sides of a tile by shares of the canvas; the others stay where they are. */
export function resizeTile<T extends Place>(tile: T, sides: readonly TileSide[], dx: number, dy: number): T {
  return withSpans(
    tile,
    stretched(across(tile), sides.includes('left') ? dx : 0, sides.includes('right') ? dx : 0),
    stretched(down(tile), sides.includes('top') ? dy : 0, sides.includes('bottom') ? dy : 0),
  )
}

/** Puts a tile at an edge of the canvas, or into its middle. */
export function alignTile<T extends Place>(tile: T, to: TileAlignment): T {
  const [horizontal, vertical] = [across(tile), down(tile)]
  const at = ({ from, to: end }: Span, part: 0 | 0.5 | 1): Span => {
    const start = Math.round((STEPS - (end - from)) * part)
    return { from: start, to: start + end - from }
  }
  switch (to) {
    case 'left': return withSpans(tile, at(horizontal, 0), vertical)
    case 'centre': return withSpans(tile, at(horizontal, 0.5), vertical)
    case 'right': return withSpans(tile, at(horizontal, 1), vertical)
    case 'top': return withSpans(tile, horizontal, at(vertical, 0))
    case 'middle': return withSpans(tile, horizontal, at(vertical, 0.5))
    case 'bottom': return withSpans(tile, horizontal, at(vertical, 1))
  }
}

/** The tiles with this one in front of, or behind, all others. Layers become 0, 1, 2 … from back to front. */
export function layerTile(tiles: readonly Tile[], index: number, to: 'front' | 'back' | 'forward' | 'backward'): Tile[] {
  const order = tiles.map((_, each) => each).sort((a, b) => (tiles[a]!.layer ?? 0) - (tiles[b]!.layer ?? 0) || a - b)
  const at = order.indexOf(index)
  if (at < 0) return [...tiles]
  order.splice(at, 1)
  const places = { front: order.length, back: 0, forward: Math.min(order.length, at + 1), backward: Math.max(0, at - 1) }
  order.splice(places[to], 0, index)
  return tiles.map((tile, each) => ({ ...tile, layer: order.indexOf(each) }))
}

/** A line at which a tile has snapped: a share of the canvas, on the axis it is measured along. */
export interface SnapGuide {
  axis: 'x' | 'y'
  at: number
}

export interface SnapOptions {
  /** The tiles that it may snap to. */
  others: readonly Place[]
  /** How near a line has to be, in shares of the canvas's width and height. */
  reach: { x: number, y: number }
  /** Only these sides move; left out: all of them, and the centre. */
  sides?: readonly TileSide[]
}

/** Moves a tile, or the sides of it that are being dragged, to the nearest edge or centre of the canvas and of other tiles. */
export function snapTile<T extends Place>(tile: T, { others, reach, sides }: SnapOptions): { tile: T, guides: SnapGuide[] } {
  const x = nearest(across(tile), others.map(across), reach.x, sides && [sides.includes('left'), sides.includes('right')])
  const y = nearest(down(tile), others.map(down), reach.y, sides && [sides.includes('top'), sides.includes('bottom')])
  const guides = [...x ? [{ axis: 'x', at: x.line / STEPS } as const] : [], ...y ? [{ axis: 'y', at: y.line / STEPS } as const] : []]
  const [dx, dy] = [(x?.by ?? 0) / STEPS, (y?.by ?? 0) / STEPS]
  return { tile: sides ? resizeTile(tile, sides, dx, dy) : moveTile(tile, dx, dy), guides }
}

function nearest(span: Span, others: Span[], reach: number, ends: [boolean, boolean] | undefined): { by: number, line: number } | undefined {
  const lines = [0, STEPS / 2, STEPS, ...others.flatMap(({ from, to }) => [from, Math.round((from + to) / 2), to])]
  const points = ends
    ? [...ends[0] ? [span.from] : [], ...ends[1] ? [span.to] : []]
    : [span.from, span.to, Math.round((span.from + span.to) / 2)]
  let best: { by: number, line: number } | undefined
  for (const point of points) {
    for (const line of lines) {
      const by = line - point
      if (Math.abs(by) <= reach * STEPS && (!best || Math.abs(by) < Math.abs(best.by)) && isPossible(span, by, ends)) best = { by, line }
    }
  }
  return best
}

/** What would be cut off by the canvas, or be too small, has not snapped. */
function isPossible({ from, to }: Span, by: number, ends: [boolean, boolean] | undefined): boolean {
  const moved = { from: ends && !ends[0] ? from : from + by, to: ends && !ends[1] ? to : to + by }
  return moved.from >= 0 && moved.to <= STEPS && moved.to - moved.from >= MIN_STEPS
}

function across({ x, width }: Place): Span {
  return { from: steps(x), to: steps(x + width) }
}

function down({ y, height }: Place): Span {
  return { from: steps(y), to: steps(y + height) }
}

function steps(share: number): number {
  return Number.isFinite(share) ? Math.round(share * STEPS) : 0
}

function shifted({ from, to }: Span, by: number): Span {
  return { from: from + steps(by), to: to + steps(by) }
}

/** Keeps the length as far as it can. */
function inside({ from, to }: Span): Span {
  const length = Math.min(STEPS, Math.max(MIN_STEPS, to - from))
  const start = Math.min(STEPS - length, Math.max(0, from))
  return { from: start, to: start + length }
}

function stretched(span: Span, atFrom: number, atTo: number): Span {
  const { from, to } = inside(span)
  const start = atFrom === 0 ? from : Math.min(to - MIN_STEPS, Math.max(0, from + steps(atFrom)))
  const end = atTo === 0 ? to : Math.max(start + MIN_STEPS, Math.min(STEPS, to + steps(atTo)))
  return { from: start, to: end }
}

function withSpans<T extends Place>(tile: T, horizontal: Span, vertical: Span): T {
  return {
    ...tile,
    x: horizontal.from / STEPS,
    y: vertical.from / STEPS,
    width: (horizontal.to - horizontal.from) / STEPS,
    height: (vertical.to - vertical.from) / STEPS,
  }
}
