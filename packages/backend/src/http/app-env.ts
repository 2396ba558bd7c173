import type { HttpBindings } from '@hono/node-server'
import type { Logger } from 'pino'
import type { Caller } from '../auth/authorize.js'

/** What middleware leaves for the routes. `outgoing` is there when Node's http serves us. */
export interface AppEnv {
  Bindings: Partial<HttpBindings>
  Variables: {
    requestId: string
    logger: Logger
    user: Caller
  }
}
