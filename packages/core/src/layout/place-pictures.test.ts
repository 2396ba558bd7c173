import type { FixedMixLayout, Tile } from '../types.js'
import type { Place, PlacedPicture } from './place-pictures.js'
import type { LayoutPerson } from './recorded-streams.js'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { placePictures } from './place-pictures.js'

const TINY = 1e-9

function person(userId: string, changes: Partial<LayoutPerson> = {}): LayoutPerson {
  return { userId, camera: true, microphone: true, screen: false, ...changes }
}

/** `u1`, `u2`, … with cameras on. */
const people = (count: number) => Array.from({ length: count }, (_, index) => person(`u${index + 1}`))

const of = (pictures: PlacedPicture[], userId: string, stream = 'camera') =>
  pictures.find(picture => picture.userId === userId && picture.stream === stream)

function expectAt(picture: Place | undefined, [x, y, width, height]: [number, number, number, number]) {
  expect(picture?.x).toBeCloseTo(x, 10)
  expect(picture?.y).toBeCloseTo(y, 10)
  expect(picture?.width).toBeCloseTo(width, 10)
  expect(picture?.height).toBeCloseTo(height, 10)
}

const area = (pictures: Place[]) => pictures.reduce((sum, { width, height }) => sum + width * height, 0)

function overlap(a: Place, b: Place): number {
  const width = Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x)
  const height = Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y)
  return width > TINY && height > TINY ? width * height : 0
}

function expectNoOverlap(pictures: Place[]) {
  for (const [index, a] of pictures.entries()) {
    for (const b of pictures.slice(index + 1))
      expect(overlap(a, b)).toBe(0)
  }
}

describe('grid', () => {
  it.each([
    [1, 1, 1],
    [2, 2, 1],
    [3, 2, 2],
    [4, 2, 2],
    [5, 3, 3],
    [9, 3, 3],
    [10, 4, 4],
    [16, 4, 4],
    [17, 5, 5],
    [25, 5, 5],
  ])('has for %i pictures %i columns and %i rows, filled row by row', (count, columns, rows) => {
    const pictures = placePictures({ mode: 'grid' }, people(count))
    expect(pictures.map(({ userId }) => userId)).toEqual(people(count).map(({ userId }) => userId))
    pictures.forEach((picture, index) =>
      expectAt(picture, [index % columns / columns, Math.floor(index / columns) / rows, 1 / columns, 1 / rows]))
  })
})

