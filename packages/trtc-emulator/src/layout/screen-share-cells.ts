import type { Cell } from './place.js'

export interface ScreenShareCells {
  big: Cell
  small: Cell[]
}

/**
 * MixLayoutMode 2: a big place on the left, the small ones beside it from top to bottom. `count` includes the big one.
 * Sizes are documented. That the left one of two columns is filled first is inferred; where the bottom row begins when
 * everything is mirrored is not known.
 */
export function screenShareCells(count: number, align: 'left' | 'right', bottomRow: 'mirrored' | 'left'): ScreenShareCells {
  const cells = count <= 9 ? oneColumn(count <= 5 ? 4 : count <= 7 ? 6 : 8) : count <= 17 ? twoColumns() : twoColumnsAndBottom()
  if (align === 'left') return cells
  const small = cells.small.map((cell, index) => {
    const inBottomRow = index >= 16
    return inBottomRow && bottomRow === 'left' ? { ...mirror(cell), column: 2 + index - 16 } : mirror(cell)
  })
  return { big: mirror(cells.big), small }
}

/** The big place is as many times as wide as a small one as there are rows. */
function oneColumn(rows: number): ScreenShareCells {
  const columns = rows + 1
  return {
    big: { column: 0, row: 0, across: rows, down: rows, columns, rows },
    small: Array.from({ length: rows }, (_, row): Cell => ({ column: rows, row, across: 1, down: 1, columns, rows })),
  }
}

const tenth = { across: 1, down: 1, columns: 10, rows: 8 }

function twoColumns(): ScreenShareCells {
  return {
    big: { column: 0, row: 0, across: 8, down: 8, columns: 10, rows: 8 },
    small: Array.from({ length: 16 }, (_, index): Cell => ({ ...tenth, column: 8 + Math.floor(index / 8), row: index % 8 })),
  }
}

function twoColumnsAndBottom(): ScreenShareCells {
  const { big, small } = twoColumns()
  return {
    big: { ...big, down: 7 },
    small: [...small, ...Array.from({ length: 8 }, (_, index): Cell => ({ ...tenth, column: index, row: 7 }))],
  }
}

function mirror(cell: Cell): Cell {
  return { ...cell, column: cell.columns - cell.column - cell.across }
}
