import type { IncomingHttpHeaders } from 'node:http'
import { createHash, createHmac, timingSafeEqual } from 'node:crypto'
import { CosError } from './cos-error.js'

export interface CosRequest {
  method: string
  /** `/` and the object's key, not encoded. */
  path: string
  query: URLSearchParams
  headers: IncomingHttpHeaders
  /** The hosts a client may have signed. */
  hosts: string[]
}

export interface CosCredential {
  cosSecretId: string
  cosSecretKey: string
}

/** COS lets clocks differ by so many seconds. */
const SKEW_SECONDS = 900

/**
 * Checks a request signature of COS ("Request Signature", XML API), in the header `Authorization` or in the query.
 * `now` is in seconds since the epoch.
 *
 * @throws CosError `AccessDenied`, `InvalidAccessKeyId`, `RequestTimeTooSkewed`, `SignatureDoesNotMatch`
 */
export function verifyCosSign(request: CosRequest, { cosSecretId, cosSecretKey }: CosCredential, now: number): void {
  const { method, path, query, headers, hosts } = request
  const fields = headers.authorization === undefined ? query : new URLSearchParams(headers.authorization.replaceAll('+', '%2B'))
  const field = (name: string) => fields.get(`q-${name}`) ?? ''
  const keyTime = field('key-time')
  const [start, end] = keyTime.split(';').map(Number)
  if (field('sign-algorithm') !== 'sha1' || field('signature') === '' || !/^\d{1,12};\d{1,12}$/.test(keyTime) || field('sign-time') !== keyTime)
    throw new CosError(403, 'AccessDenied', 'Access Denied.')
  if (field('ak') !== cosSecretId) throw new CosError(403, 'InvalidAccessKeyId', 'The Access Key Id you provided does not exist in our records.')
  if (start! > now + SKEW_SECONDS) throw new CosError(403, 'RequestTimeTooSkewed', 'The difference between the request time and the current time is too large.')
  if (end! < now) throw new CosError(403, 'AccessDenied', 'Request has expired')

  const lists = { params: names(field('url-param-list')), headers: names(field('header-list')) }
  const given = new Map([...query].map(([name, value]) => [encode(name).toLowerCase(), value]))
  const accepted = hosts.some(host => {
    const text = [
      method.toLowerCase(),
      path,
      pairs(lists.params, name => given.get(name) ?? ''),
      pairs(lists.headers, name => name === 'host' ? host : String(headers[name] ?? '')),
      '',
    ].join('\n')
    return isSame(cosSignature({ secretKey: cosSecretKey, keyTime, text }), field('signature'))
  })
  if (!accepted) throw new CosError(403, 'SignatureDoesNotMatch', 'The request signature we calculated does not match the signature you provided.')
}

export interface CosSignatureInput {
  secretKey: string
  /** `<start>;<end>` in Unix seconds. */
  keyTime: string
  /** HttpString: method, path, parameters and headers, a line each. */
  text: string
}

export function cosSignature({ secretKey, keyTime, text }: CosSignatureInput): string {
  const signKey = hmac(secretKey, keyTime)
  return hmac(signKey, `sha1\n${keyTime}\n${createHash('sha1').update(text).digest('hex')}\n`)
}

function names(list: string): string[] {
  return list === '' ? [] : list.toLowerCase().split(';')
}

function pairs(list: string[], value: (name: string) => string): string {
  return list.map(name => `${name}=${encode(value(name))}`).join('&')
}

/** As COS encodes: five characters more than encodeURIComponent. */
function encode(text: string): string {
  return encodeURIComponent(text).replace(/[!'()*]/g, char => `%${char.charCodeAt(0).toString(16).toUpperCase()}`)
}

function hmac(key: string, data: string): string {
  return createHmac('sha1', key).update(data).digest('hex')
}

function isSame(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)]
  return left.length === right.length && timingSafeEqual(left, right)
}