describe('float', () => {
  it.each([
    // width, x of the first, x of the second, y of the first row, y of the second; 1280×720 gives 300.8×169.2 at 15.36 / 542.16
    [2, 0.235, 0.012, null, 0.753, null],
    [6, 0.235, 0.012, 0.259, 0.753, 0.506],
    [17, 0.235, 0.012, 0.259, 0.753, 0.506],
    [18, 0.188, 0.010, 0.208, 0.802, 0.604],
    [25, 0.188, 0.010, 0.208, 0.802, 0.604],
  ])('puts %i pictures into rows from the bottom left upwards', (count, size, firstX, secondX, firstY, secondY) => {
    const [big, ...small] = placePictures({ mode: 'float' }, people(count))
    expect(big).toMatchObject({ userId: 'u1', isMain: true, layer: 0, x: 0, y: 0, width: 1, height: 1 })
    expect(small).toHaveLength(count - 1)
    expectAt(small[0], [firstX, firstY, size, size])
    if (secondX !== null)
      expectAt(small[1], [secondX, firstY, size, size])
    if (secondY !== null)
      expectAt(small[count <= 17 ? 4 : 5], [firstX, secondY, size, size])
    expect(small.every(({ layer, isMain }) => layer === 1 && !isMain)).toBe(true)
  })

  it.each([[17, 4, 0.012], [25, 5, 0.010]])('fills the canvas exactly up to the margin with %i pictures', (count, perRow, gap) => {
    const small = placePictures({ mode: 'float' }, people(count)).slice(1, 1 + perRow * perRow)
    expect(Math.max(...small.map(({ x, width }) => x + width))).toBeCloseTo(1 - gap, 12)
    expect(Math.max(...small.map(({ y, height }) => y + height))).toBeCloseTo(1 - gap, 12)
    expect(Math.min(...small.map(({ x }) => x))).toBeCloseTo(gap, 12)
    // 25 pictures leave one of the 25 small places empty
    expect(Math.min(...small.map(({ y }) => y))).toBeCloseTo(gap, 12)
  })

  it('gives the big place to main, wherever they are in the order', () => {
    const pictures = placePictures({ mode: 'float', main: 'u3' }, people(4))
    expect(of(pictures, 'u3')).toMatchObject({ isMain: true, width: 1 })
    expectAt(of(pictures, 'u1'), [0.012, 0.753, 0.235, 0.235])
    expectAt(of(pictures, 'u4'), [0.012 + 2 * 0.247, 0.753, 0.235, 0.235])
  })

  it('takes the camera of main, not the screen', () => {
    const pictures = placePictures({ mode: 'float', main: 'b' }, [person('a'), person('b', { screen: true })])
    expect(of(pictures, 'b')!.isMain).toBe(true)
    expect(of(pictures, 'b', 'screen')!.isMain).toBe(false)
  })

  it('falls back to the first anchor when main is not there', () => {
    expect(placePictures({ mode: 'float', main: 'gone' }, people(3))[0]).toMatchObject({ userId: 'u1', isMain: true })
  })

  it('passes over a first anchor who takes no place', () => {
    const [big] = placePictures({ mode: 'float', hideAudioOnly: true }, [person('voice', { camera: false }), ...people(2)])
    expect(big).toMatchObject({ userId: 'u1', isMain: true })
  })
})

describe('screenShare', () => {
  /** One who shares and has no camera, and so many others. */
  const sharing = (pictures: number) => [person('sharer', { camera: false, microphone: false, screen: true }), ...people(pictures - 1)]

  it.each([
    // big width, big height, small width, small height, columns
    [1, 4 / 5, 1, 1 / 5, 1 / 4, 1],
    [5, 4 / 5, 1, 1 / 5, 1 / 4, 1],
    [6, 6 / 7, 1, 1 / 7, 1 / 6, 1],
    [7, 6 / 7, 1, 1 / 7, 1 / 6, 1],
    [8, 8 / 9, 1, 1 / 9, 1 / 8, 1],
    [9, 8 / 9, 1, 1 / 9, 1 / 8, 1],
    [10, 4 / 5, 1, 1 / 10, 1 / 8, 2],
    [17, 4 / 5, 1, 1 / 10, 1 / 8, 2],
    [18, 4 / 5, 7 / 8, 1 / 10, 1 / 8, 2],
    [25, 4 / 5, 7 / 8, 1 / 10, 1 / 8, 2],
  ])('with %i pictures has a big one of %d × %d and small ones of %d × %d', (count, bigWidth, bigHeight, width, height, columns) => {
    const [big, ...small] = placePictures({ mode: 'screenShare', main: 'sharer' }, sharing(count))
    expect(big).toMatchObject({ userId: 'sharer', stream: 'screen', isMain: true })
    expectAt(big, [0, 0, bigWidth, bigHeight])
    const rows = Math.round(1 / height)
    small.forEach((picture, index) => expectAt(picture, index < columns * rows
      ? [bigWidth + Math.floor(index / rows) * width, index % rows * height, width, height]
      : [(index - columns * rows) * width, 7 / 8, width, height]))
  })

  it.each([5, 7, 9, 17, 25])('fills the canvas without a gap with %i pictures', count => {
    expect(area(placePictures({ mode: 'screenShare', main: 'sharer' }, sharing(count)))).toBeCloseTo(1, 12)
  })

  it('mirrors everything when the big picture is on the right', () => {
    const left = placePictures({ mode: 'screenShare', main: 'sharer' }, sharing(20))
    const right = placePictures({ mode: 'screenShare', main: 'sharer', align: 'right' }, sharing(20))
    right.forEach((picture, index) =>
      expectAt(picture, [1 - left[index]!.x - left[index]!.width, left[index]!.y, left[index]!.width, left[index]!.height]))
    expectAt(right[0], [1 / 5, 0, 4 / 5, 7 / 8])
  })

  it.each([
    ['main is left out', { mode: 'screenShare' }],
    ['main is not there', { mode: 'screenShare', main: 'gone' }],
    ['main does not share', { mode: 'screenShare', main: 'u1' }],
  ] satisfies [string, FixedMixLayout][])('shows the background in the big place when %s', (_, layout) => {
    const pictures = placePictures(layout, people(4))
    expect(pictures.some(({ isMain }) => isMain)).toBe(false)
    expectAt(pictures[0], [4 / 5, 0, 1 / 5, 1 / 4])
    expectAt(pictures[3], [4 / 5, 3 / 4, 1 / 5, 1 / 4])
  })

  it('has room for 24 beside an empty big place', () => {
    expect(placePictures({ mode: 'screenShare' }, people(25))).toHaveLength(24)
  })

  it('counts the camera of the one who shares as a picture of its own', () => {
    const pictures = placePictures({ mode: 'screenShare', main: 'b' }, [person('a'), person('b', { screen: true })])
    expect(pictures).toHaveLength(3)
    expectAt(of(pictures, 'a'), [4 / 5, 0, 1 / 5, 1 / 4])
    expectAt(of(pictures, 'b'), [4 / 5, 1 / 4, 1 / 5, 1 / 4])
  })
})

