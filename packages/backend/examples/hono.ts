import type { RecordingBackend } from '@roomkit-recording/backend'
import { Hono } from 'hono'

/** Hono, and whatever else speaks `fetch`. */
export function createServer(backend: RecordingBackend) {
  const server = new Hono()
  server.mount('/recording', backend.fetch)
  // your own routes
  server.post('/echo', async c => c.json(await c.req.json()))
  return server
}
