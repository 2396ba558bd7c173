import type { RecordingActor } from '@roomkit-recording/core'
import type { Caller } from './authorize.js'
import type { RoomDirectory, RoomRoles } from './room-directory.js'
import { setTimeout as wait } from 'node:timers/promises'
import { controllers } from './room-directory.js'

/** Names are nice to have: nothing waits longer for them, and nothing fails for want of them. */
const PATIENCE_MS = 1_500

/** Somebody with the name shown in the room, when it can be found out. */
export async function actorOf(user: Pick<Caller, 'userId' | 'name'>, directory: RoomDirectory, roomId: string): Promise<RecordingActor> {
  const name = user.name ?? (await rolesSoon(directory, roomId))?.members.get(user.userId)?.name ?? ''
  return { userId: user.userId, name: printable(name) }
}

/** Owner and admins of the room now, when it can be found out. */
export async function controllersOf(directory: RoomDirectory, roomId: string): Promise<string[]> {
  const roles = await rolesSoon(directory, roomId)
  return roles ? controllers(roles) : []
}

function rolesSoon(directory: RoomDirectory, roomId: string): Promise<RoomRoles | null> {
  const roles = directory.roles(roomId).catch(() => null)
  return Promise.race([roles, wait(PATIENCE_MS, null, { ref: false })])
}

/** PostgreSQL has no NUL in texts; the other control characters have no business in a name either. */
function printable(name: string): string | null {
  return name.replaceAll(/\p{Cc}/gu, '').slice(0, 256) || null
}
