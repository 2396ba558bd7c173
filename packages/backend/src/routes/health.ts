import type { AppEnv } from '../http/app-env.js'
import type { AppDeps } from './deps.js'
import { createHash, timingSafeEqual } from 'node:crypto'
import { Hono } from 'hono'
import { problemResponse } from '../http/problem.js'
import { refusal } from '../http/refusal.js'
import { whatIsMissing } from '../operations/readiness.js'

/** `/healthz`: this process lives. `/readyz`: it can do its work; what cannot is named. `/metrics`: Prometheus text. */
export function healthRoutes({ isReady, metrics, metricsToken }: AppDeps) {
  return new Hono<AppEnv>()
    .get('/healthz', c => c.json({ status: 'ok' }))
    .get('/readyz', async c => {
      const checks = await isReady()
      const missing = (Object.keys(checks) as (keyof typeof checks)[]).filter(name => !checks[name])
      if (missing.length === 0) return c.json({ status: 'ok', checks })
      return problemResponse(c, refusal('unavailable', `Not ready: ${missing.map(name => whatIsMissing[name]).join(', ')}.`), { checks })
    })
    .get('/metrics', async c => {
      if (metricsToken !== undefined && !isSame(c.req.header('authorization') ?? '', `Bearer ${metricsToken}`))
        throw refusal('unauthenticated', 'METRICS_TOKEN is missing or another one.')
      return c.body(await metrics.read(), 200, { 'Content-Type': metrics.contentType })
    })
}

/** In constant time, whatever the lengths. */
function isSame(given: string, wanted: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest()
  return timingSafeEqual(digest(given), digest(wanted))
}
