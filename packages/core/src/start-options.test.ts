import type { MixLayout, StartOptions, SubscribeUsers, Tile } from './types.js'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { checkMixLayout, checkTile } from './mix-layout.js'
import { checkStartOptions } from './start-options.js'
import { checkSubscribeUsers, isSelected } from './subscribe-users.js'

const tile: Tile = { x: 0, y: 0, width: 0.5, height: 0.5 }
const fieldsOf = (problems: { field: string }[]) => problems.map(({ field }) => field)

describe('checkTile', () => {
  it.each([
    [tile],
    [{ ...tile, userId: 'alice', stream: 'screen', layer: 3, fit: 'contain', opacity: 0 }],
    [{ x: 2 / 3, y: 2 / 3, width: 1 / 3, height: 1 / 3 }],
    [{ x: 0.7, y: 0.1, width: 0.3, height: 0.9 }],
  ] satisfies [Tile][])('accepts %j', right => {
    expect(checkTile(right)).toEqual([])
  })

  it.each([
    [null, ['tile']],
    [{}, ['tile.x', 'tile.y', 'tile.width', 'tile.height']],
    [{ ...tile, x: -0.1 }, ['tile.x']],
    [{ ...tile, x: Number.NaN }, ['tile.x']],
    [{ ...tile, width: 0 }, ['tile.width']],
    [{ ...tile, x: 0.6 }, ['tile.width']],
    [{ ...tile, y: 0.6 }, ['tile.height']],
    [{ ...tile, userId: '' }, ['tile.userId']],
    [{ ...tile, userId: '录'.repeat(11) }, ['tile.userId']],
    [{ ...tile, stream: 'mix' }, ['tile.stream']],
    [{ ...tile, layer: 0.5 }, ['tile.layer']],
    [{ ...tile, fit: 'cover' }, ['tile.fit']],
    [{ ...tile, opacity: 255 }, ['tile.opacity']],
  ])('names what is wrong with %j', (wrong, fields) => {
    expect(fieldsOf(checkTile(wrong))).toEqual(fields)
  })
})

describe('checkMixLayout', () => {
  it.each([
    [{ mode: 'grid' }],
    [{ mode: 'grid', background: '#1a2B3c', hideAudioOnly: true, fit: 'crop' }],
    [{ mode: 'float', main: 'alice' }],
    [{ mode: 'screenShare', main: 'alice', align: 'right' }],
    [{ mode: 'follow' }],
    [{ mode: 'follow', share: { mode: 'screenShare' }, otherwise: { mode: 'custom', tiles: [tile] } }],
    [{ mode: 'custom', tiles: Array.from({ length: 25 }, () => tile) }],
  ] satisfies [MixLayout][])('accepts %j', layout => {
    expect(checkMixLayout(layout)).toEqual([])
  })

  it.each([
    ['grid', ['layout']],
    [{ mode: 'mosaic' }, ['layout.mode']],
    [{ mode: 'grid', background: 'red' }, ['layout.background']],
    [{ mode: 'grid', hideAudioOnly: 'yes', fit: 1 }, ['layout.hideAudioOnly', 'layout.fit']],
    [{ mode: 'float', main: 'x'.repeat(33) }, ['layout.main']],
    [{ mode: 'screenShare', align: 'top' }, ['layout.align']],
    [{ mode: 'custom' }, ['layout.tiles']],
    [{ mode: 'custom', tiles: [] }, ['layout.tiles']],
    [{ mode: 'custom', tiles: Array.from({ length: 26 }, () => tile) }, ['layout.tiles']],
    [{ mode: 'custom', tiles: [tile, { ...tile, width: 2 }] }, ['layout.tiles.1.width']],
    [{ mode: 'follow', share: { mode: 'follow' } }, ['layout.share.mode']],
    [{ mode: 'follow', otherwise: { mode: 'custom', tiles: [{}] } }, ['x', 'y', 'width', 'height'].map(name => `layout.otherwise.tiles.0.${name}`)],
  ])('names what is wrong with %j', (layout, fields) => {
    expect(fieldsOf(checkMixLayout(layout))).toEqual(fields)
  })
})

