import type { MixLayoutParams } from '../actions/mix-params.js'
import type { CapturedStream } from '../capture.js'
import type { Layout, PlacedPicture } from './place-pictures.js'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { mixLayoutParams } from '../actions/mix-params.js'
import { placePictures } from './place-pictures.js'

const rules = { mixPictures: '25', gridLastRow: 'left', mirroredBottomRow: 'mirrored' } as const
const canvas = { width: 1280, height: 720 }
const float: Layout = { MixLayoutMode: 1 }
const share: Layout = { MixLayoutMode: 2 }
const grid: Layout = { MixLayoutMode: 3 }

const camera = (userId: string, video = true): CapturedStream => ({ userId, mediaId: 'main', audio: true, video })
const screen = (userId: string): CapturedStream => ({ userId, mediaId: 'aux', audio: false, video: true })
const cameras = (count: number) => Array.from({ length: count }, (_, index) => camera(`u${index}`))

/** `[left, top, width, height]` of each picture. */
const rects = (pictures: PlacedPicture[]) => pictures.map(({ left, top, width, height }) => [left, top, width, height])
const names = (pictures: PlacedPicture[]) => pictures.map(({ userId, mediaId }) => mediaId === 'aux' ? `${userId}'s screen` : userId)
const place = (streams: CapturedStream[], layout?: Layout, changes: object = {}) => placePictures(streams, canvas, layout, { ...rules, ...changes })

describe('a grid', () => {
  it.each([
    [1, 1, 1],
    [2, 2, 1],
    [3, 2, 2],
    [4, 2, 2],
    [5, 3, 3],
    [6, 3, 3],
    [7, 3, 3],
    [8, 3, 3],
    [9, 3, 3],
    [10, 4, 4],
    [13, 4, 4],
    [16, 4, 4],
    [17, 5, 5],
    [20, 5, 5],
    [25, 5, 5],
  ])('of %i pictures has %i columns and %i rows', (count, columns, rows) => {
    const x = (column: number) => Math.round(column * 1280 / columns)
    const y = (row: number) => Math.round(row * 720 / rows)
    const expected = Array.from({ length: count }, (_, index) => {
      const [column, row] = [index % columns, Math.floor(index / columns)]
      return [x(column), y(row), x(column + 1) - x(column), y(row + 1) - y(row)]
    })
    expect(rects(place(cameras(count), grid))).toEqual(expected)
  })

  it('is what TRTC makes when no layout is named', () => {
    expect(place(cameras(5))).toEqual(place(cameras(5), grid))
  })

  it('can have its last row in the middle', () => {
    expect(rects(place(cameras(3), grid, { gridLastRow: 'centred' }))).toEqual([[0, 0, 640, 360], [640, 0, 640, 360], [320, 360, 640, 360]])
  })

  it('leaves no gap where its lines do not fall on whole pixels', () => {
    expect(rects(placePictures(cameras(9), { width: 100, height: 100 }, grid, rules)).slice(0, 3)).toEqual([[0, 0, 33, 33], [33, 0, 34, 33], [67, 0, 33, 33]])
  })
})

describe('a floating layout', () => {
  it.each([
    [1, []],
    [2, [[15, 542, 301, 169]]],
    [6, [[15, 542, 301, 169], [332, 542, 300, 169], [648, 542, 300, 169], [964, 542, 301, 169], [15, 364, 301, 170]]],
  ])('of %i puts the small pictures at the documented places', (count, small) => {
    expect(rects(place(cameras(count), float))).toEqual([[0, 0, 1280, 720], ...small])
  })

  it.each([2, 3, 9, 17, 18, 21, 25])('of %i has the documented sizes and margins', count => {
    const [perRow, size, gap] = count <= 17 ? [4, 0.235, 0.012] : [5, 0.188, 0.010]
    const [big, ...small] = place(cameras(count), float)
    expect([big!.width, big!.height, big!.layer]).toEqual([1280, 720, 0])
    small.forEach(({ left, top, width, height, layer }, index) => {
      const [column, row] = [index % perRow, Math.floor(index / perRow)]
      const x = (gap + column * (size + gap)) * 1280
      const y = 720 * (1 - (row + 1) * (size + gap))
      expect(layer).toBe(1)
      for (const [actual, wanted] of [[left, x], [left + width, x + size * 1280], [top, y], [top + height, y + size * 720]])
        expect(Math.abs(actual! - wanted!)).toBeLessThanOrEqual(0.5 + 1e-9)
    })
  })

  it('is filled with the first anchor, or with whom MaxResolutionUserId and MediaId name', () => {
    const streams = [camera('a'), camera('b'), screen('b')]
    expect(names(place(streams, float))).toEqual(['a', 'b', 'b\'s screen'])
    expect(names(place(streams, { ...float, MaxResolutionUserId: 'b' }))).toEqual(['b', 'a', 'b\'s screen'])
    expect(names(place(streams, { ...float, MaxResolutionUserId: 'b', MediaId: 1 }))).toEqual(['b\'s screen', 'a', 'b'])
    expect(names(place(streams, { ...float, MaxResolutionUserId: 'a', MediaId: 1 }))).toEqual(['a', 'b', 'b\'s screen'])
  })
})

