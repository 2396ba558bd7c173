import type { IncomingMessage, ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { RecordingWebhook } from '../src/webhook/webhook-event.js'
import { Buffer } from 'node:buffer'
import { once } from 'node:events'
import { createServer } from 'node:http'
import { Webhook } from 'standardwebhooks'
import { onTestFinished } from 'vitest'

export const WEBHOOK_SECRET = `whsec_${Buffer.from('0123456789abcdef0123456789abcdef').toString('base64')}`

export interface ReceivedWebhook extends RecordingWebhook {
  id: string
  attemptAt: number
}

/** What to do with the nth try, counted from 1; `null`: take it. */
export type Behaviour = (attempt: number, request: IncomingMessage, response: ServerResponse) => void | null

/** An integrator's server that verifies what it gets with the ready-made library. */
export async function startReceiver(behave: Behaviour = () => null) {
  /** Every try, the ones that were not taken too. */
  const tries: ReceivedWebhook[] = []
  const waiting = new Set<() => void>()
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    const headers = request.headers as Record<string, string>
    // throws when it was tampered with
    const webhook = new Webhook(WEBHOOK_SECRET).verify(Buffer.concat(chunks), headers) as RecordingWebhook
    tries.push({ ...webhook, id: headers['webhook-id']!, attemptAt: performance.now() })
    if (behave(tries.length, request, response) === null) response.writeHead(204).end()
    for (const look of waiting) look()
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => {
    server.close()
    server.closeAllConnections()
  })
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hooks?token=hidden`,
    tries,
    until: (holds: (tries: ReceivedWebhook[]) => boolean) => new Promise<void>(resolve => {
      const look = () => {
        if (!holds(tries)) return
        waiting.delete(look)
        resolve()
      }
      waiting.add(look)
      look()
    }),
  }
}
