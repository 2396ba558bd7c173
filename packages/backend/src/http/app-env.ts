import type { ServerResponse } from 'node:http'
import type { Logger } from 'pino'
import type { Caller } from '../auth/authorize.js'

/** What the platform and the middleware leave for the routes. */
export interface AppEnv {
  Bindings: {
    /** Only when our own node handler serves: a route may write to it itself. */
    nodeResponse?: ServerResponse
  }
  Variables: {
    requestId: string
    logger: Logger
    user: Caller
  }
}
