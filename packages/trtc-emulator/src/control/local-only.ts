import type { MiddlewareHandler } from 'hono'
import { isIP } from 'node:net'
import { HTTPException } from 'hono/http-exception'

const loopback = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])$/

export function isLoopbackOrigin(origin: string): boolean {
  const url = parse(origin)
  return url?.origin === origin && /^https?:$/.test(url.protocol) && loopback.test(url.hostname)
}

/**
 * Refuses the pages of others. A page that has its own name resolve to this machine comes with that name in `Host`:
 * so a name must be a loopback one or `ownHost`, while an address cannot be such a trick.
 */
export function localOnly(ownHost: string): MiddlewareHandler {
  return async function localOnly(c, next) {
    const host = c.req.header('Host') ?? ''
    const hostname = parse(`http://${host}`)?.hostname ?? ''
    const isAddress = isIP(hostname.replace(/^\[(.*)\]$/, '$1')) !== 0
    if (!isAddress && !loopback.test(hostname) && hostname !== ownHost.toLowerCase())
      throw new HTTPException(403, { message: `The emulator is not to be reached as "${host}"` })
    const origin = c.req.header('Origin')
    if (origin !== undefined && !isLoopbackOrigin(origin) && origin !== `http://${host}`)
      throw new HTTPException(403, { message: `Pages of ${origin} may not control the emulator` })
    await next()
  }
}

function parse(url: string): URL | null {
  return URL.canParse(url) ? new URL(url) : null
}
