import type { Hono } from 'hono'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Logger } from 'pino'
import type { AppEnv } from './http/app-env.js'
import { Buffer } from 'node:buffer'
import { ServerResponse as Http1Response } from 'node:http'
import { getRequestListener } from '@hono/node-server'
import { bodyAlreadyRead } from './http/read-body.js'

/** `(request, response)` of Node's http; Express, Connect, Koa and Fastify can hand both over. */
export type NodeHandler = (request: IncomingMessage, response: ServerResponse) => void

/** A route wrote the answer itself. */
class AlreadyAnswered extends Error {}

export function createNodeHandler(app: Hono<AppEnv>, logger: Logger): NodeHandler {
  const listener = getRequestListener(async (request, { outgoing }) => {
    const response = await app.fetch(request, outgoing instanceof Http1Response ? { nodeResponse: outgoing } : {})
    // a response that says so is not recognised by the listener once another server in this process has replaced the global Response
    if (outgoing.headersSent) throw new AlreadyAnswered()
    return response
  }, {
    overrideGlobalObjects: false,
    // the host is the integrator's business; without one the request is still one
    hostname: 'localhost',
    errorHandler(error) {
      if (error instanceof AlreadyAnswered) return
      logger.warn({ err: error }, 'a request cannot be understood')
      return new Response(null, { status: 400 })
    },
  })
  return function nodeHandler(request, response) {
    if (hasBody(request) && isConsumed(request)) {
      const { message, code } = bodyAlreadyRead()
      logger.error({ url: request.url }, message)
      response.writeHead(500, { 'Content-Type': 'application/problem+json', 'Cache-Control': 'no-store' })
      response.end(JSON.stringify({ type: 'about:blank', title: 'Internal Server Error', status: 500, code, detail: message, retryable: false }))
      return
    }
    void listener(request, response)
  }
}

function hasBody({ headers }: IncomingMessage): boolean {
  return headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0
}

/** Some platforms keep the bytes as `rawBody` when they parse a body; then nothing is lost. */
function isConsumed(request: IncomingMessage & { rawBody?: unknown }): boolean {
  return (request.readableDidRead || request.readableEnded) && !Buffer.isBuffer(request.rawBody)
}
