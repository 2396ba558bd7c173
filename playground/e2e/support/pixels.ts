import type { Page } from '@playwright/test'
import type { PlacedPicture } from '@roomkit-recording/core'
import type { Rgb } from '@roomkit-recording/trtc-emulator'
import { Buffer } from 'node:buffer'

export interface Size {
  width: number
  height: number
}

/** Reads a pixel. */
export type Picture = (x: number, y: number) => Rgb

/** What a picture has to look like, and which of its pixels belong to which person. */
export interface Painting {
  picture: Picture
  /** Which of the placed pictures is seen at a pixel; -1: the background. */
  ownerAt: (x: number, y: number) => number
  /** How many pixels it is to the nearest edge of any picture. */
  toEdge: (x: number, y: number) => number
  /** Each placed picture in whole pixels. */
  rects: Rect[]
  /** Every colour that is to be seen. */
  palette: readonly Rgb[]
}

export interface Rect {
  left: number
  top: number
  right: number
  bottom: number
}

/** Paints what core has placed, edges rounded to whole pixels. */
export function paint(pictures: readonly PlacedPicture[], { width, height }: Size, background: Rgb, colourOf: (picture: PlacedPicture) => Rgb): Painting {
  const rects = pictures.map(({ x, y, width: w, height: h }): Rect => ({
    left: Math.round(x * width),
    top: Math.round(y * height),
    right: Math.round((x + w) * width),
    bottom: Math.round((y + h) * height),
  }))
  const colours = Array.from({ length: width * height }, () => background)
  const mixed = new Map<string, Rgb>()
  /** One object for each colour. */
  const mix = (colour: Rgb, opacity: number, below: Rgb): Rgb => {
    if (opacity === 1) return colour
    const key = `${colour.join()} ${opacity} ${below.join()}`
    const known = mixed.get(key) ?? colour.map((channel, index) => Math.round(channel * opacity + below[index]! * (1 - opacity))) as unknown as Rgb
    mixed.set(key, known)
    return known
  }
  const owners = new Int16Array(width * height).fill(-1)
  pictures.forEach((picture, index) => {
    const { left, top, right, bottom } = rects[index]!
    const colour = colourOf(picture)
    const { opacity } = picture
    for (let y = top; y < bottom; y++) {
      for (let x = left; x < right; x++) {
        const at = y * width + x
        colours[at] = mix(colour, opacity, colours[at]!)
        owners[at] = index
      }
    }
  })
  return {
    rects,
    palette: [...new Set(colours)],
    picture: (x, y) => colours[y * width + x]!,
    ownerAt: (x, y) => owners[y * width + x]!,
    toEdge: (x, y) => Math.min(...rects.map(({ left, top, right, bottom }) => {
      const dx = x < left ? left - x : x >= right ? x - right + 1 : 0
      const dy = y < top ? top - y : y >= bottom ? y - bottom + 1 : 0
      return dx || dy ? Math.max(dx, dy) : Math.min(x - left + 1, right - x, y - top + 1, bottom - y)
    })),
  }
}

/** Decodes a PNG in the page. */
export async function decodePng(page: Page, png: Buffer, { width, height }: Size): Promise<Picture> {
  const pixels = Buffer.from(await page.evaluate(async ({ base64, width, height }) => {
    const bitmap = await createImageBitmap(await (await fetch(`data:image/png;base64,${base64}`)).blob())
    if (bitmap.width !== width || bitmap.height !== height) throw new Error(`The picture is ${bitmap.width} × ${bitmap.height}`)
    const context = new OffscreenCanvas(width, height).getContext('2d')!
    context.drawImage(bitmap, 0, 0)
    const { data } = context.getImageData(0, 0, width, height)
    let text = ''
    for (let at = 0; at < data.length; at += 0x8000) text += String.fromCharCode(...data.subarray(at, at + 0x8000))
    return btoa(text)
  }, { base64: png.toString('base64'), width, height }), 'base64')
  return (x, y) => [pixels[(y * width + x) * 4]!, pixels[(y * width + x) * 4 + 1]!, pixels[(y * width + x) * 4 + 2]!]
}

/** How far apart two colours are in their worst channel. */
export function distance(a: Rgb, b: Rgb): number {
  return Math.max(Math.abs(a[0] - b[0]), Math.abs(a[1] - b[1]), Math.abs(a[2] - b[2]))
}

/** Of those pixels that count: how many there are, and the first few that are not right. */
export function compare(actual: Picture, expected: Picture, { width, height }: Size, { isRight, counts }: { isRight: (seen: Rgb, wanted: Rgb) => boolean, counts: (x: number, y: number) => boolean }) {
  const differing: string[] = []
  let looked = 0
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      if (!counts(x, y)) continue
      looked++
      if (!isRight(actual(x, y), expected(x, y)) && differing.push(`${x},${y}: ${actual(x, y).join()} instead of ${expected(x, y).join()}`) === 5) return { looked, differing }
    }
  }
  return { looked, differing }
}
