import type { RoomSnapshot } from '@roomkit-recording/core'
import type { EmulatorOptions, TrtcEmulator } from '@roomkit-recording/trtc-emulator'
import type { AddressInfo } from 'node:net'
import type { RecordingBackend } from '../src/index.js'
import type { BackendInternals, RecordingBackendOptions } from '../src/options.js'
import { once } from 'node:events'
import { createServer } from 'node:http'
import { createTrtcEmulator } from '@roomkit-recording/trtc-emulator'
import { onTestFinished } from 'vitest'
import { createBackend } from '../src/backend.js'
import { createUserSig } from '../src/trtc/user-sig.js'
import { checkAnswer } from './contract.js'
import { temporaryDatabase } from './database.js'
import { readEvents } from './event-reader.js'
import { silent } from './silent.js'

export const CALLBACK_KEY = 'Rk7wQ2mZ9tLb4XcV'
export const key = { sdkAppId: 1400000123, sdkSecretKey: '0123456789abcdef'.repeat(4) }

/** Whatever has not come by then will not come. */
export const soon = (): AbortSignal => AbortSignal.timeout(45_000)

/** Short enough for tests; what a test is about it sets itself. */
export const quick: NonNullable<BackendInternals['timings']> = {
  lostAnswerMs: 300,
  callMs: 2_000,
  firstDescribeMs: 100,
  describeMs: 400,
  lostTaskMs: 500,
  stopCheckMs: 50,
  backOffMs: 30,
  backOffMaxMs: 200,
  sweepMs: 100,
  quietMs: 100,
  filesQuietMs: 300,
  missingMs: 1_000,
  proofNoticeMs: 100,
  lookSoonMs: 20,
  mergeMs: 50,
  followDwellMs: 50,
}

const generous = { burst: 10_000, perSecond: 10_000 }

export interface StackOptions {
  emulator?: EmulatorOptions
  options?: Partial<RecordingBackendOptions>
  /** Files go into a bucket of COS. */
  bucket?: string
  internals?: BackendInternals
}

export const backendOptions = (emulatorUrl: string, options: Partial<RecordingBackendOptions> = {}): RecordingBackendOptions => ({
  trtcSdkAppId: key.sdkAppId,
  trtcSdkSecretKey: key.sdkSecretKey,
  tencentcloudSecretId: 'AKIDdemo',
  tencentcloudSecretKey: 'demoSecretKey',
  trtcEndpoint: emulatorUrl,
  vodEndpoint: emulatorUrl,
  conferenceEndpoint: emulatorUrl,
  conferenceAdminUserId: 'administrator',
  trtcCallbackKey: CALLBACK_KEY,
  logger: silent,
  ...options,
})

/** The emulator's buckets. */
const intoBucket = (emulatorUrl: string, cosBucket: string): Partial<RecordingBackendOptions> => ({
  cosBucket,
  cosRegion: 'ap-guangzhou',
  cosSecretId: 'AKIDdemo',
  cosSecretKey: 'demoSecretKey',
  cosEndpoint: `${emulatorUrl}/cos/{Bucket}`,
})

export interface Stack {
  emulator: TrtcEmulator
  /** The backend's address; it stays the same when the backend is replaced. */
  url: string
  backend: RecordingBackend
  /** Puts another backend in the place of this one; meanwhile every request is answered with 502. */
  replaceBackend: (start: () => Promise<RecordingBackend>) => Promise<void>
  close: () => Promise<void>
}

