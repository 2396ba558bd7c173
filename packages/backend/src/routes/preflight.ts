import type { AppEnv } from '../http/app-env.js'
import type { AppDeps } from './deps.js'
import { Hono } from 'hono'
import { demand, roomIdOf } from './guards.js'

/** What a start can be made of here, and whether anything stands in its way. */
export function preflightRoutes(deps: AppDeps) {
  return new Hono<AppEnv>().get('/', async c => {
    await demand(c, deps, roomIdOf(c), 'control')
    return c.json(await deps.preflight.read())
  })
}
