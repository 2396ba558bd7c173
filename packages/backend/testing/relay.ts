import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Buffer } from 'node:buffer'
import { once } from 'node:events'
import { createServer } from 'node:http'

export interface Relay {
  url: string
  close: () => void
}

/** A server between two others. What its handler throws cuts the connection. */
export async function startRelay(handler: (request: IncomingMessage, response: ServerResponse) => Promise<void>): Promise<Relay> {
  const server: Server = createServer((request, response) => void handler(request, response).catch(() => response.destroy()))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close() {
      server.close()
      server.closeAllConnections()
    },
  }
}

export async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks)
}

/** Hands a request on, and its answer back. Rejects when there is none; then nothing was written. */
export async function forward(request: IncomingMessage, response: ServerResponse, body: Buffer, port: number): Promise<void> {
  const { 'host': _, 'connection': __, 'content-length': ___, ...headers } = request.headers as Record<string, string>
  const answer = await fetch(`http://127.0.0.1:${port}${request.url}`, { method: request.method!, headers, ...body.length > 0 && { body } })
  const text = await answer.text()
  response.writeHead(answer.status, { 'content-type': answer.headers.get('content-type') ?? 'application/json' })
  response.end(text)
}
