import type { Cell } from './place.js'

export const wholeCanvas: Cell = { column: 0, row: 0, across: 1, down: 1, columns: 1, rows: 1 }

/** Sizes and gaps in thousandths of the canvas, as documented. */
const sparse = { perRow: 4, size: 235, gap: 12 }
const dense = { perRow: 5, size: 188, gap: 10 }

/** MixLayoutMode 1: the small pictures, in rows from the bottom left upwards. `count` includes the big one. */
export function floatCells(count: number): Cell[] {
  const { perRow, size, gap } = count <= 17 ? sparse : dense
  return Array.from({ length: Math.max(0, count - 1) }, (_, index): Cell => ({
    column: gap + index % perRow * (size + gap),
    row: 1000 - (Math.floor(index / perRow) + 1) * (size + gap),
    across: size,
    down: size,
    columns: 1000,
    rows: 1000,
  }))
}
