import type { PlacedPicture } from '@roomkit-recording/core'
import type { Rgb } from '@roomkit-recording/trtc-emulator'

export interface Size {
  width: number
  height: number
}

/** Red, green and blue of each pixel, row by row. */
export type Pixels = Uint8Array

export interface Rect {
  left: number
  top: number
  right: number
  bottom: number
}

/** What a picture has to look like, and which of its pixels belong to which person. */
export interface Painting extends Size {
  /** Each placed picture in whole pixels. */
  rects: Rect[]
  /** Which of the placed pictures is at the front at a pixel; -1: the background. */
  owners: Int16Array
  /** Every colour that is to be seen. */
  palette: Rgb[]
  /** Which of these colours a pixel has. */
  colours: Uint8Array
}

/** Paints what core has placed, edges rounded to whole pixels. */
export function paint(pictures: readonly PlacedPicture[], { width, height }: Size, background: Rgb, colourOf: (picture: PlacedPicture) => Rgb): Painting {
  const palette: Rgb[] = [background]
  const indexOf = (colour: Rgb) => {
    const index = palette.findIndex(known => distance(known, colour) === 0)
    return index >= 0 ? index : palette.push(colour) - 1
  }
  const rects = pictures.map(({ x, y, width: w, height: h }): Rect => ({
    left: Math.round(x * width),
    top: Math.round(y * height),
    right: Math.round((x + w) * width),
    bottom: Math.round((y + h) * height),
  }))
  const colours = new Uint8Array(width * height)
  const owners = new Int16Array(width * height).fill(-1)
  pictures.forEach((picture, index) => {
    const { opacity } = picture
    const colour = colourOf(picture)
    /** What becomes of each colour below. */
    const over = palette.map(below => indexOf(colour.map((channel, at) => Math.round(channel * opacity + below[at]! * (1 - opacity))) as unknown as Rgb))
    eachRow(rects[index]!, width, (from, to) => {
      for (let at = from; at < to; at++) colours[at] = over[colours[at]!]!
      owners.fill(index, from, to)
    })
  })
  return { width, height, rects, owners, palette, colours }
}

/** The pixels of a rectangle, row by row. */
export function eachRow({ left, top, right, bottom }: Rect, width: number, visit: (from: number, to: number) => void): void {
  for (let y = top; y < bottom; y++) visit(y * width + left, y * width + right)
}

/** 1 for pixels that are more than `reach` away from the edge of any picture, else 0. */
export function awayFromEdges({ width, height, rects }: Painting, reach: number): Uint8Array {
  const away = new Uint8Array(width * height).fill(1)
  for (const { left, top, right, bottom } of rects) {
    const across = { left: Math.max(0, left - reach), right: Math.min(width, right + reach) }
    const down = { top: Math.max(0, top - reach), bottom: Math.min(height, bottom + reach) }
    const around = (at: number, most: number) => [Math.max(0, at - reach), Math.min(most, at + reach)] as const
    for (const [from, to] of [around(top, height), around(bottom, height)]) eachRow({ ...across, top: from, bottom: to }, width, (from, to) => away.fill(0, from, to))
    for (const [from, to] of [around(left, width), around(right, width)]) eachRow({ ...down, left: from, right: to }, width, (from, to) => away.fill(0, from, to))
  }
  return away
}

/** How far apart two colours are in their worst channel. */
export function distance(a: Rgb, b: Rgb): number {
  return Math.max(Math.abs(a[0] - b[0]), Math.abs(a[1] - b[1]), Math.abs(a[2] - b[2]))
}

export interface Comparison {
  /** The first few pixels that are not right. */
  differing: string[]
  /** How many pixels of each placed picture were looked at. */
  looked: number[]
}

/** Compares those pixels that count. A colour is right when it is not further off than `tolerance`, and every other one of the painting is. */
export function compare(seen: Pixels, { width, palette, colours, owners, rects }: Painting, { counts, tolerance }: { counts: Uint8Array, tolerance: number }): Comparison {
  const tolerances = palette.map((colour, index) => Math.min(tolerance, ...palette.flatMap((other, at) => at === index ? [] : [(distance(colour, other) - 1) / 2])))
  const differing: string[] = []
  const looked = rects.map(() => 0)
  for (let at = 0; at < colours.length && differing.length < 5; at++) {
    if (counts[at] === 0) continue
    if (owners[at]! >= 0) looked[owners[at]!]!++
    const [red, green, blue] = palette[colours[at]!]!
    const tolerated = tolerances[colours[at]!]!
    if (Math.abs(seen[at * 3]! - red) <= tolerated && Math.abs(seen[at * 3 + 1]! - green) <= tolerated && Math.abs(seen[at * 3 + 2]! - blue) <= tolerated) continue
    differing.push(`${at % width},${Math.floor(at / width)}: ${seen.subarray(at * 3, at * 3 + 3).join()} instead of ${red},${green},${blue}`)
  }
  return { differing, looked }
}

/** Cuts a picture out of a larger one that is `wide` pixels wide. */
export function cut(pixels: Pixels, wide: number, { left, top }: Pick<Rect, 'left' | 'top'>, { width, height }: Size): Pixels {
  const part = new Uint8Array(width * height * 3)
  for (let y = 0; y < height; y++) {
    const from = ((top + y) * wide + left) * 3
    part.set(pixels.subarray(from, from + width * 3), y * width * 3)
  }
  return part
}
