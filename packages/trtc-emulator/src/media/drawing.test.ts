import type { Recipe } from './recipe.js'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { distance } from '../../testing/media.js'
import { elapsedText } from './draw-scene.js'
import { fitPicture } from './fit-picture.js'
import { frameTimes, segmentLength, segmentStarts, tickOf } from './frame-times.js'
import { utcStamp } from './hls.js'
import { pictureColour, userColour } from './user-colour.js'

describe('the colour of a user', () => {
  it('is always the same, another one for the screen, and a dark one for a voice', () => {
    expect(userColour('alice')).toEqual(userColour('alice'))
    expect(distance(userColour('alice'), userColour('alice', 'aux'))).toBeGreaterThan(30)
    const voice = pictureColour({ userId: 'alice', mediaId: 'main', shows: 'voice' })
    expect(Math.max(...voice)).toBeLessThanOrEqual(63)
  })

  it('differs between people with similar names', () => {
    const names = ['alice', 'bob', 'carol', 'dave', 'user1', 'user2', 'user3']
    for (const [index, name] of names.entries()) {
      for (const other of names.slice(index + 1)) expect(distance(userColour(name), userColour(other)), `${name}, ${other}`).toBeGreaterThan(20)
    }
  })
})

describe('a picture', () => {
  const source = { width: 640, height: 360 }
  const wide = { left: 10, top: 20, width: 640, height: 100 }
  const slight = { left: 0, top: 0, width: 640, height: 300 }

  it.each([
    ['is stretched', 0, wide, wide],
    ['is cropped', 1, wide, { left: 10, top: -110, width: 640, height: 360 }],
    ['has bars', 2, wide, { left: 241, top: 20, width: 178, height: 100 }],
    ['is cropped by a fifth, and stretched for the rest', 3, wide, { left: 10, top: 8, width: 640, height: 125 }],
    ['is only cropped when a fifth is enough', 3, slight, { left: 0, top: -30, width: 640, height: 360 }],
  ] as const)('%s with RenderMode %i', (_, renderMode, place, expected) => {
    expect(fitPicture(source, place, renderMode)).toEqual(expected)
  })
})

describe('the pictures of a file', () => {
  const day = 86_400_000
  const recipe = (duration: number, changes: number[] = [], format: Recipe['format'] = 'mp4') =>
    ({ duration, format, moments: [0, ...changes].map(at => ({ at })) }) as Recipe

  it.each([
    [4000, 200],
    [10 * 60_000, 1000],
    [30 * 60_000, 2000],
    [60 * 60_000, 5000],
    [day, 120_000],
    [14 * day, 1_800_000],
  ])('of %i ms move every %i ms', (duration, tick) => {
    expect(tickOf(duration)).toBe(tick)
  })

  it('come at every change and at the end, never many, in order', () => {
    fc.assert(fc.property(fc.integer({ min: 100, max: 14 * day }), fc.array(fc.double({ min: 0, max: 0.999, noNaN: true }), { maxLength: 50 }), fc.constantFrom('mp4' as const, 'm3u8' as const), (duration, parts, format) => {
      const changes = parts.map(part => Math.floor(part * duration))
      const times = frameTimes(recipe(duration, changes, format))
      expect(times).toEqual([...new Set(times)].sort((a, b) => a - b))
      expect([times[0], times.at(-1)]).toEqual([0, duration])
      for (const at of changes) expect(times).toContain(at)
      expect(times.length).toBeLessThanOrEqual(900 + 1 + changes.length + 361)
    }))
  })

  it('begin each segment of HLS, of which there are never many', () => {
    expect([segmentLength(60_000), segmentLength(3_600_000), segmentLength(14 * day)]).toEqual([10_000, 10_000, 3_360_000])
    expect(segmentStarts(recipe(25_000))).toEqual([0, 10_000, 20_000])
    expect(frameTimes(recipe(25_000, [], 'm3u8'))).toEqual(expect.arrayContaining([0, 10_000, 20_000]))
  })
})

it('time in pictures and names is told as people and TRTC do', () => {
  expect([0, 7250, 3_599_999, 100 * 3_600_000].map(elapsedText)).toEqual(['00:00:00.0', '00:00:07.2', '00:59:59.9', '100:00:00.0'])
  expect(utcStamp(Date.UTC(2026, 0, 2, 3, 4, 5, 67))).toBe('20260102030405067')
})