describe('custom', () => {
  const half = { y: 0, width: 0.5, height: 1 }

  it('puts named users on their tiles and fills the others by time of entry', () => {
    const tiles: Tile[] = [{ ...half, x: 0 }, { ...half, x: 0.5, userId: 'u1' }]
    const pictures = placePictures({ mode: 'custom', tiles }, people(3))
    expect(pictures.map(({ userId, x }) => [userId, x])).toEqual([['u2', 0], ['u1', 0.5]])
  })

  it('returns the pictures from back to front with the fit and opacity of their tiles', () => {
    const tiles: Tile[] = [
      { x: 0.7, y: 0.7, width: 0.3, height: 0.3, layer: 2, opacity: 0.5 },
      { x: 0, y: 0, width: 1, height: 1, fit: 'contain' },
      { x: 0, y: 0.7, width: 0.3, height: 0.3, layer: 1 },
    ]
    expect(placePictures({ mode: 'custom', tiles, fit: 'stretch' }, people(3)).map(({ userId, layer, fit, opacity }) => [userId, layer, fit, opacity]))
      .toEqual([['u2', 0, 'contain', 1], ['u3', 1, 'crop', 1], ['u1', 2, 'crop', 0.5]])
  })

  it('leaves a tile empty when its user is not there or nobody is left', () => {
    const tiles: Tile[] = [{ ...half, x: 0, userId: 'gone' }, { ...half, x: 0.5, stream: 'screen' }]
    expect(placePictures({ mode: 'custom', tiles }, people(2))).toEqual([])
  })

  it('shows screens on the tiles for screens', () => {
    const tiles: Tile[] = [{ ...half, x: 0, stream: 'screen' }, { ...half, x: 0.5 }]
    const pictures = placePictures({ mode: 'custom', tiles }, [person('a'), person('b', { screen: true })])
    expect(pictures.map(({ userId, stream }) => [userId, stream])).toEqual([['b', 'screen'], ['a', 'camera']])
  })

  it('keeps a voice on its tile, for hideAudioOnly is a setting of the templates', () => {
    const pictures = placePictures({ mode: 'custom', hideAudioOnly: true, tiles: [{ ...half, x: 0 }] }, [person('voice', { camera: false })])
    expect(pictures).toMatchObject([{ userId: 'voice', video: false }])
  })
})

