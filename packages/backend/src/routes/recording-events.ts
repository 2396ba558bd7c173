import type { AppEnv } from '../http/app-env.js'
import type { EventSink } from '../http/event-sink.js'
import type { AppDeps } from './deps.js'
import { Hono } from 'hono'
import { permissionsOf } from '../auth/authorize.js'
import { openEventSink } from '../http/event-sink.js'
import { roomNotFound } from '../http/refusal.js'
import { roomIdOf } from './guards.js'

/** A room's event stream: the caller's permissions first, then the snapshot, then both whenever they change. */
export function recordingEventsRoutes({ streams, authorize, features }: AppDeps) {
  return new Hono<AppEnv>().get('/', async c => {
    const { user } = c.var
    const roomId = roomIdOf(c)
    const permissions = await permissionsOf(authorize, user, roomId, { features })
    if (!permissions.view) throw roomNotFound()
    let response!: Response
    streams.open({
      roomId,
      user,
      permissions,
      connect(listeners): EventSink {
        const opened = openEventSink(c, listeners)
        response = opened.response
        return opened.sink
      },
    })
    return response
  })
}
