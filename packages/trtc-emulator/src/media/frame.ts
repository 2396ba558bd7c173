import type { Canvas, Rect } from '../layout/place.js'
import type { Rgb } from './user-colour.js'
import { Buffer } from 'node:buffer'
import { eachDot } from './bitmap-font.js'

export const white: Rgb = [255, 255, 255]
export const black: Rgb = [0, 0, 0]

/** A picture as H.264 takes it: planes of brightness and, at half the size, of two colour differences (I420, BT.709). */
export interface Frame extends Canvas {
  readonly data: Buffer
  fill: (rect: Rect, colour: Rgb, opacity?: number) => void
  /** `scale`: pixels of one point. What reaches over `within` is cut off. */
  write: (text: string, at: { left: number, top: number }, scale: number, within: Rect, colour?: Rgb, opacity?: number) => void
}

/** Both sides must be even. */
export function createFrame({ width, height }: Canvas): Frame {
  const data = Buffer.alloc(width * height * 3 / 2)
  const planes = [
    { start: 0, width, height, share: 1 },
    { start: width * height, width: width / 2, height: height / 2, share: 2 },
    { start: width * height * 5 / 4, width: width / 2, height: height / 2, share: 2 },
  ]
  const all = { left: 0, top: 0, width, height }

  const frame: Frame = {
    width,
    height,
    data,
    fill(rect, colour, opacity = 1) {
      const { left, top, ...size } = intersection(rect, all)
      if (size.width === 0 || size.height === 0) return
      const values = toYuv(colour)
      for (const [index, plane] of planes.entries()) {
        const x = Math.round(left / plane.share)
        const end = Math.round((left + size.width) / plane.share)
        for (let y = Math.round(top / plane.share); y < Math.round((top + size.height) / plane.share); y++) {
          const row = plane.start + y * plane.width
          if (opacity >= 1) {
            data.fill(values[index]!, row + x, row + end)
          } else {
            for (let at = row + x; at < row + end; at++) data[at] = Math.round(data[at]! * (1 - opacity) + values[index]! * opacity)
          }
        }
      }
    },
    write(text, { left, top }, scale, within, colour = white, opacity = 1) {
      eachDot(text, (x, y) => {
        const dot = intersection({ left: left + x * scale, top: top + y * scale, width: scale, height: scale }, within)
        if (dot.width > 0 && dot.height > 0) frame.fill(dot, colour, opacity)
      })
    },
  }
  return frame
}

/** Of two that do not meet: a rectangle without width or height, which may lie outside both. */
export function intersection(a: Rect, b: Rect): Rect {
  const left = Math.max(a.left, b.left)
  const top = Math.max(a.top, b.top)
  return {
    left,
    top,
    width: Math.max(0, Math.min(a.left + a.width, b.left + b.width) - left),
    height: Math.max(0, Math.min(a.top + a.height, b.top + b.height) - top),
  }
}

/** ITU-R BT.709 in its limited range. */
function toYuv([red, green, blue]: Rgb): [y: number, u: number, v: number] {
  const light = 0.2126 * red + 0.7152 * green + 0.0722 * blue
  return [
    Math.round(16 + light * 219 / 255),
    Math.round(128 + (blue - light) / 1.8556 * 224 / 255),
    Math.round(128 + (red - light) / 1.5748 * 224 / 255),
  ]
}
