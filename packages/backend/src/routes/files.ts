import type { Context } from 'hono'
import type { AppEnv } from '../http/app-env.js'
import type { AppDeps } from './deps.js'
import { Hono } from 'hono'
import { actorOf } from '../auth/room-people.js'
import { publicUrlOf } from '../http/public-url.js'
import { rateLimit } from '../http/rate-limit.js'
import { readJson } from '../http/read-body.js'
import { check, fileUrlSchema, renameSchema } from '../schemas.js'
import { demandOf, recordingOf } from './guards.js'

/** A recording's title and its files: below `/v1/recordings`. */
export function fileRoutes(deps: AppDeps) {
  const { service, files, directory, publicUrl } = deps
  const limited = rateLimit(deps.rateLimits.writes)
  const fileOf = (c: Context<AppEnv>) => c.req.param('fileId') ?? ''

  return new Hono<AppEnv>()
    .patch('/:recordingId', limited, async c => {
      const recording = await recordingOf(c, deps)
      await demandOf(c, deps, recording, 'control')
      const { title } = check(renameSchema, await readJson(c))
      await files.rename({ recordingId: recording.id, title, by: await actorOf(c.var.user, directory, recording.roomId) })
      return c.json(await service.get(recording.id))
    })
    .post('/:recordingId/files/:fileId/url', async c => {
      const recording = await recordingOf(c, deps)
      await demandOf(c, deps, recording, 'play')
      const { use } = check(fileUrlSchema, await readJson(c))
      c.header('Cache-Control', 'no-store')
      return c.json(await files.link({ recordingId: recording.id, fileId: fileOf(c), use, publicUrl: publicUrl ?? publicUrlOf(c) }))
    })
    .delete('/:recordingId/files/:fileId', limited, async c => {
      const recording = await recordingOf(c, deps)
      await demandOf(c, deps, recording, 'delete')
      await files.delete({ recordingId: recording.id, fileId: fileOf(c), by: await actorOf(c.var.user, directory, recording.roomId) })
      return c.body(null, 204)
    })
}

/** HLS from a private bucket. Who has the address may play it until it expires; a player sends no token of its own. */
export function playlistRoutes({ files }: AppDeps) {
  return new Hono<AppEnv>().get('/:token/index.m3u8', async c => {
    const playlist = await files.playlist(c.req.param('token'))
    return c.body(playlist, 200, { 'Content-Type': 'application/vnd.apple.mpegurl', 'Cache-Control': 'private, no-store' })
  })
}
