import { deflateSync } from 'node:zlib'
import fc from 'fast-check'
import { Api } from 'tls-sig-api-v2'
import { describe, expect, it } from 'vitest'
import { checkUserSig } from './user-sig.js'

const sdkSecretKey = '0123456789abcdef'.repeat(4)
const sdkAppId = 1400000123
const made = 1700000000_000
const vector = 'eJw1idEKgjAUQP-lPodsNrIGPQl7qcBQBHuJcFe5DNuYssTo3yO183bOeUNxzqOAHiTEEYPN7KTxOVBDc-ZY3721HV9nr83DOdIguWA-eLxdzkAdguQJW1kqjo48gtzvxD-11IKEaeKFTa9C2RSzMq9M*yoxHAalT35MgjJ1zPL0krFbdYTPF47HMmE_'

const check = (userSig: string, changes: object = {}) =>
  checkUserSig(userSig, { userId: 'rec_room1', sdkAppId, sdkSecretKey, now: made, ...changes })

describe('a UserSig', () => {
  it('made elsewhere, by another deflate, is accepted', () => {
    expect(check(vector)).toBeNull()
  })

  it.each([
    ['for another user', 'wrongUser', { userId: 'rec_room2' }],
    ['for another application', 'wrongApp', { sdkAppId: 1400000124 }],
    ['signed with another key', 'wrongSignature', { sdkSecretKey: 'fedcba9876543210'.repeat(4) }],
    ['whose time is over', 'expired', { now: made + 86_400_000 }],
  ])('%s is %s', (_, fault, changes) => {
    expect(check(vector, changes)).toBe(fault)
  })

  it('holds until its last millisecond', () => {
    expect(check(vector, { now: made + 86_399_999 })).toBeNull()
  })

  it('with a user buffer is signed over the buffer too', () => {
    const api = new Api(sdkAppId, sdkSecretKey)
    expect(check(api.genPrivateMapKeyWithStringRoomID('rec_room1', 86_400, 'room1', 42), { now: Date.now() })).toBeNull()
  })

  it.each([
    ['nothing', ''],
    ['text', 'not a UserSig'],
    ['JSON of another kind', deflateSync('{"TLS.ver":"2.0"}').toString('base64')],
    ['a bomb', deflateSync(Buffer.alloc(50_000_000)).toString('base64')],
  ])('made of %s is malformed', (_, text) => {
    expect(check(text)).toBe('malformed')
  })

  it('never breaks the check, whatever it holds', () => {
    fc.assert(fc.property(fc.string(), text => { expect(check(text)).toBe('malformed') }))
  })

  it('is accepted for every user id that the official generator signs', () => {
    const userId = fc.stringMatching(/^[\w-]{1,32}$/)
    fc.assert(fc.property(userId, userId => {
      const userSig = new Api(sdkAppId, sdkSecretKey).genUserSig(userId, 60)
      expect(check(userSig, { userId, now: Date.now() })).toBeNull()
    }))
  })
})
