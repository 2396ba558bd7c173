import type { AppEnv } from '../http/app-env.js'
import type { AppDeps } from './deps.js'
import { Hono } from 'hono'
import { recordingNotFound, refusal } from '../http/refusal.js'
import { check, pageSchema } from '../schemas.js'
import { demand, roomIdOf } from './guards.js'

/** A room's history: only what the caller may list of it. */
export function historyRoutes(deps: AppDeps) {
  const { service, authorize } = deps
  return new Hono<AppEnv>().get('/', async c => {
    const { user } = c.var
    const roomId = roomIdOf(c)
    const page = check(pageSchema, c.req.query())
    const answer = await service.list(roomId, page, async recording => await authorize({ user, roomId, recording, action: 'list' }))
    // whoever has nothing to see here needs the right in the room as it is now, to be told that it is empty
    if (answer.items.length === 0 && page.cursor === undefined) await demand(c, deps, roomId, 'list')
    return c.json(answer)
  })
}

/** One recording with files, tasks and log. */
export function recordingRoutes({ service, authorize }: AppDeps) {
  return new Hono<AppEnv>().get('/:recordingId', async c => {
    const { user } = c.var
    const recording = await service.keepers(c.req.param('recordingId'))
    if (!recording) throw recordingNotFound()
    const { roomId } = recording
    if (!await authorize({ user, roomId, recording, action: 'list' })) {
      if (await authorize({ user, roomId, action: 'view' })) throw refusal('forbidden', 'You may not look at this recording.')
      throw recordingNotFound()
    }
    return c.json(await service.get(recording.id))
  })
}
