import type { HttpBindings } from '@hono/node-server'
import type { MiddlewareHandler } from 'hono'
import type { ResolvedOptions } from '../options.js'
import type { VodLibrary } from './vod-library.js'
import { createPlayGate } from './play-key.js'

/** Stands before the files at `/vod/<fileId>/…`: 404 for what was deleted or has expired, 403 for links that the play key refuses. */
export function guardVodFiles(library: VodLibrary, { vodPlayKey }: ResolvedOptions): MiddlewareHandler<{ Bindings: HttpBindings }> {
  // Whoever makes links does so by the real time, whatever the emulator's clock says.
  const mayPlay = vodPlayKey === undefined ? () => true : createPlayGate(vodPlayKey, () => Math.floor(Date.now() / 1000))

  return async function guardVodFiles(c, next) {
    const { url = '/', socket } = c.env.incoming
    const [path = '/', query = ''] = url.split('?', 2)
    const ip = socket.remoteAddress ?? ''
    if (!mayPlay({ path, query: new URLSearchParams(query), ip })) return c.text('This link is not signed as the play key wants it, or has expired.', 403)
    if (!library.has(c.req.param('fileId') ?? '')) return c.text('There is no such file.', 404)
    return next()
  }
}
