import { deflateSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { createUserSig, verifyUserSig } from './user-sig.js'

const key = { sdkAppId: 1400000123, sdkSecretKey: '0123456789abcdef'.repeat(4) }
/** "UserSig", own vector: identifier `rec_room1`, time 1700000000, expire 86400. */
const vector = 'eJw1idEKgjAUQP-lPodsNrIGPQl7qcBQBHuJcFe5DNuYssTo3yO183bOeUNxzqOAHiTEEYPN7KTxOVBDc-ZY3721HV9nr83DOdIguWA-eLxdzkAdguQJW1kqjo48gtzvxD-11IKEaeKFTa9C2RSzMq9M*yoxHAalT35MgjJ1zPL0krFbdYTPF47HMmE_'
const issued = 1_700_000_000_000

const pack = (document: object) => deflateSync(JSON.stringify(document)).toString('base64').replaceAll('+', '*').replaceAll('/', '-').replaceAll('=', '_')

describe('a UserSig', () => {
  it('of the reference is valid until it expires', () => {
    expect(verifyUserSig(vector, key, issued)).toEqual({ userId: 'rec_room1', expiresAt: issued + 86_400_000 })
    expect(verifyUserSig(vector, key, issued + 86_399_999)).not.toBeNull()
    expect(verifyUserSig(vector, key, issued + 86_400_000)).toBeNull()
  })

  it('is valid however it was deflated', () => {
    const document = { 'TLS.ver': '2.0', 'TLS.identifier': 'rec_room1', 'TLS.sdkappid': 1400000123, 'TLS.time': 1700000000, 'TLS.expire': 86400, 'TLS.sig': 'zz1ToCQ4FoCePVSYkgwVev9tFdKrx7vFkc20SCMP0ZY=' }
    expect(verifyUserSig(pack(document), key, issued)?.userId).toBe('rec_room1')
    for (const forged of [{ 'TLS.identifier': 'admin' }, { 'TLS.expire': 99999999 }, { 'TLS.time': 1800000000 }, { 'TLS.sig': '' }, { 'TLS.sig': 'AAAA' }, { 'TLS.userbuf': 'AAAA' }])
      expect(verifyUserSig(pack({ ...document, ...forged }), key, issued)).toBeNull()
  })

  it('with a userbuf is valid too', () => {
    // the private map key of the reference: same container, string room
    const document = { 'TLS.ver': '2.0', 'TLS.identifier': 'rec_room1', 'TLS.sdkappid': 1400000123, 'TLS.time': 1700000000, 'TLS.expire': 86400, 'TLS.userbuf': Buffer.from('0100097265635f726f6f6d3153724e7b00000000655542800000002a000000000005726f6f6d31', 'hex').toString('base64'), 'TLS.sig': 'axYoFf+lzctSC+GXYl8emHORX8kCttMyEu95Ac2BtKE=' }
    expect(verifyUserSig(pack(document), key, issued)?.userId).toBe('rec_room1')
  })

  it('made here is valid here, and nowhere else', () => {
    const sig = createUserSig(key, 'alice', 60)
    expect(verifyUserSig(sig, key, Date.now())?.userId).toBe('alice')
    expect(verifyUserSig(sig, { ...key, sdkAppId: 1 }, Date.now())).toBeNull()
    expect(verifyUserSig(sig, { ...key, sdkSecretKey: 'other' }, Date.now())).toBeNull()
  })

  it.each([
    ['nothing', ''],
    ['no base64', '###'],
    ['nothing deflated', 'AAAA'],
    ['no JSON', deflateSync('hello').toString('base64')],
    ['another document', pack({ hello: 'world' })],
    ['a bomb', deflateSync(Buffer.alloc(50_000_000)).toString('base64')],
  ])('that is %s is refused', (_, sig) => {
    expect(verifyUserSig(sig, key, issued)).toBeNull()
  })
})
