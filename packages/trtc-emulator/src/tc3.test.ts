import type { SignedRequest } from './tc3.js'
import { Buffer } from 'node:buffer'
import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { tc3Signature, verifyTc3 } from './tc3.js'

const credential = { secretId: 'AKIDdemo', secretKey: 'demoSecretKey' }
const body = Buffer.from('{"SdkAppId":1400000123,"TaskId":"demo-task_1."}')
const now = 1767225600

/** Made once with node:crypto and the SDK's own signer. */
const vectors = [
  { host: 'trtc.tencentcloudapi.com', service: 'trtc', signature: 'fe471ed6239ae0bba60b9a80b94eb1d776bb0c440886a20e90bb27f027f658e7' },
  { host: '127.0.0.1:8080', service: '127', signature: 'dd8561d4ee552707aba2c630fd3604bd8c3b2250f5c9eb42b25a07782ff561d2' },
  { host: 'localhost:8080', service: 'localhost:8080', signature: '182947fcb7d867ccefdd4dd0dcb8e50461147f9670df591c369d6c53c8000496' },
]

interface Change {
  host?: string
  service?: string
  signature?: string
  id?: string
  date?: string
  signedHeaders?: string
  headers?: SignedRequest['headers']
  body?: Uint8Array
}

function request({ host = 'trtc.tencentcloudapi.com', service = 'trtc', signature = vectors[0]!.signature, id = 'AKIDdemo', date = '2026-01-01', signedHeaders = 'content-type;host', ...rest }: Change = {}): SignedRequest {
  return {
    method: 'POST',
    path: '/',
    query: '',
    body: rest.body ?? body,
    headers: {
      'content-type': 'application/json',
      host,
      'x-tc-timestamp': String(now),
      'authorization': `TC3-HMAC-SHA256 Credential=${id}/${date}/${service}/tc3_request, SignedHeaders=${signedHeaders}, Signature=${signature}`,
      ...rest.headers,
    },
  }
}

function codeOf(signed: SignedRequest, at = now): string {
  try {
    verifyTc3(signed, credential, at)
    return 'accepted'
  } catch (error) {
    return (error as { code: string }).code
  }
}

describe('a TC3 signature', () => {
  it.each(vectors)('is accepted for the endpoint $host, whose service is "$service"', vector => {
    expect(codeOf(request(vector))).toBe('accepted')
  })

  it.each([
    ['no time stamp', request({ headers: { 'x-tc-timestamp': undefined } }), 'MissingParameter'],
    ['a time stamp that is no number', request({ headers: { 'x-tc-timestamp': 'now' } }), 'MissingParameter'],
    ['no Authorization', request({ headers: { authorization: undefined } }), 'AuthFailure.InvalidAuthorization'],
    ['the SDK\'s skipSign', request({ headers: { authorization: 'SKIP' } }), 'AuthFailure.InvalidAuthorization'],
    ['a host that is not signed', request({ signedHeaders: 'content-type' }), 'AuthFailure.InvalidAuthorization'],
    ['signed headers out of order', request({ signedHeaders: 'host;content-type' }), 'AuthFailure.InvalidAuthorization'],
    ['somebody else\'s SecretId', request({ id: 'AKIDother' }), 'AuthFailure.SecretIdNotFound'],
    ['a token nobody issued', request({ headers: { 'x-tc-token': 'abc' } }), 'AuthFailure.TokenFailure'],
    ['another day in the scope', request({ date: '2026-01-02' }), 'AuthFailure.SignatureFailure'],
    ['another service in the scope', request({ service: 'cvm' }), 'AuthFailure.SignatureFailure'],
    ['another content type', request({ headers: { 'content-type': 'application/json; charset=utf-8' } }), 'AuthFailure.SignatureFailure'],
    ['another host', request({ host: 'vod.tencentcloudapi.com' }), 'AuthFailure.SignatureFailure'],
  ])('with %s is refused', (_, signed, code) => {
    expect(codeOf(signed)).toBe(code)
  })

  it('expires more than five minutes before or after', () => {
    expect([-301, -300, 300, 301].map(off => codeOf(request(), now + off)))
      .toEqual(['AuthFailure.SignatureExpire', 'accepted', 'accepted', 'AuthFailure.SignatureExpire'])
  })

  it('covers every byte of the body', () => {
    fc.assert(fc.property(fc.nat(body.length - 1), fc.integer({ min: 1, max: 255 }), (index, change) => {
      const tampered = Buffer.from(body)
      tampered[index]! ^= change
      expect(codeOf(request({ body: tampered }))).toBe('AuthFailure.SignatureFailure')
    }))
  })

  it('may cover more headers, whose values are lower-cased', () => {
    const hash = createHash('sha256').update(body).digest('hex')
    const canonical = `POST\n/\n\ncontent-type:application/json; charset=utf-8\nhost:localhost\nx-tc-action:describecloudrecording\n\ncontent-type;host;x-tc-action\n${hash}`
    const signature = tc3Signature({ secretKey: 'demoSecretKey', timestamp: String(now), date: '2026-01-01', service: 'trtc', canonical })
    const headers = { 'content-type': 'application/json; charset=utf-8', 'x-tc-action': 'DescribeCloudRecording' }
    expect(codeOf(request({ host: 'localhost:7070', signature, signedHeaders: 'content-type;host;x-tc-action', headers }))).toBe('accepted')
  })
})
