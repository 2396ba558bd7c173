import type { UserSigKey } from '../trtc/user-sig.js'
import type { Caller } from './authorize.js'
import { verifyUserSig } from '../trtc/user-sig.js'

/** Who sent this request, or `null` when that is not known. */
export type Authenticate = (request: Request) => Caller | null | Promise<Caller | null>

/** The default: the UserSig that TUIRoomKit logs in with, as `Authorization: Bearer <UserSig>`. */
export function authenticateByUserSig(key: UserSigKey): Authenticate {
  return function authenticateByUserSig(request) {
    const [, userSig] = /^Bearer ([\w*\-=]{1,4096})$/i.exec(request.headers.get('authorization') ?? '') ?? []
    return userSig === undefined ? null : verifyUserSig(userSig, key, Date.now())
  }
}
