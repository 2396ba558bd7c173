/** Pixels, from the top left corner of the canvas. */
export interface Rect {
  left: number
  top: number
  width: number
  height: number
}

export interface Canvas {
  width: number
  height: number
}

/** A cell of a pattern that divides the canvas into `columns` × `rows` equal parts. */
export interface Cell {
  column: number
  row: number
  /** How many parts it covers. */
  across: number
  down: number
  columns: number
  rows: number
}

/**
 * A cell in whole pixels. Its edges are rounded, not its size, so that neighbours meet without a gap.
 * Tencent's documents say nothing about rounding.
 */
export function cellRect({ column, row, across, down, columns, rows }: Cell, { width, height }: Canvas): Rect {
  const x = (part: number) => Math.round(part * width / columns)
  const y = (part: number) => Math.round(part * height / rows)
  const left = x(column)
  const top = y(row)
  return { left, top, width: x(column + across) - left, height: y(row + down) - top }
}
