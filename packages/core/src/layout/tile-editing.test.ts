import type { MixLayout, Tile } from '../types.js'
import type { TileSide } from './tile-editing.js'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { checkMixLayout } from '../mix-layout.js'
import { createEditHistory, endEdit, recordEdit, redoEdit, undoEdit } from './edit-history.js'
import { addTile, customLayoutOf } from './layout-tiles.js'
import { placePictures } from './place-pictures.js'
import { alignTile, fitTile, layerTile, MIN_TILE_SIZE, moveTile, resizeTile, snapTile } from './tile-editing.js'

const TINY = 1e-9
const allSides: TileSide[] = ['left', 'right', 'top', 'bottom']

const shares = fc.double({ min: 0, max: 1, noNaN: true })
const anyNumber = fc.oneof(fc.double({ min: -3, max: 3, noNaN: true }), fc.constantFrom(Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 1 / 3, 2 / 3))
const tile = fc.record({ x: shares, y: shares, width: shares, height: shares }).map(fitTile)
const sides = fc.subarray(allSides)
const anyTile = fc.record({ x: anyNumber, y: anyNumber, width: anyNumber, height: anyNumber })

const edges = ({ x, y, width, height }: Tile) => ({ left: x, top: y, right: x + width, bottom: y + height })

function expectInside(tile: Tile) {
  const { left, top, right, bottom } = edges(tile)
  expect(Math.min(left, top)).toBeGreaterThanOrEqual(0)
  expect(Math.max(right, bottom)).toBeLessThanOrEqual(1 + TINY)
  expect(Math.min(tile.width, tile.height)).toBeGreaterThanOrEqual(MIN_TILE_SIZE - TINY)
  expect(checkMixLayout({ mode: 'custom', tiles: [tile] })).toEqual([])
}

describe('a tile', () => {
  it('is always inside the canvas and never too small, whatever is done to it', () => {
    fc.assert(fc.property(anyTile, fc.array(fc.tuple(fc.constantFrom('move', 'resize', 'snap', 'snapSides'), sides, anyNumber, anyNumber, tile)), (first, steps) => {
      let tile: Tile = fitTile(first)
      expectInside(tile)
      for (const [what, sides, dx, dy, other] of steps) {
        const reach = { x: 0.05, y: 0.05 }
        if (what === 'move') tile = moveTile(tile, dx, dy)
        else if (what === 'resize') tile = resizeTile(tile, sides, dx, dy)
        else tile = snapTile(tile, { others: [other], reach, ...what === 'snapSides' && { sides } }).tile
        expectInside(tile)
      }
    }))
  })

  it('keeps its size when it is moved, and comes back by the opposite way unless the edge stopped it', () => {
    fc.assert(fc.property(tile, fc.double({ min: -0.2, max: 0.2, noNaN: true }), fc.double({ min: -0.2, max: 0.2, noNaN: true }), (before, dx, dy) => {
      const moved = moveTile(before, dx, dy)
      expect([moved.width, moved.height]).toEqual([before.width, before.height])
      const { left, top, right, bottom } = edges(moved)
      if (left > 0 && top > 0 && right < 1 && bottom < 1) expect(moveTile(moved, -dx, -dy)).toEqual(before)
    }))
  })

  it.each([
    [{ x: 0.5, y: 0.5, width: 0.25, height: 0.25 }, 1, 1, { x: 0.75, y: 0.75, width: 0.25, height: 0.25 }],
    [{ x: 0.5, y: 0.5, width: 0.25, height: 0.25 }, -1, 0.1, { x: 0, y: 0.6, width: 0.25, height: 0.25 }],
  ])('%o moved by %d and %d is %o', (before, dx, dy, after) => {
    expect(moveTile(before, dx, dy)).toEqual(after)
  })

  it('is resized at the sides that are dragged only', () => {
    fc.assert(fc.property(tile, sides, fc.double({ min: -1, max: 1, noNaN: true }), fc.double({ min: -1, max: 1, noNaN: true }), (before, sides, dx, dy) => {
      const [was, is] = [edges(before), edges(resizeTile(before, sides, dx, dy))]
      for (const side of allSides.filter(each => !sides.includes(each) && !(each === 'right' && sides.includes('left')) && !(each === 'bottom' && sides.includes('top'))))
        expect(is[side]).toBeCloseTo(was[side], 9)
    }))
  })

  it('stops at its smallest size with the other side in its place', () => {
    expect(resizeTile({ x: 0.2, y: 0.2, width: 0.4, height: 0.4 }, ['left', 'top'], 1, 1)).toEqual({ x: 0.55, y: 0.55, width: 0.05, height: 0.05 })
    expect(resizeTile({ x: 0.2, y: 0.2, width: 0.4, height: 0.4 }, ['right'], -1, 0)).toMatchObject({ x: 0.2, width: 0.05, height: 0.4 })
  })

  it.each([
    ['left', { x: 0 }],
    ['centre', { x: 0.3 }],
    ['right', { x: 0.6 }],
    ['top', { y: 0 }],
    ['middle', { y: 0.4 }],
    ['bottom', { y: 0.8 }],
  ] as const)('aligned %s is at %o', (to, place) => {
    const before = { x: 0.11, y: 0.13, width: 0.4, height: 0.2, userId: 'alice' }
    expect(alignTile(before, to)).toEqual({ ...before, ...place })
  })
})

