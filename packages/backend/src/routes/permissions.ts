import type { AppEnv } from '../http/app-env.js'
import type { AppDeps } from './deps.js'
import { Hono } from 'hono'
import { permissionsOf } from '../auth/authorize.js'
import { roomNotFound } from '../http/refusal.js'
import { roomIdOf } from './guards.js'

/** What the caller may do here, asked afresh: after a role change the answer is the new one. */
export function permissionsRoutes({ authorize, features }: AppDeps) {
  return new Hono<AppEnv>().get('/', async c => {
    const permissions = await permissionsOf(authorize, c.var.user, roomIdOf(c), { fresh: true, features })
    if (!permissions.view) throw roomNotFound()
    return c.json(permissions)
  })
}