/** Backend and emulator over real HTTP. */
export async function startStack({ emulator: emulatorOptions = {}, options = {}, bucket, internals = {} }: StackOptions = {}): Promise<Stack> {
  let backend: RecordingBackend | null = null
  const server = createServer((request, response) => {
    if (backend) return backend.nodeHandler(request, response)
    response.writeHead(502)
    response.end()
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const emulator = await createTrtcEmulator({
    ...key,
    port: 0,
    callbackUrl: `${url}/v1/trtc/callbacks`,
    roomCallbackUrl: `${url}/v1/trtc/callbacks`,
    mediaCallbackUrl: `${url}/v1/trtc/callbacks`,
    callbackKey: CALLBACK_KEY,
    recorderStartDelayMs: 20,
    recorderStopDelayMs: 20,
    vodCommitDelayMs: 20,
    ...emulatorOptions,
  })
  const database = options.databaseUrl === undefined ? await temporaryDatabase() : null
  const databaseUrl = options.databaseUrl ?? database!.databaseUrl
  backend = await createBackend(backendOptions(emulator.url, { ...bucket !== undefined && intoBucket(emulator.url, bucket), ...options, databaseUrl }), {
    rateLimits: { all: generous, writes: generous },
    ...internals,
    timings: { ...quick, ...internals.timings },
  })
  return {
    emulator,
    url,
    get backend() { return backend! },
    async replaceBackend(start) {
      const before = backend!
      backend = null
      await before.close()
      backend = await start()
    },
    async close() {
      await backend?.close()
      await emulator.close()
      server.close()
      server.closeAllConnections()
      await database?.remove()
    },
  }
}

export const userSig = (userId: string, expireSeconds = 3600): string => createUserSig(key, userId, expireSeconds)

/** What one person's browser does. */
export function browser(stack: Pick<Stack, 'url'>, userId: string, sig = userSig(userId)) {
  async function call(method: string, path: string, body?: unknown, headers: Record<string, string> = {}) {
    const response = await fetch(`${stack.url}/v1${path}`, {
      method,
      headers: { authorization: `Bearer ${sig}`, ...body !== undefined && { 'content-type': 'application/json' }, ...headers },
      ...body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) },
    })
    const text = await response.text()
    const { status, headers: answered } = response
    const answer = { status, headers: answered, body: (text === '' ? null : JSON.parse(text)) as any }
    checkAnswer(method, `/v1${path}`, answer)
    return answer
  }
  const room = (roomId: string) => `/rooms/${encodeURIComponent(roomId)}`
  return {
    call,
    start: (roomId: string, options: unknown = {}, headers: Record<string, string> = {}) => call('POST', `${room(roomId)}/recording`, options, headers),
    update: (roomId: string, id: string, change: unknown) => call('PATCH', `${room(roomId)}/recording?id=${id}`, change),
    stop: (roomId: string, id: string) => call('DELETE', `${room(roomId)}/recording?id=${id}`),
    snapshot: async (roomId: string) => (await call('GET', `${room(roomId)}/recording`)).body as RoomSnapshot,
    permissions: (roomId: string) => call('GET', `${room(roomId)}/permissions`),
    list: (roomId: string, query = '') => call('GET', `${room(roomId)}/recordings${query}`),
    get: (id: string) => call('GET', `/recordings/${id}`),
    async events(roomId: string) {
      const response = await fetch(`${stack.url}/v1${room(roomId)}/events`, { headers: { authorization: `Bearer ${sig}` }, signal: soon() })
      const events = readEvents(response)
      onTestFinished(() => events.close().catch(() => {}))
      return { ...events, response }
    },
  }
}

/** Everybody leaves every room, so that nothing goes on behind the next test. */
export function closeRooms({ emulator: { control } }: Pick<Stack, 'emulator'>): void {
  control.faults.clear()
  for (const room of [...control.rooms.rooms()]) control.rooms.close(room)
  for (const task of control.tasks.list()) control.tasks.leave(task.taskId, 4)
}

let rooms = 0

/** A room of its own for each test, with Alice as owner and Bob, both sending. */
export function openRoom({ emulator }: Pick<Stack, 'emulator'>, ...others: string[]): string {
  const roomId = `room-${++rooms}`
  for (const userId of ['alice', 'bob', ...others]) {
    const name = userId[0]!.toUpperCase() + userId.slice(1)
    const room = emulator.control.rooms.enter(roomId, { userId, userName: name })
    emulator.control.rooms.update(room, userId, { nameCard: name, camera: true, microphone: true })
  }
  return roomId
}