describe('snapping', () => {
  const reach = { x: 0.02, y: 0.02 }
  const other = { x: 0.5, y: 0.5, width: 0.3, height: 0.3 }

  it.each([
    ['the edge of the canvas', { x: 0.015, y: 0.2, width: 0.2, height: 0.2 }, { x: 0 }, [{ axis: 'x', at: 0 }]],
    ['its far edge', { x: 0.685, y: 0.2, width: 0.3, height: 0.2 }, { x: 0.7 }, [{ axis: 'x', at: 1 }]],
    ['its middle', { x: 0.1, y: 0.41, width: 0.2, height: 0.2 }, { y: 0.4 }, [{ axis: 'y', at: 0.5 }]],
    ['another tile\'s edge', { x: 0.28, y: 0.2, width: 0.21, height: 0.2 }, { x: 0.29 }, [{ axis: 'x', at: 0.5 }]],
    ['another tile\'s centre', { x: 0.56, y: 0.05, width: 0.2, height: 0.2 }, { x: 0.55 }, [{ axis: 'x', at: 0.65 }]],
  ] as const)('goes to %s', (_, before, after, guides) => {
    const { tile, guides: shown } = snapTile(before, { others: [other], reach })
    expect(tile).toEqual({ ...before, ...after })
    expect(shown).toEqual(guides)
  })

  it('leaves alone what is near nothing', () => {
    const before = { x: 0.11, y: 0.13, width: 0.2, height: 0.21 }
    expect(snapTile(before, { others: [other], reach })).toEqual({ tile: before, guides: [] })
  })

  it('moves only the side that is dragged', () => {
    const { tile, guides } = snapTile({ x: 0.1, y: 0.1, width: 0.39, height: 0.3 }, { others: [other], reach, sides: ['right'] })
    expect(tile).toEqual({ x: 0.1, y: 0.1, width: 0.4, height: 0.3 })
    expect(guides).toEqual([{ axis: 'x', at: 0.5 }])
  })

  it('moves by no more than its reach, and what has snapped stays', () => {
    fc.assert(fc.property(tile, fc.array(tile, { maxLength: 6 }), (before, others) => {
      const once = snapTile(before, { others, reach }).tile
      expect(Math.abs(once.x - before.x)).toBeLessThanOrEqual(reach.x + TINY)
      expect(Math.abs(once.y - before.y)).toBeLessThanOrEqual(reach.y + TINY)
      expect(snapTile(once, { others, reach }).tile).toEqual(once)
    }))
  })
})

