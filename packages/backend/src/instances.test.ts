import type { AddressInfo } from 'node:net'
import type { Postgres } from '../testing/postgres.js'
import type { Stack } from '../testing/stack.js'
import type { RecordingBackend } from './index.js'
import { once } from 'node:events'
import { createServer } from 'node:http'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { createObedientTrtc } from '../testing/plain.js'
import { startPostgres } from '../testing/postgres.js'
import { backendOptions, browser, closeRooms, openRoom, quick, startStack } from '../testing/stack.js'
import { createBackend } from './backend.js'

let postgres: Postgres
/** Has the address that TRTC's callbacks go to. */
let one: Stack
let two: { url: string, backend: RecordingBackend, close: () => Promise<void> }

beforeAll(async () => {
  postgres = await startPostgres()
  const databaseUrl = await postgres.createDatabase()
  one = await startStack({ options: { databaseUrl } })
  const backend = await createBackend(backendOptions(one.emulator.url, { databaseUrl }), { timings: quick })
  const server = createServer(backend.nodeHandler)
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  two = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    backend,
    async close() {
      await backend.close()
      server.close()
      server.closeAllConnections()
    },
  }
})
afterEach(() => closeRooms(one))
afterAll(async () => {
  await two.close()
  await one.close()
  await postgres.stop()
})

const tasksOf = (roomId: string) => one.emulator.control.tasks.list().filter(task => task.request.RoomId === roomId)

describe('two instances on one database', () => {
  it('are one backend: started here, stopped there, seen everywhere', async () => {
    const roomId = openRoom(one)
    const here = await browser(one, 'bob').events(roomId)
    const there = await browser(two, 'bob').events(roomId)
    const { body } = await browser(two, 'alice').start(roomId)
    for (const events of [here, there]) await events.snapshot(({ current }) => current?.status === 'recording')
    await browser(one, 'alice').stop(roomId, body.current.id)
    const [seenHere, seenThere] = [await here.snapshot(({ recent }) => recent[0]?.status === 'ready'), await there.snapshot(({ recent }) => recent[0]?.status === 'ready')]
    expect([seenHere.epoch, seenHere.revision]).toEqual([seenThere.epoch, seenThere.revision])
    expect(tasksOf(roomId)).toHaveLength(1)
  })

  it('together run no more recordings at once than may run', async () => {
    const databaseUrl = await postgres.createDatabase()
    const options = backendOptions('http://127.0.0.1:9', { databaseUrl, maxConcurrentRecordings: 3 })
    const [first, second] = await Promise.all([createBackend(options, { trtc: createObedientTrtc().api }), createBackend(options, { trtc: createObedientTrtc().api })])
    try {
      const starts = await Promise.allSettled(Array.from({ length: 10 }, (_, index) => (index % 2 ? first : second).recordings.start({ roomId: `room-${index}`, by: { userId: 'scheduler', name: 'Scheduler' } })))
      expect(starts.filter(({ status }) => status === 'fulfilled')).toHaveLength(3)
      expect(starts.flatMap(start => start.status === 'rejected' ? [start.reason as unknown] : [])).toMatchObject(Array.from({ length: 7 }, () => ({ code: 'unavailable', status: 503 })))
    } finally {
      await Promise.all([first.close(), second.close()])
    }
  })

  it('of starts on both in the same instant one wins', async () => {
    const rooms = Array.from({ length: 6 }, () => openRoom(one))
    const statuses = await Promise.all(rooms.flatMap(roomId => [one, two].map(async instance => (await browser(instance, 'alice').start(roomId)).status)))
    expect(statuses.toSorted()).toEqual([...rooms.map(() => 202), ...rooms.map(() => 409)])
    for (const roomId of rooms) {
      const events = await browser(two, 'alice').events(roomId)
      await events.snapshot(({ current }) => current?.status === 'recording')
      expect(tasksOf(roomId)).toHaveLength(1)
    }
  })

  it('what is asked on one reaches the host on the other, and only the host', async () => {
    const roomId = openRoom(one)
    const [host, guest] = [await browser(two, 'alice').events(roomId), await browser(two, 'bob').events(roomId)]
    for (const events of [host, guest]) await events.snapshot()
    const { status, body } = await browser(one, 'bob').call('POST', `/rooms/${roomId}/requests`, { kind: 'start' })
    expect([status, body.by]).toEqual([202, { userId: 'bob', name: 'Bob' }])
    expect(JSON.parse((await host.until(({ event }) => event === 'request')).data)).toEqual(body)
    await browser(one, 'alice').start(roomId)
    await guest.snapshot(({ current }) => current !== null)
    expect(guest.seen.map(({ event }) => event)).not.toContain('request')
  })

  it('a key used on one is known on the other', async () => {
    const roomId = openRoom(one)
    const key = { 'Idempotency-Key': 'press' }
    const [first, again] = [await browser(one, 'alice').start(roomId, {}, key), await browser(two, 'alice').start(roomId, {}, key)]
    expect([first.status, again.status, again.body.current.id]).toEqual([202, 202, first.body.current.id])
  })
})

it('a database that goes away ends no process, and is used again when it is back', async () => {
  const roomId = openRoom(one)
  const alice = browser(two, 'alice')
  const events = await alice.events(roomId)
  await events.snapshot()
  await postgres.breakConnections()
  await expect.poll(async () => (await alice.start(roomId)).status, { timeout: 20_000 }).toBe(202)
  await events.snapshot(({ current }) => current?.status === 'recording')
})
