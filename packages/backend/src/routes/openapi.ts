import type { AppEnv } from '../http/app-env.js'
import { openapiDocument } from '@roomkit-recording/core/openapi'
import { Hono } from 'hono'

/** The contract itself, for everybody: tools that make clients of it have no token. */
export function openapiRoutes() {
  return new Hono<AppEnv>().get('/openapi.json', c => c.json(openapiDocument))
}