describe('a screen share layout', () => {
  const sharing = (count: number) => [...cameras(count - 1), screen('u0')]
  const shared: Layout = { ...share, MaxResolutionUserId: 'u0', MediaId: 1 }

  it.each([
    [1, [4 / 5, 1], [1 / 5, 1 / 4]],
    [5, [4 / 5, 1], [1 / 5, 1 / 4]],
    [6, [6 / 7, 1], [1 / 7, 1 / 6]],
    [7, [6 / 7, 1], [1 / 7, 1 / 6]],
    [8, [8 / 9, 1], [1 / 9, 1 / 8]],
    [9, [8 / 9, 1], [1 / 9, 1 / 8]],
    [10, [4 / 5, 1], [1 / 10, 1 / 8]],
    [17, [4 / 5, 1], [1 / 10, 1 / 8]],
    [18, [4 / 5, 7 / 8], [1 / 10, 1 / 8]],
    [25, [4 / 5, 7 / 8], [1 / 10, 1 / 8]],
  ])('of %i has the documented sizes', (count, bigSize, smallSize) => {
    // 2520 × 1440 is divisible by all of them
    const pictures = placePictures(sharing(count), { width: 2520, height: 1440 }, shared, rules)
    expect(pictures).toHaveLength(count)
    expect(pictures[0]).toMatchObject({ userId: 'u0', mediaId: 'aux', left: 0, top: 0, width: 2520 * bigSize[0]!, height: 1440 * bigSize[1]! })
    for (const { width, height } of pictures.slice(1)) expect([width, height]).toEqual([2520 * smallSize[0]!, 1440 * smallSize[1]!])
  })

  it('fills a column from top to bottom, then the next, then the bottom from the left', () => {
    const small = rects(place(sharing(25), shared)).slice(1)
    expect([small[0], small[7], small[8], small[15], small[16], small[23]]).toEqual([
      [1024, 0, 128, 90],
      [1024, 630, 128, 90],
      [1152, 0, 128, 90],
      [1152, 630, 128, 90],
      [0, 630, 128, 90],
      [896, 630, 128, 90],
    ])
  })

  it('can be mirrored', () => {
    const left = place(sharing(20), shared)
    const mirrored = left.map(picture => ({ ...picture, left: 1280 - picture.left - picture.width }))
    expect(place(sharing(20), { ...shared, MaxResolutionUserAlign: 1 })).toEqual(mirrored)
    const bottom = place(sharing(20), { ...shared, MaxResolutionUserAlign: 1 }, { mirroredBottomRow: 'left' }).slice(17)
    expect(rects(bottom)).toEqual([[256, 630, 128, 90], [384, 630, 128, 90], [512, 630, 128, 90]])
  })

  it.each([
    ['nobody is named', {}],
    ['the one who is named is not there', { MaxResolutionUserId: 'gone' }],
    ['the one who is named does not share', { MaxResolutionUserId: 'u1', MediaId: 1 }],
  ] as const)('shows the background in the big place when %s', (_, changes) => {
    expect(rects(place(cameras(2), { ...share, ...changes }))).toEqual([[1024, 0, 256, 180], [1024, 180, 256, 180]])
  })

  it('has 24 places beside an empty big one', () => {
    expect(place(cameras(25), share)).toHaveLength(24)
  })
})

