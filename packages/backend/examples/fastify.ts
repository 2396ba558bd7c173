import type { RecordingBackend } from '@roomkit-recording/backend'
import fastify from 'fastify'

/** Fastify: in a plugin of its own, where nothing reads bodies. Needs the option `basePath: '/recording'`. */
export function createServer(backend: RecordingBackend) {
  const server = fastify({ forceCloseConnections: true })
  server.register(async scope => {
    scope.removeAllContentTypeParsers()
    scope.addContentTypeParser('*', (_request, _payload, done) => { done(null) })
    scope.all('/recording/*', (request, reply) => {
      reply.hijack()
      backend.nodeHandler(request.raw, reply.raw)
    })
  })
  // your own routes
  server.post('/echo', async request => request.body)
  return server
}
