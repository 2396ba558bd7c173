import type { RecordingBackend } from '@roomkit-recording/backend'
import express from 'express'

/** Express 4 or 5: below `/recording`, before anything that reads bodies. */
export function createServer(backend: RecordingBackend) {
  const server = express()
  server.use('/recording', backend.nodeHandler)
  server.use(express.json())
  // your own routes
  server.post('/echo', (request, response) => { response.json(request.body) })
  return server
}
