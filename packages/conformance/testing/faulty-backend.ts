import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { once } from 'node:events'
import { createServer } from 'node:http'

export interface PassedRequest {
  method: string
  /** With the query. */
  path: string
  headers: IncomingHttpHeaders
  body: string
}

export interface PassedAnswer {
  status: number
  headers: Record<string, string>
  text: string
  /** What `text` holds; to change it, write it. */
  json: any
}

/** One way in which a backend breaks the contract. */
export interface Twist {
  request?: (request: PassedRequest) => void
  answer?: (answer: PassedAnswer, request: PassedRequest) => Partial<PassedAnswer> | undefined
  /** One event with its empty line; what is returned is sent instead. */
  event?: (text: string, place: number) => string
  /** Streams stay open when the backend ends them. */
  holdsStreams?: boolean
}

export interface FaultyBackend {
  url: string
  /** Breaks it that way from now on. */
  twist: (twist: Twist) => void
  close: () => Promise<void>
}

/** Stands in front of a backend that keeps the contract, and breaks it. */
export async function startFaultyBackend(target: string): Promise<FaultyBackend> {
  let twist: Twist = {}
  const server = createServer((incoming, outgoing) => {
    pass(incoming, outgoing, target, twist).catch(() => { outgoing.destroy() })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    twist(next) { twist = next },
    async close() {
      server.close()
      server.closeAllConnections()
      await once(server, 'close')
    },
  }
}

async function pass(incoming: IncomingMessage, outgoing: ServerResponse, target: string, twist: Twist): Promise<void> {
  const chunks: Buffer[] = []
  for await (const chunk of incoming) chunks.push(chunk as Buffer)
  const { host: _, connection: __, 'content-length': ___, 'transfer-encoding': ____, ...headers } = incoming.headers
  const request: PassedRequest = { method: incoming.method!, path: incoming.url!, headers, body: Buffer.concat(chunks).toString() }
  twist.request?.(request)

  const closed = new AbortController()
  outgoing.once('close', () => { closed.abort() })
  const response = await fetch(target + request.path, {
    method: request.method,
    headers: request.headers as Record<string, string>,
    ...request.body !== '' && { body: request.body },
    signal: closed.signal,
  })
  if (response.headers.get('content-type')?.startsWith('text/event-stream')) return passStream(response, outgoing, twist)

  const text = await response.text()
  const answer: PassedAnswer = { status: response.status, headers: plain(response.headers), text, json: text.startsWith('{') ? JSON.parse(text) : undefined }
  const change = twist.answer?.(answer, request)
  const { status, headers: answered, text: sent } = { ...answer, ...change, ...change?.json !== undefined && { text: JSON.stringify(change.json) } }
  outgoing.writeHead(status, answered)
  outgoing.end(status === 204 ? undefined : sent)
}

async function passStream(response: Response, outgoing: ServerResponse, { event, holdsStreams }: Twist): Promise<void> {
  outgoing.writeHead(response.status, plain(response.headers))
  outgoing.flushHeaders()
  let rest = ''
  let place = 0
  for await (const chunk of response.body!.pipeThrough(new TextDecoderStream())) {
    const parts = (rest + chunk).split('\n\n')
    rest = parts.pop()!
    for (const part of parts) outgoing.write(event ? event(`${part}\n\n`, place++) : `${part}\n\n`)
  }
  if (!holdsStreams) outgoing.end()
}

function plain(headers: Headers): Record<string, string> {
  const { 'content-length': _, 'transfer-encoding': __, connection: ___, 'keep-alive': ____, ...rest } = Object.fromEntries(headers)
  return rest
}
