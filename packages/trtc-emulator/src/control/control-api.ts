import type { Context } from 'hono'
import type { EmulatorControl } from './control.js'
import { Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { cors } from 'hono/cors'
import { HTTPException } from 'hono/http-exception'
import { z } from 'zod'
import { isRoomNumber, roomId as roomIdSchema } from '../actions/fields.js'
import { faultList } from '../faults.js'
import { RoomServiceError } from '../rooms/room-service.js'
import { streamChanges } from './changes.js'
import { isLoopbackOrigin, localOnly } from './local-only.js'
import { read } from './read-body.js'
import { createSettingsApi } from './settings-api.js'
import { roomView, taskView } from './views.js'

/** A thousand faults need far less. */
const LARGEST_BODY = 1024 * 1024

const roomIdType = z.union([z.literal(0), z.literal(1)]).default(0)
const userName = z.string().max(128)
const entering = z.strictObject({ userId: z.string().min(1).max(64), userName: userName.optional(), roomName: z.string().max(100).optional(), roomIdType })
const change = z.strictObject({
  userName,
  nameCard: z.string().max(64),
  role: z.enum(['Owner', 'Admin', 'Member']),
  trtcRole: z.union([z.literal(20), z.literal(21)]),
  camera: z.boolean(),
  microphone: z.boolean(),
  screen: z.boolean(),
}).partial()
const leaving = z.strictObject({ leaveCode: z.union([z.literal(3), z.literal(4), z.literal(100)]) })

/** `/_emulator/v1`: drive rooms and faults, look at tasks, callbacks and requests. Pages of other hosts are refused; `host` is where the emulator listens. */
export function createControlApi(control: EmulatorControl, { host }: { host: string }): Hono {
  const { rooms, tasks, callbacks, requests, faults } = control
  const app = new Hono()

  app.use(cors({ origin: origin => isLoopbackOrigin(origin) ? origin : null }))
  app.use(localOnly(host))
  app.on(['POST', 'PUT', 'PATCH'], '*', bodyLimit({ maxSize: LARGEST_BODY, onError: () => { throw new HTTPException(413, { message: `The body has more than ${LARGEST_BODY} bytes` }) } }))
  app.onError((error, c) => {
    if (error instanceof HTTPException) return c.json({ error: error.message }, error.status)
    if (error instanceof RoomServiceError) return c.json({ error: error.message }, 409)
    console.error(error)
    return c.json({ error: 'The emulator itself failed; its output says more' }, 500)
  })

  app.route('/', createSettingsApi(control))
  app.get('/events', c => streamChanges(c, control.subscribe))

  app.get('/rooms', c => c.json([...rooms.rooms()].map(roomView)))
  app.get('/rooms/:roomId', c => c.json(roomView(findRoom(c))))
  app.delete('/rooms/:roomId', c => {
    rooms.close(findRoom(c))
    return c.body(null, 204)
  })

  app.post('/rooms/:roomId/users', async c => {
    const { userId, userName, roomName, roomIdType } = await read(c, entering)
    const roomId = c.req.param('roomId')
    if (!roomIdSchema.safeParse(roomId).success) throw new HTTPException(400, { message: 'A room id has at most 64 bytes' })
    if (roomIdType === 1 && !isRoomNumber(roomId)) throw new HTTPException(400, { message: 'A numeric room id is from 1 to 4294967295' })
    const user = { userId, ...userName === undefined ? {} : { userName } }
    return c.json(roomView(rooms.enter(roomId, user, { roomIdType, ...roomName === undefined ? {} : { roomName } })))
  })
  app.patch('/rooms/:roomId/users/:userId', async c => {
    const given = await read(c, change)
    const room = findRoom(c)
    rooms.update(room, c.req.param('userId'), given as { [K in keyof typeof given]: NonNullable<typeof given[K]> })
    return c.json(roomView(room))
  })
  app.delete('/rooms/:roomId/users/:userId', c => {
    rooms.leave(findRoom(c), c.req.param('userId'))
    return c.body(null, 204)
  })

  app.get('/tasks', c => c.json(tasks.list().map(taskView)))
  app.get('/tasks/:taskId', c => c.json(taskView(tasks.find(c.req.param('taskId')) ?? notFound('task'))))
  app.post('/tasks/:taskId/leave', async c => {
    const { leaveCode } = await read(c, leaving)
    if (!tasks.leave(c.req.param('taskId'), leaveCode)) notFound('task that runs')
    return c.body(null, 204)
  })
  app.post('/tasks/:taskId/fail-over', c => {
    if (!tasks.failOver(c.req.param('taskId'))) notFound('task that runs')
    return c.body(null, 204)
  })

  app.get('/callbacks', c => c.json(callbacks.list()))
  app.get('/requests', c => c.json(requests.list()))

  app.get('/faults', c => c.json(faults.list()))
  app.put('/faults', async c => {
    faults.set(await read(c, faultList))
    return c.json(faults.list())
  })
  app.post('/faults', async c => {
    faults.add(await read(c, faultList))
    return c.json(faults.list())
  })
  app.delete('/faults', c => {
    faults.clear(c.req.query('roomId'))
    return c.body(null, 204)
  })

  /** Text rooms, unless `?roomIdType=1` says otherwise. */
  function findRoom(c: Context) {
    return rooms.find(c.req.param('roomId')!, c.req.query('roomIdType') === '1' ? 1 : 0) ?? notFound('room')
  }

  return app
}

function notFound(what: string): never {
  throw new HTTPException(404, { message: `There is no such ${what}` })
}