describe('a custom layout', () => {
  const entry = { Top: 0, Left: 0, Width: 640, Height: 360 }
  const custom = (...MixLayoutList: object[]): Layout => mixLayoutParams.parse({ MixLayoutMode: 4, MixLayoutList }) as MixLayoutParams

  it('puts everybody where it says, and those without a name by time of entry', () => {
    const layout = custom({ ...entry, Left: 640 }, { ...entry, UserId: 'u0' }, { ...entry, Top: 360 })
    const pictures = place(cameras(3), layout)
    expect(pictures.map(({ userId, left, top }) => [userId, left, top])).toEqual([['u1', 640, 0], ['u0', 0, 0], ['u2', 0, 360]])
  })

  it('stacks by ImageLayer, and keeps Alpha and RenderMode', () => {
    const layout = custom({ ...entry, ImageLayer: 2, Alpha: 100 }, { ...entry, ImageLayer: 1, RenderMode: 2 }, entry)
    expect(place(cameras(3), layout).map(({ userId, layer, alpha, renderMode }) => [userId, layer, alpha, renderMode]))
      .toEqual([['u2', 0, 0, 1], ['u1', 1, 0, 2], ['u0', 2, 100, 1]])
  })

  it('draws nobody who has no entry, and no entry that has nobody', () => {
    expect(names(place(cameras(3), custom({ ...entry, UserId: 'u2' }, { ...entry, UserId: 'gone' }, { ...entry, Width: 0 })))).toEqual(['u2'])
  })

  it('tells cameras and screens apart', () => {
    expect(names(place([camera('a'), camera('b'), screen('b')], custom({ ...entry, MediaId: 1 }, entry, { ...entry, UserId: 'b' })))).toEqual(['b\'s screen', 'a', 'b'])
  })

  it('gives a voice its place whatever PureAudioDisableLayout says', () => {
    expect(place([camera('a', false)], { ...custom(entry), PureAudioDisableLayout: true })).toMatchObject([{ userId: 'a', shows: 'voice' }])
  })
})

describe('in every template', () => {
  it.each([float, share, grid])('a voice takes a place, unless PureAudioDisableLayout is on: %o', layout => {
    const streams = [camera('a'), camera('voice', false), camera('c')]
    expect(place(streams, layout).map(({ userId, shows }) => [userId, shows])).toEqual([['a', 'video'], ['voice', 'voice'], ['c', 'video']])
    expect(names(place(streams, { ...layout, PureAudioDisableLayout: true }))).toEqual(['a', 'c'])
  })

  it.each([
    [float, 'u9', ['u9', 'u0', 'u1']],
    [share, 'u9', ['u9', 'u0', 'u1']],
  ])('placeHolderMode keeps the place of whom the layout names: %o', (layout, MaxResolutionUserId, expected) => {
    const pictures = place(cameras(2), { ...layout, MaxResolutionUserId, PlaceHolderMode: 1 })
    expect(names(pictures)).toEqual(expected)
    expect(pictures[0]!.shows).toBe('placeholder')
    expect(names(place(cameras(2), { ...layout, MaxResolutionUserId }))).toEqual(['u0', 'u1'])
  })

  it('renderMode is that of all pictures, and crops when it is left out', () => {
    expect(place(cameras(2), { ...grid, RenderMode: 2 }).map(({ renderMode }) => renderMode)).toEqual([2, 2])
    expect(place(cameras(1), grid)[0]!.renderMode).toBe(1)
  })

  it.each(['24', '25'] as const)('there are at most %s pictures', mixPictures => {
    expect(place(cameras(25), grid, { mixPictures })).toHaveLength(Number(mixPictures))
    expect(place([...cameras(25), screen('u0')], float, { mixPictures })).toHaveLength(Number(mixPictures))
  })

  const size = fc.integer({ min: 100, max: 960 }).map(half => 2 * half)
  const streams = fc.uniqueArray(fc.record({ id: fc.nat(24), isScreen: fc.boolean(), video: fc.boolean() }), { selector: ({ id, isScreen }) => `${id}${isScreen}` })
    .map(all => all.sort((a, b) => a.id - b.id).map(({ id, isScreen, video }) => isScreen ? screen(`u${id}`) : camera(`u${id}`, video)))
  const layout = fc.record({
    MixLayoutMode: fc.constantFrom(1 as const, 2 as const, 3 as const),
    MaxResolutionUserId: fc.nat(24).map(id => `u${id}`),
    MediaId: fc.constantFrom(0 as const, 1 as const),
    MaxResolutionUserAlign: fc.constantFrom(0 as const, 1 as const),
    PlaceHolderMode: fc.constantFrom(0 as const, 1 as const),
    PureAudioDisableLayout: fc.boolean(),
  })

  it('pictures stay inside the canvas, and those of one layer never overlap', () => {
    fc.assert(fc.property(size, size, streams, layout, (width, height, streams, layout) => {
      const pictures = placePictures(streams, { width, height }, layout, rules)
      expect(new Set(names(pictures)).size).toBe(pictures.length)
      for (const [index, a] of pictures.entries()) {
        expect(Math.min(a.left, a.top, width - a.left - a.width, height - a.top - a.height)).toBeGreaterThanOrEqual(0)
        expect(Math.min(a.width, a.height)).toBeGreaterThan(0)
        for (const b of pictures.slice(index + 1)) {
          const apart = a.left + a.width <= b.left || b.left + b.width <= a.left || a.top + a.height <= b.top || b.top + b.height <= a.top
          expect(apart || a.layer !== b.layer).toBe(true)
        }
      }
    }))
  })
})
