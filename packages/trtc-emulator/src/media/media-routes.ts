import type { HttpBindings } from '@hono/node-server'
import type { Clock } from '../clock.js'
import type { MediaStore } from './media-store.js'
import type { RenderedPart } from './rendition.js'
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response'
import { Hono } from 'hono'
import { cors } from 'hono/cors'
import send from 'send'
import { MediaError } from './rendition.js'

export interface MediaRoutesContext {
  media: MediaStore
  clock: Clock
  /** From its 311 until a file can be fetched, in milliseconds. */
  mediaReadyDelayMs: number
}

/** `/<fileId>/<name>`: the files of VOD, whole or in ranges. The first to ask waits until the file is rendered. */
export function createMediaRoutes({ media, clock, mediaReadyDelayMs }: MediaRoutesContext): Hono<{ Bindings: HttpBindings }> {
  const app = new Hono<{ Bindings: HttpBindings }>()

  app.use(cors({ origin: '*', allowMethods: ['GET', 'HEAD'], allowHeaders: ['Range'], exposeHeaders: ['Accept-Ranges', 'Content-Length', 'Content-Range'] }))
  app.get('/:fileId/:name', async c => {
    const stored = media.find(c.req.param('fileId'))
    if (!stored) return c.text('There is no such file.', 404)
    if (clock.now() < stored.storedAt + mediaReadyDelayMs) return c.text('This file is still being processed.', 404)

    let parts: RenderedPart[]
    try {
      ({ parts } = await stored.rendition.render())
    } catch (error) {
      if (error instanceof MediaError) return c.text(error.message, 404)
      throw error
    }
    const part = parts.find(({ name }) => name === c.req.param('name'))
    if (!part) return c.text('There is no such file.', 404)

    const { incoming, outgoing } = c.env
    c.res.headers.forEach((value, name) => { outgoing.setHeader(name, value) })
    outgoing.setHeader('Content-Type', part.contentType)
    // Its name on disk says nothing, and is no pattern either.
    send(incoming, encodeURI(part.path).replaceAll('?', '%3F').replaceAll('#', '%23'), { cacheControl: false }).pipe(outgoing)
    return RESPONSE_ALREADY_SENT
  })
  return app
}