describe('layers', () => {
  const tiles: Tile[] = [{ x: 0, y: 0, width: 1, height: 1 }, { x: 0, y: 0, width: 0.5, height: 0.5, layer: 3 }, { x: 0, y: 0, width: 0.2, height: 0.2, layer: 1 }]
  it.each([
    [0, 'front', [2, 1, 0]],
    [1, 'back', [1, 0, 2]],
    [0, 'forward', [1, 2, 0]],
    [1, 'backward', [0, 1, 2]],
    [2, 'front', [0, 1, 2]],
    [0, 'back', [0, 2, 1]],
  ] as const)('tile %i goes to the %s: %o', (index, to, layers) => {
    expect(layerTile(tiles, index, to).map(({ layer }) => layer)).toEqual(layers)
  })
})

describe('a new tile', () => {
  it('takes the freest place, in front', () => {
    const [, added] = addTile([{ x: 0, y: 0, width: 1, height: 0.5, layer: 2 }])
    expect(added).toEqual({ x: 0, y: 0.5, width: 0.3, height: 0.3, layer: 3 })
  })

  it('is refused beyond 25, and each one before makes a layout that TRTC takes', () => {
    let tiles: Tile[] = []
    for (let count = 1; count <= 30; count++) {
      tiles = addTile(tiles)
      expect(tiles).toHaveLength(Math.min(count, 25))
      expect(checkMixLayout({ mode: 'custom', tiles })).toEqual([])
    }
  })
})

describe('a custom layout made from another one', () => {
  const person = (index: number) => ({ userId: `u${index}`, camera: index % 4 !== 3, microphone: true, screen: index === 2 })
  const layouts = fc.constantFrom<MixLayout>({ mode: 'grid' }, { mode: 'float' }, { mode: 'float', main: 'u1', background: '#123456', fit: 'contain' }, { mode: 'screenShare', main: 'u2', align: 'right' }, { mode: 'screenShare' }, { mode: 'follow' }, { mode: 'grid', hideAudioOnly: true })

  it('passes the check, and shows the same people at the same places', () => {
    fc.assert(fc.property(layouts, fc.nat(26), (layout, count) => {
      const people = Array.from({ length: count }, (_, index) => person(index))
      const custom = customLayoutOf(layout, people)
      expect(checkMixLayout(custom)).toEqual([])
      const places = (layout: MixLayout) => placePictures(layout, people).map(({ x, y, width, height, layer }) => [x, y, width, height, layer].map(value => Math.round(value * 1000)).join()).sort()
      if (count > 0 && !('hideAudioOnly' in layout)) expect(places(custom)).toEqual(places(layout))
    }))
  })

  it('is itself when it is one already', () => {
    const custom: MixLayout = { mode: 'custom', tiles: [{ x: 0.1, y: 0.1, width: 0.3, height: 0.3 }] }
    expect(customLayoutOf(custom, [])).toBe(custom)
  })
})

describe('undo', () => {
  it('restores what was, and redo what was undone', () => {
    fc.assert(fc.property(fc.array(fc.integer(), { minLength: 1, maxLength: 60 }), fc.nat(60), (edits, undone) => {
      const distinct = edits.map((value, index) => `${value} ${index}`)
      let history = createEditHistory('start')
      for (const edit of distinct) history = recordEdit(history, edit)
      const back = Math.min(undone, distinct.length)
      for (let step = 0; step < back; step++) history = undoEdit(history)
      expect(history.present).toBe(['start', ...distinct][distinct.length - back])
      for (let step = 0; step < back; step++) history = redoEdit(history)
      expect(history.present).toBe(distinct.at(-1))
    }))
  })

  it('takes the many steps of one drag together', () => {
    let history = createEditHistory(0)
    for (const step of [1, 2, 3]) history = recordEdit(history, step, 'drag')
    history = recordEdit(endEdit(history), 4, 'drag')
    expect(undoEdit(history).present).toBe(3)
    expect(undoEdit(undoEdit(history)).present).toBe(0)
    expect(undoEdit(undoEdit(undoEdit(history))).present).toBe(0)
  })

  it('forgets what was undone once something else is done', () => {
    const history = recordEdit(undoEdit(recordEdit(createEditHistory('a'), 'b')), 'c')
    expect(redoEdit(history).present).toBe('c')
  })
})