describe('who has a picture', () => {
  it('is everybody who sends something, a voice too', () => {
    const room = [person('a'), person('voice', { camera: false }), person('silent', { camera: false, microphone: false }), person('screen', { screen: true })]
    expect(placePictures({ mode: 'grid' }, room).map(({ userId, stream, video }) => [userId, stream, video]))
      .toEqual([['a', 'camera', true], ['voice', 'camera', false], ['screen', 'camera', true], ['screen', 'screen', true]])
  })

  it('is only who is seen when voices are hidden', () => {
    const room = [person('voice', { camera: false }), person('a'), person('b')]
    const pictures = placePictures({ mode: 'grid', hideAudioOnly: true }, room)
    expect(pictures.map(({ userId }) => userId)).toEqual(['a', 'b'])
    expectAt(pictures[0], [0, 0, 0.5, 1])
  })

  it('follows the subscription: without video there is a voice, without both there is nothing', () => {
    const room = [person('a'), person('voice'), person('out')]
    const subscribe = { audio: { except: ['out'] }, video: { only: ['a'] } }
    expect(placePictures({ mode: 'grid' }, room, subscribe).map(({ userId, video }) => [userId, video])).toEqual([['a', true], ['voice', false]])
  })

  it('is at most 25 pictures, by time of entry', () => {
    const room = people(30).map(each => ({ ...each, screen: each.userId === 'u1' }))
    const pictures = placePictures({ mode: 'grid' }, room)
    expect(pictures).toHaveLength(25)
    expect(of(pictures, 'u24')).toBeDefined()
    expect(of(pictures, 'u25')).toBeUndefined()
  })

  it('is nobody in an empty room', () => {
    for (const mode of ['grid', 'float', 'screenShare', 'follow'] as const)
      expect(placePictures({ mode }, [])).toEqual([])
  })
})

describe('follow', () => {
  it('is a grid until somebody shares, and then shows their screen', () => {
    expect(placePictures({ mode: 'follow' }, people(2)).map(({ width }) => width)).toEqual([0.5, 0.5])
    const pictures = placePictures({ mode: 'follow' }, [person('a'), person('b', { screen: true })])
    expect(of(pictures, 'b', 'screen')).toMatchObject({ isMain: true, width: 0.8 })
  })
})

describe('all templates', () => {
  const somebody = fc.record({ camera: fc.boolean(), microphone: fc.boolean(), screen: fc.boolean() })
  const room = fc.array(somebody, { maxLength: 40 }).map(all => all.map((devices, index) => ({ userId: `u${index}`, ...devices })))
  const layout: fc.Arbitrary<FixedMixLayout> = fc.record({
    mode: fc.constantFrom('grid' as const, 'float' as const, 'screenShare' as const),
    main: fc.nat(40).map(index => `u${index}`),
    align: fc.constantFrom('left' as const, 'right' as const),
    hideAudioOnly: fc.boolean(),
  })

  it('keep every picture inside the canvas, show nobody twice and never more than 25', () => {
    fc.assert(fc.property(layout, room, (layout, people) => {
      const pictures = placePictures(layout, people)
      expect(pictures.length).toBeLessThanOrEqual(25)
      expect(new Set(pictures.map(({ userId, stream }) => `${userId} ${stream}`)).size).toBe(pictures.length)
      for (const { x, y, width, height } of pictures) {
        expect(Math.min(x, y)).toBeGreaterThanOrEqual(-TINY)
        expect(Math.max(x + width, y + height)).toBeLessThanOrEqual(1 + TINY)
        expect(Math.min(width, height)).toBeGreaterThan(0)
      }
    }))
  })

  it('never let pictures of one layer overlap', () => {
    fc.assert(fc.property(layout, room, (layout, people) => {
      const pictures = placePictures(layout, people)
      expectNoOverlap(pictures.filter(({ layer }) => layer === 0))
      expectNoOverlap(pictures.filter(({ layer }) => layer === 1))
    }))
  })

  it('keep the order of entry', () => {
    fc.assert(fc.property(layout, room, (layout, people) => {
      const order = placePictures(layout, people).filter(({ isMain }) => !isMain).map(({ userId }) => Number(userId.slice(1)))
      expect(order).toEqual([...order].sort((a, b) => a - b))
    }))
  })
})
