import type { Permissions } from '@roomkit-recording/core'
import type { RecordingKeepers } from '../store/history.js'
import type { RoomDirectory, RoomRoles } from './room-directory.js'

/** What somebody may be allowed to do in a room. */
export type RecordingAction = 'view' | 'control' | 'list' | 'play' | 'delete'

/** Who calls, as `authenticate` found out. */
export interface Caller {
  userId: string
  /** Shown as the one who started; left out: the name in the room. */
  name?: string | undefined
  /** Milliseconds since the epoch; an event stream ends then. */
  expiresAt: number
}

export interface AuthorizeRequest {
  user: Caller
  roomId: string
  /** With `list`, `play`, `delete`, and `control` of one recording, which is its title. `keepers` are the owner and admins seen while it ran. */
  recording?: RecordingKeepers
  action: RecordingAction
  /** An answer of the last seconds is not good enough. */
  fresh?: boolean
}

/** May throw `unavailable`; then nothing is allowed and the caller is told to try again. */
export type Authorize = (request: AuthorizeRequest) => boolean | Promise<boolean>

/** Somebody who has just entered is missing from an answer of the last seconds; strangers make us ask no more often than this. */
const NEWCOMER_AGE_MS = 500

/**
 * The default: whoever is in the room may view; its owner and admins may do everything.
 * A recording belongs to the owner and admins seen while it ran: a room may be made anew by others under the same id.
 */
export function authorizeByRoles(directory: RoomDirectory): Authorize {
  return async function authorizeByRoles({ user: { userId }, roomId, recording, action, fresh = false }) {
    if (recording && action !== 'view') return recording.keepers.includes(userId)
    const isHere = (roles: RoomRoles | null) => roles !== null && (roles.ownerId === userId || roles.members.has(userId))
    let roles = await directory.roles(roomId, fresh ? { maxAgeMs: 0 } : {})
    if (!isHere(roles) && !fresh) roles = await directory.roles(roomId, { maxAgeMs: NEWCOMER_AGE_MS })
    if (!roles) return false
    const isOwner = roles.ownerId === userId
    if (action === 'view') return isOwner || roles.members.has(userId)
    return isOwner || roles.adminIds.has(userId)
  }
}

const ACTIONS = ['view', 'control', 'list', 'play', 'delete'] as const

/** What the caller may do in a room. `features` names the optional routes that are served. */
export async function permissionsOf(authorize: Authorize, user: Caller, roomId: string, { fresh = false, features }: { fresh?: boolean, features: readonly string[] }): Promise<Permissions> {
  // the first question is fresh, the others share its answer
  const view = await authorize({ user, roomId, action: 'view', fresh })
  const rest = view ? await Promise.all(ACTIONS.slice(1).map(action => authorize({ user, roomId, action }))) : []
  const [control = false, list = false, play = false, remove = false] = rest
  return { view, control, list, play, delete: remove, features: [...features] }
}
