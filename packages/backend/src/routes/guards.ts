import type { Context } from 'hono'
import type { RecordingAction } from '../auth/authorize.js'
import type { AppEnv } from '../http/app-env.js'
import type { AppDeps } from './deps.js'
import { refusal, roomNotFound } from '../http/refusal.js'
import { check, roomIdSchema } from '../schemas.js'

export type RoomContext = Context<AppEnv, '/v1/rooms/:roomId/*'>

export const roomIdOf = (c: Context<AppEnv>): string => check(roomIdSchema, c.req.param('roomId'), ['roomId'])

/**
 * Somebody outside the room learns nothing, not even that there is one: 404. A member without the right: 403.
 * @throws RecordingRefusedError
 */
export async function demand(c: Context<AppEnv>, { authorize }: Pick<AppDeps, 'authorize'>, roomId: string, action: RecordingAction): Promise<void> {
  const { user } = c.var
  if (!await authorize({ user, roomId, action: 'view' })) throw roomNotFound()
  if (action !== 'view' && !await authorize({ user, roomId, action })) throw refusal('forbidden', 'You may not do that in this room.')
}
