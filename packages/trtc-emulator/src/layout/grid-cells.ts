import type { Cell } from './place.js'

/**
 * MixLayoutMode 3: two pictures side by side at full height, up to 4 in 2 × 2, up to 9 in 3 × 3 and so on, row by row.
 * The sizes are documented; the order is inferred, and whether the last row stands in the middle is not known.
 */
export function gridCells(count: number, lastRow: 'left' | 'centred'): Cell[] {
  const columns = Math.ceil(Math.sqrt(count))
  const rows = count === 2 ? 1 : columns
  const inLastRow = count % columns || columns
  const shift = lastRow === 'centred' ? columns - inLastRow : 0
  return Array.from({ length: count }, (_, index): Cell => ({
    // in halves of a cell, so that a row with one place free can stand in the middle
    column: 2 * (index % columns) + (index >= count - inLastRow ? shift : 0),
    row: Math.floor(index / columns),
    across: 2,
    down: 1,
    columns: 2 * columns,
    rows,
  }))
}
