import type { AppEnv } from '../http/app-env.js'
import type { AppDeps } from './deps.js'
import { Hono } from 'hono'
import { check, usageQuerySchema } from '../schemas.js'

/** Recorded minutes, of the recordings that the caller may list. */
export function usageRoutes({ usage, authorize }: AppDeps) {
  return new Hono<AppEnv>().get('/', async c => {
    const { user } = c.var
    const request = check(usageQuerySchema, c.req.query())
    return c.json(await usage.read(request, async recording => await authorize({ user, roomId: recording.roomId, recording, action: 'list' })))
  })
}
