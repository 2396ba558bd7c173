import type { RecordingActor } from '@roomkit-recording/core'
import type { Caller } from './authorize.js'
import type { RoomDirectory } from './room-directory.js'
import { controllers } from './room-directory.js'

/** Somebody with the name shown in the room, when it can be found out. A name is never worth a failure. */
export async function actorOf(user: Pick<Caller, 'userId' | 'name'>, directory: RoomDirectory | null, roomId: string): Promise<RecordingActor> {
  if (user.name !== undefined) return { userId: user.userId, name: printable(user.name) }
  const roles = await directory?.roles(roomId).catch(() => null)
  return { userId: user.userId, name: printable(roles?.members.get(user.userId)?.name ?? '') }
}

/** Owner and admins of the room now, when it can be found out. */
export async function controllersOf(directory: RoomDirectory | null, roomId: string): Promise<string[]> {
  const roles = await directory?.roles(roomId).catch(() => null)
  return roles ? controllers(roles) : []
}

/** PostgreSQL has no NUL in texts; the other control characters have no business in a name either. */
function printable(name: string): string | null {
  return name.replaceAll(/\p{Cc}/gu, '').slice(0, 256) || null
}
