import type { RecordingBackend } from '@roomkit-recording/backend'
import Koa from 'koa'

/** Koa: before anything that reads bodies. Needs the option `basePath: '/recording'`. */
export function createServer(backend: RecordingBackend) {
  const server = new Koa()
  server.use(async (context, next) => {
    if (!context.path.startsWith('/recording/')) return next()
    // the answer is written without Koa
    context.respond = false
    backend.nodeHandler(context.req, context.res)
  })
  // your own routes
  server.use(async context => {
    const chunks: Uint8Array[] = []
    for await (const chunk of context.req) chunks.push(chunk as Uint8Array)
    context.type = 'json'
    context.body = Buffer.concat(chunks)
  })
  return server
}
