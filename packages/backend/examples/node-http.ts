import type { RecordingBackend } from '@roomkit-recording/backend'
import { createServer as createHttpServer } from 'node:http'

/** Plain `node:http`, beside other routes. Needs the option `basePath: '/recording'`. */
export function createServer(backend: RecordingBackend) {
  return createHttpServer(async (request, response) => {
    if (request.url?.startsWith('/recording/')) return backend.nodeHandler(request, response)
    // your own routes
    const chunks: Uint8Array[] = []
    for await (const chunk of request) chunks.push(chunk as Uint8Array)
    response.setHeader('Content-Type', 'application/json')
    response.end(Buffer.concat(chunks))
  })
}
