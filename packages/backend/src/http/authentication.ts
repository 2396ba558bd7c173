import type { MiddlewareHandler } from 'hono'
import type { Authenticate } from '../auth/authenticate.js'
import type { AppEnv } from './app-env.js'
import { refusal } from './refusal.js'

/** Lets a request through when it is known who sent it. */
export function authentication(authenticate: Authenticate): MiddlewareHandler<AppEnv> {
  return async function authentication(c, next) {
    const user = await authenticate(c.req.raw)
    if (!user || user.expiresAt <= Date.now())
      throw refusal('unauthenticated', 'The UserSig is missing, expired or not valid for this application.')
    c.set('user', user)
    await next()
  }
}
