import type { IncomingHttpHeaders } from 'node:http'
import { createHash, createHmac, timingSafeEqual } from 'node:crypto'
import { TencentCloudError } from './errors.js'

export interface SignedRequest {
  method: string
  /** The path as sent, encoded. */
  path: string
  /** The query string without `?`. */
  query: string
  headers: IncomingHttpHeaders
  /** The bytes as received. */
  body: Uint8Array
}

export interface Tc3Credential {
  secretId: string
  secretKey: string
}

const AUTHORIZATION = /^TC3-HMAC-SHA256 Credential=([^/\s]+)\/(\d{4}-\d{2}-\d{2})\/([^/\s]+)\/tc3_request,\s*SignedHeaders=([^,\s]+),\s*Signature=([0-9a-f]{64})$/

/** More than this many seconds off, and a signature has expired. */
const WINDOW_SECONDS = 300

/**
 * Checks a TC3-HMAC-SHA256 signature (TencentCloud API 3.0, "Signature v3").
 * Signed headers and the service name are taken from `Authorization`: the SDKs sign the endpoint's text up to the
 * first dot as the service, and the host without its port.
 * `now` is in seconds since the epoch.
 *
 * @throws TencentCloudError `AuthFailure.*`, `MissingParameter`
 */
export function verifyTc3(request: SignedRequest, { secretId, secretKey }: Tc3Credential, now: number): void {
  const { headers } = request
  const authorization = headers.authorization ?? ''
  const timestamp = header(headers, 'x-tc-timestamp')
  if (!/^\d{1,12}$/.test(timestamp)) throw new TencentCloudError('MissingParameter', 'The request header X-TC-Timestamp is missing or not a number.')

  const [, id, date = '', service = '', signedHeaders = '', signature = ''] = AUTHORIZATION.exec(authorization) ?? []
  if (id === undefined) throw new TencentCloudError('AuthFailure.InvalidAuthorization', 'The request header Authorization does not follow TC3-HMAC-SHA256.')
  const names = signedHeaders.split(';')
  if (!names.includes('content-type') || !names.includes('host'))
    throw new TencentCloudError('AuthFailure.InvalidAuthorization', 'SignedHeaders must contain content-type and host.')
  if (names.some((name, index) => index > 0 && name <= names[index - 1]!))
    throw new TencentCloudError('AuthFailure.InvalidAuthorization', 'SignedHeaders must be sorted, each name once.')
  if (id !== secretId) throw new TencentCloudError('AuthFailure.SecretIdNotFound', 'The SecretId is not found.')
  if (headers['x-tc-token'] !== undefined) throw new TencentCloudError('AuthFailure.TokenFailure', 'The token does not belong to this SecretId.')
  if (Math.abs(now - Number(timestamp)) > WINDOW_SECONDS)
    throw new TencentCloudError('AuthFailure.SignatureExpire', 'The signature has expired: X-TC-Timestamp is more than 5 minutes off. Is the clock right?')
  if (new Date(Number(timestamp) * 1000).toISOString().slice(0, 10) !== date)
    throw new TencentCloudError('AuthFailure.SignatureFailure', 'The date of the credential scope is not that of X-TC-Timestamp.')

  const host = headers.host ?? ''
  const accepted = [host.replace(/:\d+$/, ''), host].some(signedHost => {
    const canonical = canonicalRequest(request, names, signedHost)
    return same(tc3Signature({ secretKey, timestamp, date, service, canonical }), signature)
  })
  if (!accepted) throw new TencentCloudError('AuthFailure.SignatureFailure', 'The provided credentials could not be validated. Please check your signature is correct.')
}

function canonicalRequest({ method, path, query, headers, body }: SignedRequest, names: string[], host: string): string {
  const lines = names.map(name => {
    const value = name === 'host' ? host : header(headers, name)
    return `${name}:${name === 'content-type' ? value.trim() : value.trim().toLowerCase()}\n`
  })
  return [method, path, query, lines.join(''), names.join(';'), sha256(body)].join('\n')
}

export interface Tc3SignatureInput {
  secretKey: string
  timestamp: string
  date: string
  service: string
  /** The canonical request. */
  canonical: string
}

export function tc3Signature({ secretKey, timestamp, date, service, canonical }: Tc3SignatureInput): string {
  const text = ['TC3-HMAC-SHA256', timestamp, `${date}/${service}/tc3_request`, sha256(canonical)].join('\n')
  const key = [date, service, 'tc3_request'].reduce<string | Buffer>((last, part) => hmac(last, part), `TC3${secretKey}`)
  return hmac(key, text).toString('hex')
}

function sha256(data: string | Uint8Array): string {
  return createHash('sha256').update(data).digest('hex')
}

function hmac(key: string | Buffer, data: string): Buffer {
  return createHmac('sha256', key).update(data).digest()
}

function same(a: string, b: string): boolean {
  return timingSafeEqual(Buffer.from(a), Buffer.from(b))
}

function header(headers: IncomingHttpHeaders, name: string): string {
  const value = headers[name]
  return Array.isArray(value) ? value.join(',') : value ?? ''
}
