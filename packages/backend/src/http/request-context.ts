import type { MiddlewareHandler } from 'hono'
import type { Logger } from 'pino'
import type { AppEnv } from './app-env.js'
import { randomUUID } from 'node:crypto'

/** Gives each request an id, found in the answer and in every log line, and the headers that every answer has. */
export function requestContext(logger: Logger): MiddlewareHandler<AppEnv> {
  return async function requestContext(c, next) {
    const given = c.req.header('x-request-id')
    const requestId = given !== undefined && /^[\w-]{1,64}$/.test(given) ? given : randomUUID()
    c.set('requestId', requestId)
    c.set('logger', logger.child({ requestId }))
    c.header('X-Request-Id', requestId)
    c.header('X-Content-Type-Options', 'nosniff')
    c.header('X-Frame-Options', 'DENY')
    c.header('Referrer-Policy', 'no-referrer')
    c.header('Content-Security-Policy', 'default-src \'none\'; frame-ancestors \'none\'')
    c.header('Cache-Control', 'no-store')
    const started = performance.now()
    await next()
    // path without query: it holds no secret
    c.var.logger.debug({ method: c.req.method, path: c.req.path, status: c.res.status, ms: Math.round(performance.now() - started) }, 'request')
  }
}
