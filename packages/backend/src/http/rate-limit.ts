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

/** Those that came longest ago are forgotten first. */
const MOST_KEYS = 50_000

/** Counts by any key, in this process; for abuse, not for billing. Returns what throws `rate_limited` when there are too many. */
export function createRateLimiter({ burst, perSecond, now = () => performance.now() }: RateLimitOptions): (key: string) => void {
  const fullAt = new Map<string, number>()
  const interval = 1000 / perSecond
  return function take(key) {
    const time = now()
    const at = Math.max(fullAt.get(key) ?? 0, time) + interval
    const wait = at - time - burst * interval
    if (wait > 0) throw refusal('rate_limited', 'Too many requests; try again a little later.', { retryAfterMs: wait })
    fullAt.delete(key)
    fullAt.set(key, at)
    if (fullAt.size > MOST_KEYS) fullAt.delete(fullAt.keys().next().value!)
  }
}

/** Per user. */
export function rateLimit(options: RateLimitOptions): MiddlewareHandler<AppEnv> {
  const take = createRateLimiter(options)
  return async function rateLimit(c, next) {
    take(c.var.user.userId)
    await next()
  }
}
