import type { MiddlewareHandler } from 'hono'
import type { AppEnv } from './app-env.js'
import { refusal } from './refusal.js'

export interface RateLimitOptions {
  /** Requests that may come at once. */
  burst: number
  /** Requests a second after that. */
  perSecond: number
  /** @default performance.now */
  now?: () => number
}

const MOST_USERS = 50_000

/** Per user and process; for abuse, not for billing. */
export function rateLimit({ burst, perSecond, now = () => performance.now() }: RateLimitOptions): MiddlewareHandler<AppEnv> {
  const fullAt = new Map<string, number>()
  const interval = 1000 / perSecond
  return async function rateLimit(c, next) {
    const { userId } = c.var.user
    const time = now()
    const at = Math.max(fullAt.get(userId) ?? 0, time) + interval
    const wait = at - time - burst * interval
    if (wait > 0) throw refusal('rate_limited', 'Too many requests; try again a little later.', { retryAfterMs: wait })
    if (fullAt.size >= MOST_USERS) {
      for (const [user, full] of fullAt) {
        if (full < time) fullAt.delete(user)
      }
    }
    fullAt.set(userId, at)
    await next()
  }
}
