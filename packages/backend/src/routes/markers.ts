import type { AppEnv } from '../http/app-env.js'
import type { AppDeps } from './deps.js'
import { Hono } from 'hono'
import { actorOf } from '../auth/room-people.js'
import { rateLimit } from '../http/rate-limit.js'
import { readJson } from '../http/read-body.js'
import { recordingNotFound, refusal } from '../http/refusal.js'
import { markerSchema } from '../markers/schemas.js'
import { check } from '../schemas.js'
import { mayLook, recordingOf, refuseRecording } from './guards.js'

/** Moments worth finding again: those in control set them while it records. */
export function markersRoutes(deps: AppDeps) {
  const { markers, authorize, directory } = deps
  return new Hono<AppEnv>()
    .post('/', rateLimit(deps.rateLimits.writes), async c => {
      const { user } = c.var
      const { id: recordingId, roomId } = await recordingOf(c, deps)
      if (!await authorize({ user, roomId, action: 'control' })) {
        if (await authorize({ user, roomId, action: 'view' })) throw refusal('forbidden', 'You may not do that in this room.')
        throw recordingNotFound()
      }
      const { label } = check(markerSchema, await readJson(c))
      return c.json(await markers.add({ roomId, recordingId, label, by: await actorOf(user, directory, roomId) }), 201)
    })
    .get('/', async c => {
      const recording = await recordingOf(c, deps)
      if (!await mayLook(c.var.user, deps, recording)) throw await refuseRecording(c, deps, recording)
      return c.json({ items: await markers.list(recording.id) })
    })
}
