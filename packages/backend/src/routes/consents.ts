import type { AppEnv } from '../http/app-env.js'
import type { AppDeps } from './deps.js'
import { Hono } from 'hono'
import { actorOf } from '../auth/room-people.js'
import { rateLimit } from '../http/rate-limit.js'
import { readJson } from '../http/read-body.js'
import { recordingNotFound } from '../http/refusal.js'
import { consentSchema } from '../participants/schemas.js'
import { check } from '../schemas.js'
import { mayLook, recordingOf } from './guards.js'

/** What people answered to the notice: one's own for everybody in the room, all for those who may decide or list. */
export function consentsRoutes(deps: AppDeps) {
  const { consents, authorize, directory } = deps
  return new Hono<AppEnv>()
    .post('/', rateLimit(deps.rateLimits.writes), async c => {
      const { user } = c.var
      const { id: recordingId, roomId } = await recordingOf(c, deps)
      if (!await authorize({ user, roomId, action: 'view' })) throw recordingNotFound()
      const answer = check(consentSchema, await readJson(c))
      await consents.answer({ ...answer, roomId, recordingId, by: await actorOf(user, directory, roomId) })
      return c.body(null, 204)
    })
    .get('/', async c => {
      const { user } = c.var
      const recording = await recordingOf(c, deps)
      if (await mayLook(user, deps, recording)) return c.json({ items: await consents.list(recording.id) })
      const items = await consents.list(recording.id, user.userId)
      if (items.length === 0 && !await authorize({ user, roomId: recording.roomId, action: 'view' })) throw recordingNotFound()
      return c.json({ items })
    })
}
