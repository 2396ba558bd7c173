import { describe, expect, it } from 'vitest'
import { cosSignature, verifyCosSign } from './cos-sign.js'

const host = 'demo-1250000000.cos.ap-guangzhou.myqcloud.com'
const keyTime = '1767225600;1767229200'
const signature = 'ebdc45ac15a4a148b872d37c4b794caf1e310861'
const authorization = `q-sign-algorithm=sha1&q-ak=AKIDdemo&q-sign-time=${keyTime}&q-key-time=${keyTime}&q-header-list=host&q-url-param-list=&q-signature=${signature}`
const credential = { cosSecretId: 'AKIDdemo', cosSecretKey: 'demoSecretKey' }
const request = { method: 'GET', path: '/rec/demo-task_1./1400000123_room.m3u8', query: new URLSearchParams(), headers: { authorization }, hosts: ['127.0.0.1', host] }

/** The code of the refusal, or null. */
function check(changes: object, now = 1767225600): string | null {
  try {
    verifyCosSign({ ...request, ...changes }, credential, now)
    return null
  } catch (error) {
    return (error as { code: string }).code
  }
}

describe('the signature of a COS request', () => {
  it('is that of the worked vector', () => {
    const text = `get\n${request.path}\n\nhost=${host}\n`
    expect(cosSignature({ secretKey: 'demoSecretKey', keyTime, text })).toBe(signature)
    expect(check({})).toBeNull()
  })

  it.each<[string, object, number, string | null]>([
    ['in the query', { headers: {}, query: new URLSearchParams(authorization) }, 1767225600, null],
    ['up to its end', {}, 1767229200, null],
    ['after its end', {}, 1767229201, 'AccessDenied'],
    ['a quarter of an hour early', {}, 1767224700, null],
    ['earlier', {}, 1767224699, 'RequestTimeTooSkewed'],
    ['of another method', { method: 'DELETE' }, 1767225600, 'SignatureDoesNotMatch'],
    ['of another object', { path: '/rec/other' }, 1767225600, 'SignatureDoesNotMatch'],
    ['for another host', { hosts: ['other-1250000000.cos.ap-guangzhou.myqcloud.com'] }, 1767225600, 'SignatureDoesNotMatch'],
    ['with another key\'s id', { headers: { authorization: authorization.replace('AKIDdemo', 'AKIDother') } }, 1767225600, 'InvalidAccessKeyId'],
    ['of another length', { headers: { authorization: authorization.slice(0, -1) } }, 1767225600, 'SignatureDoesNotMatch'],
    ['with times that differ', { headers: { authorization: authorization.replace('q-sign-time=1', 'q-sign-time=2') } }, 1767225600, 'AccessDenied'],
    ['that is missing', { headers: {} }, 1767225600, 'AccessDenied'],
  ])('counts %s as it should', (_, changes, now, code) => {
    expect(check(changes, now)).toBe(code)
  })
})
