import { createHmac, timingSafeEqual } from 'node:crypto'
import { inflateSync } from 'node:zlib'
import { z } from 'zod'

const document = z.object({
  'TLS.ver': z.literal('2.0'),
  'TLS.identifier': z.string(),
  'TLS.sdkappid': z.int(),
  'TLS.time': z.int(),
  'TLS.expire': z.int(),
  'TLS.userbuf': z.string().optional(),
  'TLS.sig': z.string(),
})

export interface UserSigExpectation {
  userId: string
  sdkAppId: number
  sdkSecretKey: string
  /** Milliseconds since the epoch. */
  now: number
}

export type UserSigFault = 'malformed' | 'wrongUser' | 'wrongApp' | 'wrongSignature' | 'expired'

/**
 * What is wrong with a UserSig (TLS 2.0, as `tls-sig-api-v2` makes it), or null.
 * Its content is checked, never its outer text: that depends on the deflate library.
 */
export function checkUserSig(userSig: string, { userId, sdkAppId, sdkSecretKey, now }: UserSigExpectation): UserSigFault | null {
  const content = readUserSig(userSig)
  if (!content) return 'malformed'
  if (content['TLS.identifier'] !== userId) return 'wrongUser'
  if (content['TLS.sdkappid'] !== sdkAppId) return 'wrongApp'
  const expected = Buffer.from(signature(content, sdkSecretKey))
  const given = Buffer.from(content['TLS.sig'])
  if (expected.length !== given.length || !timingSafeEqual(expected, given)) return 'wrongSignature'
  return (content['TLS.time'] + content['TLS.expire']) * 1000 > now ? null : 'expired'
}

function readUserSig(userSig: string): z.infer<typeof document> | null {
  const base64 = userSig.replace(/[*\-_]/g, char => ({ '*': '+', '-': '/', '_': '=' })[char]!)
  try {
    const text = inflateSync(Buffer.from(base64, 'base64'), { maxOutputLength: 65_536 }).toString()
    return document.safeParse(JSON.parse(text)).data ?? null
  } catch {
    return null
  }
}

function signature(content: z.infer<typeof document>, sdkSecretKey: string): string {
  const userBuf = content['TLS.userbuf']
  const text = `TLS.identifier:${content['TLS.identifier']}\nTLS.sdkappid:${content['TLS.sdkappid']}\n`
    + `TLS.time:${content['TLS.time']}\nTLS.expire:${content['TLS.expire']}\n${userBuf === undefined ? '' : `TLS.userbuf:${userBuf}\n`}`
  return createHmac('sha256', sdkSecretKey).update(text).digest('base64')
}
