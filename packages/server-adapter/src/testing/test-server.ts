import type { Buffer } from 'node:buffer'
import type { IncomingHttpHeaders, ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Log } from './log.js'
import { once } from 'node:events'
import { createServer } from 'node:http'
import { onTestFinished } from 'vitest'
import { createLog } from './log.js'

export interface TestRequest {
  method: string
  /** As it came over the wire. */
  url: string
  headers: IncomingHttpHeaders
  body: unknown
  /** Resolves when the client has hung up or the answer is complete. */
  closed: Promise<unknown>
}

export interface TestServer {
  url: string
  requests: Log<TestRequest>
}

/** A real server on a free port that answers however badly the handler wants it to. It ends with the test. */
export async function startTestServer(handle: (request: TestRequest, response: ServerResponse) => void): Promise<TestServer> {
  const requests = createLog<TestRequest>()
  const server = createServer(async (incoming, response) => {
    const closed = once(response, 'close')
    const chunks: Buffer[] = []
    for await (const chunk of incoming) chunks.push(chunk as Buffer)
    const text = chunks.join('')
    const request = {
      method: incoming.method!,
      url: incoming.url!,
      headers: incoming.headers,
      body: text ? JSON.parse(text) as unknown : undefined,
      closed,
    }
    handle(request, response)
    requests.push(request)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(async () => {
    server.closeAllConnections()
    server.close()
    await once(server, 'close')
  })
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, requests }
}

export function json(response: ServerResponse, status: number, body: unknown, headers: Record<string, string> = {}) {
  const isProblem = status >= 400
  response.writeHead(status, { 'Content-Type': isProblem ? 'application/problem+json' : 'application/json', ...headers })
  response.end(JSON.stringify(isProblem ? { type: 'about:blank', status, ...body as object } : body))
}

export function html(response: ServerResponse, status: number) {
  response.writeHead(status, { 'Content-Type': 'text/html' })
  response.end('<!doctype html><title>Sign in</title><h1>It works!</h1>')
}
