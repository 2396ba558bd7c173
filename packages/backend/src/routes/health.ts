import type { AppEnv } from '../http/app-env.js'
import type { AppDeps } from './deps.js'
import { Hono } from 'hono'

/** `/healthz`: this process lives. `/readyz`: it can do its work; what cannot is named. */
export function healthRoutes({ isReady }: AppDeps) {
  return new Hono<AppEnv>()
    .get('/healthz', c => c.json({ status: 'ok' }))
    .get('/readyz', async c => {
      const checks = await isReady()
      const ready = Object.values(checks).every(Boolean)
      return c.json({ status: ready ? 'ok' : 'unavailable', checks }, ready ? 200 : 503)
    })
}
