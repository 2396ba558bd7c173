import type { Permissions, RoomSnapshot } from '@roomkit-recording/core'
import type { Buffer } from 'node:buffer'
import type { ServerResponse } from 'node:http'
import type { Log } from './log.js'
import type { TestRequest, TestServer } from './test-server.js'
import { createLog } from './log.js'
import { samplePermissions, sampleSnapshot, sse } from './samples.js'
import { json, startTestServer } from './test-server.js'

type Handler = (request: TestRequest, response: ServerResponse) => void

/** The backend's end of one event stream. */
export interface TestStream {
  request: TestRequest
  write: (bytes: string | Buffer) => Promise<void>
  snapshot: (changes?: Partial<RoomSnapshot>) => Promise<void>
  end: () => void
  /** Breaks the connection, as a crash would. */
  cut: () => void
}

export interface TestBackend extends TestServer {
  streams: Log<TestStream>
  /** What the three routes of a subscription do; change them while a test runs. */
  on: { events: Handler, recording: Handler, permissions: Handler }
  /** Answers `events` with a good stream whose first events are the caller's to write. */
  openStream: Handler
  snapshot: RoomSnapshot
  permissions: Permissions
}

/** A backend that serves one room's subscription well until a test tells it otherwise. */
export async function startTestBackend(): Promise<TestBackend> {
  const streams = createLog<TestStream>()
  const backend: Omit<TestBackend, keyof TestServer> = {
    streams,
    snapshot: sampleSnapshot(),
    permissions: samplePermissions(),
    openStream(request, response) {
      response.writeHead(200, { 'Content-Type': 'text/event-stream; charset=utf-8' })
      response.flushHeaders()
      const write = (bytes: string | Buffer) => new Promise<void>(resolve => response.write(bytes, () => resolve()))
      streams.push({
        request,
        write,
        snapshot: changes => write(sse('snapshot', { ...backend.snapshot, ...changes })),
        end: () => response.end(),
        cut: () => response.socket?.destroy(),
      })
    },
    on: {
      events(request, response) {
        backend.openStream(request, response)
        void streams.items.at(-1)!.snapshot()
      },
      recording: (_, response) => json(response, 200, backend.snapshot),
      permissions: (_, response) => json(response, 200, backend.permissions),
    },
  }
  const server = await startTestServer((request, response) => {
    const route = /^\/v1\/rooms\/[^/]+\/(events|recording|permissions)$/.exec(request.url)?.[1] as keyof TestBackend['on'] | undefined
    if (route) backend.on[route](request, response)
    else json(response, 404, { code: 'not_found' })
  })
  return Object.assign(backend, server)
}
