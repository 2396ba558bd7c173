import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createPlaylistTokens } from './playlist-token.js'

const tokens = createPlaylistTokens('secret')
const expiresAt = 1_767_229_200_000
const token = tokens.create({ fileId: '3f0c2a9e-file', expiresAt })

describe('a token', () => {
  it('stands for its file until it expires', () => {
    expect(tokens.verify(token, expiresAt - 1)).toEqual({ fileId: '3f0c2a9e-file', expiresAt })
    expect(tokens.verify(token, expiresAt)).toBeNull()
  })

  it('is known to every instance with the same key, and to no other', () => {
    expect(createPlaylistTokens('secret').verify(token, 0)).not.toBeNull()
    expect(createPlaylistTokens('other').verify(token, 0)).toBeNull()
  })

  it('can be put into a path as it is', () => {
    expect(encodeURIComponent(token)).toBe(token)
  })

  it('is worth nothing once any part of it is another', () => {
    fc.assert(fc.property(fc.nat(token.length - 1), fc.constantFrom(...'azAZ09_-~'), (at, char) => {
      const forged = token.slice(0, at) + char + token.slice(at + 1)
      // the last character carries two bits that count for nothing
      if (forged !== token && at < token.length - 1) expect(tokens.verify(forged, 0)).toBeNull()
    }))
    fc.assert(fc.property(fc.string(), text => { expect(tokens.verify(text, 0)).toBeNull() }))
  })
})
