import { Buffer } from 'node:buffer'
import { createHmac, timingSafeEqual } from 'node:crypto'
import { inflateSync } from 'node:zlib'
import { Api } from 'tls-sig-api-v2'
import { z } from 'zod'

export interface UserSigKey {
  sdkAppId: number
  sdkSecretKey: string
}

/** A UserSig for `userId` that is valid for `expireSeconds` from now on. */
export const createUserSig = ({ sdkAppId, sdkSecretKey }: UserSigKey, userId: string, expireSeconds: number): string =>
  new Api(sdkAppId, sdkSecretKey).genUserSig(userId, expireSeconds)

const document = z.object({
  'TLS.identifier': z.string().min(1).max(255),
  'TLS.sdkappid': z.int(),
  'TLS.time': z.int(),
  'TLS.expire': z.int(),
  'TLS.userbuf': z.string().optional(),
  'TLS.sig': z.string(),
})

/**
 * Who a UserSig belongs to and until when, or `null` when it is forged, expired or of another application.
 * Only the inner signature counts: the outer text depends on the library that deflated it ("UserSig", TLS API v2).
 */
export function verifyUserSig(userSig: string, { sdkAppId, sdkSecretKey }: UserSigKey, now: number): { userId: string, expiresAt: number } | null {
  const { success, data } = document.safeParse(open(userSig))
  if (!success || data['TLS.sdkappid'] !== sdkAppId) return null

  const signed = ['identifier', 'sdkappid', 'time', 'expire', ...data['TLS.userbuf'] === undefined ? [] : ['userbuf'] as const] as const
  const content = signed.map(key => `TLS.${key}:${data[`TLS.${key}`]}\n`).join('')
  const expected = createHmac('sha256', sdkSecretKey).update(content).digest()
  const given = Buffer.from(data['TLS.sig'], 'base64')
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) return null

  const expiresAt = (data['TLS.time'] + data['TLS.expire']) * 1000
  return expiresAt > now ? { userId: data['TLS.identifier'], expiresAt } : null
}

function open(userSig: string): unknown {
  try {
    const deflated = Buffer.from(userSig.replaceAll('*', '+').replaceAll('-', '/').replaceAll('_', '='), 'base64')
    return JSON.parse(inflateSync(deflated, { maxOutputLength: 16_384 }).toString())
  } catch {
    return null
  }
}
