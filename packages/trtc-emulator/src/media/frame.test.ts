import type { Rect } from '../layout/place.js'
import type { Rgb } from './user-colour.js'
import { Buffer } from 'node:buffer'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createFrame, white } from './frame.js'

const size = { width: 16, height: 12 }

/** The picture row by row: `#` where it is bright. */
function bright(draw: (frame: ReturnType<typeof createFrame>) => void): string {
  const frame = createFrame(size)
  draw(frame)
  return Array.from(frame.data.subarray(0, size.width * size.height), light => light > 128 ? '#' : '.').join('')
}

const inside = ({ left, top, width, height }: Rect) => Array.from({ length: size.width * size.height }, (_, index) => {
  const [x, y] = [index % size.width, Math.floor(index / size.width)]
  return x >= left && x < left + width && y >= top && y < top + height ? '#' : '.'
}).join('')

describe('a rectangle', () => {
  const anywhere = fc.integer({ min: -20, max: 36 })
  const length = fc.integer({ min: 0, max: 40 })
  const rect = fc.record({ left: anywhere, top: anywhere, width: length, height: length })
  const opacity = fc.constantFrom(1, 0.9)

  it('is filled as far as it lies in the picture, wherever that is', () => {
    fc.assert(fc.property(rect, opacity, (rect, opacity) => {
      expect(bright(frame => frame.fill(rect, white, opacity))).toBe(inside(rect))
    }))
  })

  it('has its colour in all planes, and what lies beside it none of it', () => {
    const red: Rgb = [255, 0, 0]
    const frame = createFrame(size)
    const before = Buffer.from(frame.data)
    for (const beyond of [{ left: 16, top: 0 }, { left: 20, top: 8 }, { left: 0, top: 12 }, { left: -4, top: 0 }]) frame.fill({ ...beyond, width: 4, height: 4 }, red)
    expect(frame.data.equals(before)).toBe(true)
    frame.fill({ left: 12, top: 8, width: 4, height: 4 }, red)
    expect([...frame.data.subarray(-2)]).toEqual([240, 240])
  })
})

it('text is cut off where its place ends', () => {
  const place = { left: 2, top: 1, width: 5, height: 6 }
  const dots = bright(frame => frame.write('HHHH', { left: 2, top: 1 }, 1, place))
  expect(dots).toContain('#')
  expect([...dots].filter((dot, index) => dot === '#' && inside(place)[index] !== '#')).toEqual([])
})
