import type { Context } from 'hono'
import type { AppEnv } from './app-env.js'

/**
 * Where the caller reaches this backend, the prefix included and without a slash at the end. Only for addresses that go back
 * to the caller: whoever sends false headers gets addresses of no use.
 */
export function publicUrlOf(c: Context<AppEnv>): string {
  const url = new URL(c.req.url)
  // Express takes its prefix away from `url` and leaves the whole in `originalUrl`
  const request = c.env?.nodeResponse?.req as { originalUrl?: string } | undefined
  const path = request?.originalUrl ?? url.pathname
  const prefix = path.slice(0, Math.max(0, path.lastIndexOf('/v1/')))
  const proto = firstOf(c.req.header('x-forwarded-proto'), /^https?$/) ?? url.protocol.slice(0, -1)
  const host = firstOf(c.req.header('x-forwarded-host'), /^[\w.-]+(?::\d+)?$|^\[[\da-f:]+\](?::\d+)?$/i) ?? url.host
  return `${proto}://${host}${prefix}`
}

/** Each proxy adds its own behind the others; the first is the one nearest to the browser. */
function firstOf(header: string | undefined, shape: RegExp): string | null {
  const first = header?.split(',')[0]!.trim()
  return first !== undefined && shape.test(first) ? first : null
}
