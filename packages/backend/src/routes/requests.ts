import type { AppEnv } from '../http/app-env.js'
import type { AppDeps } from './deps.js'
import { Hono } from 'hono'
import { actorOf } from '../auth/room-people.js'
import { rateLimit } from '../http/rate-limit.js'
import { readJson } from '../http/read-body.js'
import { requestSchema } from '../participants/schemas.js'
import { check } from '../schemas.js'
import { demand, roomIdOf } from './guards.js'

/** Anybody in the room asks; those in control hear of it on their event streams, and nobody else does. */
export function requestsRoutes(deps: AppDeps) {
  const { requests, directory } = deps
  return new Hono<AppEnv>().post('/', rateLimit(deps.rateLimits.writes), async c => {
    const roomId = roomIdOf(c)
    await demand(c, deps, roomId, 'view')
    const { kind } = check(requestSchema, await readJson(c))
    return c.json(await requests.ask({ roomId, kind, by: await actorOf(c.var.user, directory, roomId) }), 202)
  })
}
