import type { Context } from 'hono'
import type { Caller, RecordingAction } from '../auth/authorize.js'
import type { AppEnv } from '../http/app-env.js'
import type { RecordingKeepers } from '../store/history.js'
import type { AppDeps } from './deps.js'
import { recordingNotFound, refusal, roomNotFound } from '../http/refusal.js'
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

/** The recording that the path names. Whether the caller may know of it is decided after that. */
export async function recordingOf(c: Context<AppEnv>, { service }: Pick<AppDeps, 'service'>): Promise<RecordingKeepers> {
  const recording = await service.keepers(c.req.param('recordingId') ?? '')
  if (!recording) throw recordingNotFound()
  return recording
}

/** May see what belongs to a recording: who may list it, and while it runs who is in control of its room. */
export async function mayLook(user: Caller, { service, authorize }: Pick<AppDeps, 'service' | 'authorize'>, recording: RecordingKeepers): Promise<boolean> {
  const { roomId } = recording
  if (await authorize({ user, roomId, recording, action: 'list' })) return true
  if (!await authorize({ user, roomId, action: 'control' })) return false
  // the room may have been made anew by others since
  return (await service.snapshot(roomId)).current?.id === recording.id
}

/** What somebody hears who may not look: the same as of a recording that there is not, unless they are in its room. */
export async function refuseRecording(c: Context<AppEnv>, { authorize }: Pick<AppDeps, 'authorize'>, { roomId }: RecordingKeepers) {
  return await authorize({ user: c.var.user, roomId, action: 'view' }) ? refusal('forbidden', 'You may not look at this recording.') : recordingNotFound()
}

/**
 * Somebody without the right to a recording: 403 when they know that it exists, because they may list it or are in its room; else 404.
 * @throws RecordingRefusedError
 */
export async function demandOf(c: Context<AppEnv>, { authorize }: Pick<AppDeps, 'authorize'>, recording: RecordingKeepers, action: Exclude<RecordingAction, 'view'>): Promise<void> {
  const { user } = c.var
  const { roomId } = recording
  if (await authorize({ user, roomId, recording, action })) return
  if (await authorize({ user, roomId, recording, action: 'list' }) || await authorize({ user, roomId, action: 'view' })) throw refusal('forbidden', 'You may not do that with this recording.')
  throw recordingNotFound()
}
