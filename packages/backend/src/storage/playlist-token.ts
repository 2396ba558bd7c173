import { Buffer } from 'node:buffer'
import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto'

export interface PlaylistGrant {
  fileId: string
  /** Milliseconds since the epoch. */
  expiresAt: number
}

/** Texts for addresses that give out one playlist for a time. All instances with one key make and know the same. */
export interface PlaylistTokens {
  create: (grant: PlaylistGrant) => string
  /** `null`: forged, or expired. */
  verify: (token: string, now: number) => PlaylistGrant | null
}

export function createPlaylistTokens(secret: string): PlaylistTokens {
  const key = Buffer.from(hkdfSync('sha256', secret, '', 'roomkit-recording playlists 1', 32))
  const sign = (content: string) => createHmac('sha256', key).update(content).digest()
  return {
    create({ fileId, expiresAt }) {
      const content = `${fileId}~${Math.floor(expiresAt / 1000).toString(36)}`
      return `${content}~${sign(content).toString('base64url')}`
    },
    verify(token, now) {
      const [, content, fileId, seconds, signature] = /^(([\w-]{1,64})~([0-9a-z]{1,10}))~([\w-]{43})$/.exec(token) ?? []
      if (content === undefined || !timingSafeEqual(Buffer.from(signature!, 'base64url'), sign(content))) return null
      const expiresAt = Number.parseInt(seconds!, 36) * 1000
      return expiresAt > now ? { fileId: fileId!, expiresAt } : null
    },
  }
}
