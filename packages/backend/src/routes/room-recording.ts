import type { Context } from 'hono'
import type { AppEnv } from '../http/app-env.js'
import type { AppDeps } from './deps.js'
import { Hono } from 'hono'
import { z } from 'zod'
import { actorOf, controllersOf } from '../auth/room-people.js'
import { createRateLimiter, rateLimit } from '../http/rate-limit.js'
import { readJson } from '../http/read-body.js'
import { withinChoices } from '../preflight/choices.js'
import { check, idempotencyKeySchema, parseStartOptions, parseUpdate } from '../schemas.js'
import { demand, roomIdOf } from './guards.js'

const recordingId = z.string('must name the recording').min(1).max(64)

/** A room's present recording: look, start, change, stop. */
export function roomRecordingRoutes(deps: AppDeps) {
  const { service, directory, choices, defaults } = deps
  const limited = rateLimit(deps.rateLimits.writes)
  const takeRoom = createRateLimiter(deps.rateLimits.room ?? deps.rateLimits.writes)

  /** A room's own limit is counted after the caller's right was found out, lest strangers use it up. */
  async function demandControl(c: Context<AppEnv>, roomId: string): Promise<void> {
    await demand(c, deps, roomId, 'control')
    takeRoom(roomId)
  }

  return new Hono<AppEnv>()
    .get('/', async c => {
      const roomId = roomIdOf(c)
      await demand(c, deps, roomId, 'view')
      return c.json(await service.snapshot(roomId))
    })
    .post('/', limited, async c => {
      const roomId = roomIdOf(c)
      await demandControl(c, roomId)
      const header = c.req.header('idempotency-key')
      const idempotencyKey = header === undefined ? undefined : check(idempotencyKeySchema, header, ['Idempotency-Key'])
      const options = withinChoices(parseStartOptions(await readJson(c)), choices, defaults)
      const [by, keepers] = await Promise.all([actorOf(c.var.user, directory, roomId), controllersOf(directory, roomId)])
      return c.json(await service.start({ roomId, by, options, idempotencyKey, keepers }), 202)
    })
    .patch('/', limited, async c => {
      const roomId = roomIdOf(c)
      await demandControl(c, roomId)
      const id = check(recordingId, c.req.query('id'), ['id'])
      const change = parseUpdate(await readJson(c))
      const by = await actorOf(c.var.user, directory, roomId)
      return c.json(await service.update({ roomId, recordingId: id, by, change }), 202)
    })
    .delete('/', limited, async c => {
      const roomId = roomIdOf(c)
      await demandControl(c, roomId)
      const id = check(recordingId, c.req.query('id'), ['id'])
      const by = await actorOf(c.var.user, directory, roomId)
      const { snapshot, stopped } = await service.stop({ roomId, recordingId: id, by })
      return c.json(snapshot, stopped ? 202 : 200)
    })
}
