import type { MixLayout } from '../types.js'
import { describe, expect, it } from 'vitest'
import { resolveLayout } from './resolve-layout.js'

const nobodyShares = [
  { userId: 'a', camera: true, microphone: true, screen: false },
  { userId: 'b', camera: true, microphone: true, screen: false },
]
const bShares = nobodyShares.map(person => ({ ...person, screen: person.userId === 'b' }))

describe('resolveLayout', () => {
  it.each([
    [{ mode: 'grid' }, { mode: 'grid' }, { mode: 'grid' }],
    [{ mode: 'screenShare' }, { mode: 'screenShare' }, { mode: 'screenShare' }],
    [{ mode: 'follow' }, { mode: 'grid' }, { mode: 'screenShare', main: 'b' }],
    [
      { mode: 'follow', share: { mode: 'screenShare', align: 'right' }, otherwise: { mode: 'float', main: 'a' } },
      { mode: 'float', main: 'a' },
      { mode: 'screenShare', main: 'b', align: 'right' },
    ],
    [{ mode: 'follow', share: { mode: 'screenShare', main: 'a' } }, { mode: 'grid' }, { mode: 'screenShare', main: 'a' }],
    [{ mode: 'follow', share: { mode: 'float' } }, { mode: 'grid' }, { mode: 'float' }],
    [
      { mode: 'follow', background: '#102030', fit: 'contain', otherwise: { mode: 'grid', fit: 'crop' } },
      { mode: 'grid', background: '#102030', fit: 'crop' },
      { mode: 'screenShare', main: 'b', background: '#102030', fit: 'contain' },
    ],
  ] satisfies [MixLayout, MixLayout, MixLayout][])('makes of %j, when nobody shares, %j, and otherwise %j', (layout, otherwise, share) => {
    expect(resolveLayout(layout, nobodyShares)).toEqual(otherwise)
    expect(resolveLayout(layout, bShares)).toEqual(share)
  })

  it('does not follow somebody whose video is not recorded', () => {
    expect(resolveLayout({ mode: 'follow' }, bShares, { video: { except: ['b'] } })).toEqual({ mode: 'grid' })
  })

  it('shows the one who came first when several share', () => {
    expect(resolveLayout({ mode: 'follow' }, bShares.map(person => ({ ...person, screen: true })))).toEqual({ mode: 'screenShare', main: 'a' })
  })
})