describe('checkSubscribeUsers', () => {
  it.each([
    [{}],
    [{ audio: { only: ['alice'] }, video: { except: [] } }],
    [{ video: { only: ['abc.*$', 'x'.repeat(32)] } }],
  ] satisfies [SubscribeUsers][])('accepts %j', subscribe => {
    expect(checkSubscribeUsers(subscribe)).toEqual([])
  })

  it.each([
    [[], ['subscribe']],
    [{ audio: {} }, ['subscribe.audio']],
    [{ audio: { only: ['a'], except: ['b'] } }, ['subscribe.audio']],
    [{ audio: { only: 'alice' } }, ['subscribe.audio.only']],
    [{ audio: { only: [] } }, ['subscribe.audio.only']],
    [{ video: { except: ['a', '', 7, '.*$'] } }, ['subscribe.video.except.1', 'subscribe.video.except.2', 'subscribe.video.except.3']],
    [{ video: { except: Array.from({ length: 33 }, (_, index) => `u${index}`) } }, ['subscribe.video.except']],
  ])('names what is wrong with %j', (subscribe, fields) => {
    expect(fieldsOf(checkSubscribeUsers(subscribe))).toEqual(fields)
  })
})

describe('isSelected', () => {
  it.each([
    [undefined, 'alice', true],
    [{ only: ['alice'] }, 'alice', true],
    [{ only: ['alice'] }, 'bob', false],
    [{ only: [] }, 'bob', true],
    [{ except: ['alice'] }, 'alice', false],
    [{ except: ['alice'] }, 'bob', true],
    [{ only: ['al.*$'] }, 'alice', true],
    [{ except: ['al.*$'] }, 'alice', false],
    [{ only: ['al.*$'] }, 'bob', false],
  ])('of %j includes %s: %s', (selection, userId, isIncluded) => {
    expect(isSelected(selection, userId)).toBe(isIncluded)
  })

  it('takes an entry literally when somebody in the room is called that', () => {
    expect(isSelected({ only: ['al.*$'] }, 'alice', ['alice', 'al.*$'])).toBe(false)
    expect(isSelected({ only: ['al.*$'] }, 'al.*$', ['alice', 'al.*$'])).toBe(true)
  })
})

describe('checkStartOptions', () => {
  it.each([
    [{}],
    [{ mode: 'mixed', media: 'audioVideo', quality: 'fhd', format: 'hls+mp4', name: 'Weekly_2026-01', layout: { mode: 'grid' }, subscribe: {}, maxMinutes: 41_760 }],
    [{ mode: 'single', media: 'audio', format: 'aac', maxMinutes: 1 }],
  ] satisfies [StartOptions][])('accepts %j', options => {
    expect(checkStartOptions(options)).toEqual([])
  })

  it.each([
    ['start', ['']],
    [{ mode: 'both', media: 'film', quality: '4k', format: 'avi' }, ['mode', 'media', 'quality', 'format']],
    [{ name: '' }, ['name']],
    [{ name: 'weekly meeting' }, ['name']],
    [{ name: 'x'.repeat(65) }, ['name']],
    [{ maxMinutes: 0 }, ['maxMinutes']],
    [{ maxMinutes: 41_761 }, ['maxMinutes']],
    [{ maxMinutes: 1.5 }, ['maxMinutes']],
    [{ mode: 'single', layout: { mode: 'grid' } }, ['layout']],
    [{ media: 'audioVideo', format: 'aac' }, ['format']],
    [{ media: 'video', format: 'hls+aac' }, ['format']],
    [{ layout: { mode: 'float', main: '' }, subscribe: { audio: {} } }, ['layout.main', 'subscribe.audio']],
  ])('names what is wrong with %j', (options, fields) => {
    expect(fieldsOf(checkStartOptions(options))).toEqual(fields)
  })

  it('answers anything at all with a list of problems, each with a field and a message', () => {
    const names = ['mode', 'layout', 'subscribe', 'tiles', 'share', 'audio', 'only', 'x', 'name']
    const anything = fc.letrec(tie => ({
      value: fc.oneof({ maxDepth: 4 }, fc.constantFrom('grid', 'custom', 'follow', 'single', null, 0, 1, Number.NaN, ''), fc.array(tie('value'), { maxLength: 3 }), fc.dictionary(fc.constantFrom(...names), tie('value'), { maxKeys: 4 })),
    })).value
    fc.assert(fc.property(anything, value => {
      for (const problem of checkStartOptions(value))
        expect(problem).toEqual({ field: expect.any(String), message: expect.stringMatching(/./) })
    }))
  })
})
