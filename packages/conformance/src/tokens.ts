import type { ConformanceOptions, Role } from './options.js'
import { Api } from 'tls-sig-api-v2'
import { RuleSkipped } from './failure.js'

export interface Identity {
  userId: string
  token: string
}

export interface Identities {
  /** Somebody in that role; with UserSigs another one for each room, so that nobody's rate limit is reached. @throws RuleSkipped without a token for the role */
  of: (role: Role, roomId: string) => Identity
  /** A token of that person that ends after so many seconds. @throws RuleSkipped when tokens are given */
  ending: (userId: string, seconds: number) => string
  /** Everything that must never be shown. */
  secrets: () => string[]
}

export function createIdentities({ userSigKey, tokens = {}, users = {} }: Pick<ConformanceOptions, 'userSigKey' | 'tokens' | 'users'>): Identities {
  const issued = new Set<string>(Object.values(tokens))

  function sign(userId: string, seconds: number): string {
    if (!userSigKey) throw new RuleSkipped('needs UserSigs (--sdk-app-id and --sdk-secret-key)')
    const userSig = new Api(userSigKey.sdkAppId, userSigKey.sdkSecretKey).genUserSig(userId, seconds)
    issued.add(userSig)
    return userSig
  }

  return {
    of(role, roomId) {
      const given = tokens[role]
      if (given !== undefined) return { userId: users[role] ?? role, token: given }
      if (!userSigKey) throw new RuleSkipped(`needs --token ${role}=…`)
      // TRTC's user ids have 32 bytes
      const userId = users[role] ?? `${role}-${roomId.slice(-20)}`
      return { userId, token: sign(userId, 3600) }
    },
    ending: sign,
    secrets: () => [...issued, ...userSigKey ? [userSigKey.sdkSecretKey] : []],
  }
}
