import type { TrtcEmulator } from '@roomkit-recording/trtc-emulator'
import type { Postgres } from '../testing/postgres.js'
import type { RecordingBackend } from './index.js'
import { createTrtcEmulator } from '@roomkit-recording/trtc-emulator'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { busiestSecond } from '../testing/chaos/books.js'
import { startPostgres } from '../testing/postgres.js'
import { backendOptions, key, openRoom, quick } from '../testing/stack.js'
import { createBackend } from './backend.js'

const ROOMS = 24

let postgres: Postgres
let emulator: TrtcEmulator
let backends: RecordingBackend[]

beforeAll(async () => {
  [postgres, emulator] = await Promise.all([startPostgres(), createTrtcEmulator({ ...key, port: 0, recorderStartDelayMs: 20, recorderStopDelayMs: 20, renderMedia: false })])
  const databaseUrl = await postgres.createDatabase()
  // each of the tasks is due many times a second, far more often than TRTC may be asked
  const internals = { pauseMs: 100, timings: { ...quick, startMs: 60_000, callMs: 8_000, newTaskMs: 5_000, describeMs: 50, firstDescribeMs: 50 } }
  backends = await Promise.all(['one', 'two', 'three'].map(() => createBackend(backendOptions(emulator.url, { databaseUrl }), internals)))
})
afterAll(async () => {
  await Promise.all(backends.map(backend => backend.close()))
  await emulator.close()
  await postgres.stop()
})

it('three instances together never ask TRTC more often than it allows, forget no task over it, and let a stop through', async () => {
  const { control } = emulator
  const rooms = Array.from({ length: ROOMS }, () => openRoom({ emulator }))
  const started = await Promise.all(rooms.map(async (roomId, index) => (await backends[index % 3]!.recordings.start({ roomId, by: 'alice' })).current!.id))
  const looks = (taskId: string) => control.requests.list().filter(({ action, request }) => action === 'DescribeCloudRecording' && (request as { TaskId: string }).TaskId === taskId).length
  await control.until(() => control.tasks.list().length === ROOMS && control.tasks.list().every(({ taskId }) => looks(taskId) >= 3))

  await backends[1]!.recordings.stop({ roomId: rooms[0]!, recordingId: started[0]!, by: 'alice' })
  const before = control.requests.list().length
  await control.until(() => control.requests.list().some(({ action, code }) => action === 'DeleteCloudRecording' && code === null))
  const between = control.requests.list().slice(before).findIndex(({ action }) => action === 'DeleteCloudRecording')
  // it waited for none of those that have yet to be looked at
  expect(between).toBeLessThan(ROOMS)

  const requests = control.requests.list()
  expect(requests.filter(({ code }) => code === 'RequestLimitExceeded')).toEqual([])
  for (const action of new Set(requests.map(({ action }) => action))) {
    expect([action, busiestSecond(requests.filter(request => request.action === action && request.service === 'trtc').map(({ at }) => at))]).toEqual([action, expect.toSatisfy((most: number) => most <= 20)])
  }
}, 240_000)
