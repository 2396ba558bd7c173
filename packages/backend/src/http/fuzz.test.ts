import type { Plain } from '../../testing/plain.js'
import { Buffer } from 'node:buffer'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import fc from 'fast-check'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { readEvents } from '../../testing/event-reader.js'
import { keptLog } from '../../testing/kept-log.js'
import { startPlain } from '../../testing/plain.js'
import { CALLBACK_KEY } from '../../testing/stack.js'
import { callbackSign } from '../trtc/callback-sign.js'

const runs = Number(process.env.FUZZ_RUNS ?? 5_000)
const seed = Number(process.env.FUZZ_SEED ?? Math.floor(Math.random() * 2 ** 31))
/** Most of what is thrown are requests, a quarter are callbacks. */
const shares = { requests: Math.ceil(runs * 0.75), callbacks: Math.ceil(runs * 0.25) }

let plain: Plain
/** Real ids, so that not everything ends at the door. */
let known: { recordingId: string, taskId: string }
const { logger, lines: errors } = keptLog('error')
const generous = { burst: 1e9, perSecond: 1e9 }

beforeAll(async () => {
  plain = await startPlain({
    options: {
      logger,
      corsOrigins: ['https://meet.example'],
      authorize: ({ user: { userId }, action }) => userId === 'alice' || (userId === 'bob' && action === 'view'),
      choices: { maxMinutes: 600 },
    },
    internals: { rateLimits: { all: generous, writes: generous, room: generous }, timings: { describeMs: 60_000, firstDescribeMs: 20 } },
  })
  const { body } = await plain.call('POST', '/v1/rooms/known/recording', { body: {} })
  const recordingId = body.current.id as string
  const events = readEvents(await plain.backend.fetch(new Request('http://backend/v1/rooms/known/events', { headers: { 'x-test-user': 'alice' } })))
  await events.snapshot(({ current }) => current?.capturing === true)
  await events.close()
  known = { recordingId, taskId: (await plain.call('GET', `/v1/recordings/${recordingId}`)).body.taskIds[0] }
})
afterAll(() => plain.close())

const oddText = fc.oneof(
  fc.constantFrom('', ' ', '..', '.', '%', '%00', '%ff', '%2e%2e%2f', '\0', '\uD800', '\u2028', '__proto__', 'constructor', 'null', 'NaN', '-1', '1e999', '\'; drop table recordings; --', '<script>', '{{7*7}}', '../../etc/passwd', 'a'.repeat(70), 'ü'.repeat(40), '💥'),
  fc.string({ maxLength: 40 }),
  fc.string({ unit: 'binary', maxLength: 40 }),
)
const oddNumber = fc.oneof(fc.integer(), fc.double(), fc.constantFrom(0, -0, -1, 1e308, Number.MAX_SAFE_INTEGER, 2 ** 63, 0.1 + 0.2))
const oddValue: fc.Arbitrary<unknown> = fc.oneof({ depthSize: 'small' }, oddText, oddNumber, fc.boolean(), fc.constant(null), fc.jsonValue({ maxDepth: 3 }), fc.constant(JSON.parse('{"__proto__":{"admin":true}}')), fc.constant([[[[[[[[[[]]]]]]]]]]))

/** A body that is right but for some of its fields. */
const spoiled = (right: Record<string, unknown>) => fc.record({
  drop: fc.subarray(Object.keys(right)),
  put: fc.dictionary(fc.oneof(fc.constantFrom(...Object.keys(right)), oddText), oddValue, { maxKeys: 3 }),
}).map(({ drop, put }) => ({ ...Object.fromEntries(Object.entries(right).filter(([key]) => !drop.includes(key))), ...put }))

const tile = { x: 0, y: 0, width: 1, height: 1 }
const json = fc.oneof(
  spoiled({ mode: 'mixed', media: 'audioVideo', quality: 'hd', format: 'mp4', name: 'x', maxMinutes: 5 }),
  spoiled({ layout: { mode: 'custom', tiles: [tile] }, subscribe: { audio: { only: ['a'] } } }),
  spoiled({ mode: 'custom', tiles: [tile], background: '#000000', fit: 'crop' }).map(layout => ({ layout })),
  spoiled({ choice: 'accepted', textVersion: 'v1' }),
  spoiled({ label: 'x' }),
  spoiled({ kind: 'start' }),
  spoiled({ title: 'x' }),
  oddValue,
).map(value => JSON.stringify(value) ?? '')
const body = fc.oneof({ weight: 6, arbitrary: json.map(text => Buffer.from(text)) }, { weight: 1, arbitrary: fc.uint8Array({ maxLength: 300 }).map(bytes => Buffer.from(bytes)) }, { weight: 1, arbitrary: json.map(text => Buffer.from(text.slice(0, -1))) })

const roomId = fc.oneof(fc.constantFrom('known', 'one', 'two'), oddText)
const recordingId = fc.oneof(fc.constant('<known>'), oddText)
/** Without halves of pairs. */
const wellFormed = (text: string) => Buffer.from(text).toString()
const encode = fc.boolean()
const segment = (text: string, isEncoded: boolean) => {
  if (!isEncoded) return text
  // a half of a pair has no encoding
  return encodeURIComponent(wellFormed(text))
}
const path = fc.oneof(
  fc.tuple(roomId, encode, fc.constantFrom('recording', 'permissions', 'recordings', 'requests', 'preflight', 'events', '')).map(([room, isEncoded, rest]) => `/v1/rooms/${segment(room, isEncoded)}/${rest}`),
  fc.tuple(recordingId, encode, fc.constantFrom('', '/consents', '/markers', '/timeline.json', '/timeline.vtt')).map(([id, isEncoded, rest]) => `/v1/recordings/${segment(id, isEncoded)}${rest}`),
  fc.tuple(recordingId, oddText, encode, fc.constantFrom('', '/url')).map(([id, file, isEncoded, rest]) => `/v1/recordings/${segment(id, isEncoded)}/files/${segment(file, isEncoded)}${rest}`),
  fc.tuple(oddText, oddText, encode).map(([token, name, isEncoded]) => `/v1/playlists/${segment(token, isEncoded)}/${segment(name, isEncoded)}`),
  fc.constantFrom('/v1/usage', '/v1/openapi.json', '/v1/healthz', '/v1/readyz', '/v1/metrics', '/v1/trtc/callbacks', '/v1', '/'),
  oddText.map(text => `/v1/${text}`),
)
const query = fc.oneof(
  fc.constant(''),
  fc.dictionary(fc.oneof(fc.constantFrom('id', 'cursor', 'limit', 'from', 'to', 'groupBy', 'token'), oddText), oddText, { maxKeys: 3 })
    .map(pairs => `?${new URLSearchParams(Object.fromEntries(Object.entries(pairs).map(([key, value]) => [wellFormed(key), wellFormed(value)]))).toString()}`),
  oddText.map(text => `?${text}`),
)
const headerText = fc.string({ unit: fc.constantFrom(...' !"#$%&\'()*+,-./0123456789:;<=>?@AZaz[\\]^_`{|}~é'), maxLength: 300 })
const headers = fc.dictionary(fc.constantFrom('authorization', 'idempotency-key', 'content-type', 'origin', 'x-request-id', 'last-event-id', 'sign', 'sdkappid', 'accept', 'x-forwarded-host', 'x-forwarded-proto', 'host', 'content-length', 'range', 'if-none-match', 'access-control-request-method'), headerText, { maxKeys: 4 })

const requests = fc.record({
  method: fc.constantFrom('GET', 'POST', 'PATCH', 'DELETE', 'PUT', 'OPTIONS', 'HEAD', 'QUERY'),
  path,
  query,
  headers,
  user: fc.constantFrom('alice', 'alice', 'bob', 'stranger', ''),
  isJson: fc.boolean(),
  body,
})

function toRequest({ method, path, query, headers, user, isJson, body }: typeof requests extends fc.Arbitrary<infer R> ? R : never): Request | null {
  const url = `http://backend${path.replace('<known>', known.recordingId)}${query}`
  if (!URL.canParse(url)) return null
  const given = new Headers(headers)
  if (user !== '') given.set('x-test-user', user)
  if (isJson) given.set('content-type', 'application/json')
  return new Request(url, { method, headers: given, ...method !== 'GET' && method !== 'HEAD' && { body } })
}

/** A refusal says what it is, and nothing of what is inside. */
async function expectToBeAnswered(response: Response): Promise<void> {
  if (response.headers.get('content-type')?.startsWith('text/event-stream')) {
    await response.body?.cancel()
    return
  }
  const text = await response.text()
  const told = text.slice(0, 500)
  expect(response.status, told).toBeLessThan(500)
  if (response.status < 400) return
  expect(text).not.toMatch(/node_modules|\bat .+:\d+:\d+|roomkit_recording|select |insert into/)
  // HEAD has no body
  if (text === '') return
  expect(response.headers.get('content-type'), told).toBe('application/problem+json')
  expect(JSON.parse(text)).toMatchObject({ status: response.status, code: expect.stringMatching(/^[a-z_]+$/), detail: expect.stringMatching(/\w/), requestId: expect.stringMatching(/^[\w-]+$/) })
}

const info = { RoomId: 'known', EventTs: 1767225600, EventMsTs: 1767225600123, UserId: 'rr_x_0_1', TaskId: 'task' }
const vod = { UserId: 'alice', TrackType: 'video', MediaId: 'main', FileId: 'f', VideoUrl: 'https://v/x.mp4', CacheFile: 'x.mp4', StartTimeStamp: 1, EndTimeStamp: 2 }
const callbacks = fc.record({
  group: fc.oneof({ weight: 5, arbitrary: fc.constantFrom(1, 2, 3, 3, 3) }, { weight: 1, arbitrary: oddValue }),
  type: fc.oneof({ weight: 5, arbitrary: fc.integer({ min: 100, max: 320 }) }, { weight: 1, arbitrary: oddValue }),
  info: spoiled(info),
  payload: fc.oneof(spoiled({ Status: 0, LeaveCode: 0, TencentVod: vod }), spoiled(vod).map(TencentVod => ({ Status: 0, TencentVod })), spoiled({ Status: 0, FileList: ['a'], FileMessage: [{ FileName: 'a.mp4', UserId: '', TrackType: 'audio', MediaId: 'mix', StartTimeStamp: 1, EndTimeStamp: 2 }] }), oddValue),
  isOurs: fc.boolean(),
  cut: fc.oneof({ weight: 9, arbitrary: fc.constant(0) }, { weight: 1, arbitrary: fc.nat(50) }),
  isSigned: fc.integer({ min: 0, max: 9 }).map(value => value > 0),
})

describe(`thrown at the whole app, ${runs} times with seed ${seed}`, () => {
  let heapBefore = 0

  beforeEach(() => { errors.length = 0 })

  it('requests of every kind are answered, and none as our own mistake', async () => {
    let count = 0
    await fc.assert(fc.asyncProperty(requests, async given => {
      // what is needed once is there by then
      if (++count === Math.floor(shares.requests / 5)) heapBefore = usedHeap()
      const request = toRequest(given)
      if (request) await expectToBeAnswered(await plain.backend.fetch(request))
    }), { numRuns: shares.requests, seed, endOnFailure: runs > 5_000 })
    expect(errors.slice(0, 3)).toEqual([])
  }, 60_000 + runs * 60)

  it('callbacks of every kind are answered and dealt with', async () => {
    await fc.assert(fc.asyncProperty(callbacks, async ({ group, type, info, payload, isOurs, cut, isSigned }) => {
      const EventInfo = { ...info, ...isOurs && { UserId: `rr_${known.recordingId}_0_1`, TaskId: known.taskId }, Payload: payload }
      const whole = JSON.stringify({ EventGroupId: group, EventType: type, CallbackTs: 1, EventInfo })
      const bytes = Buffer.from(whole.slice(0, whole.length - cut))
      const response = await plain.backend.fetch(new Request('http://backend/v1/trtc/callbacks', {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'sign': isSigned ? callbackSign(CALLBACK_KEY, bytes) : 'AAAA' },
        body: bytes,
      }))
      await expectToBeAnswered(response)
      if (!isSigned) expect(response.status).toBe(401)
    }), { numRuns: shares.callbacks, seed, endOnFailure: runs > 5_000 })
    // one that can never take effect would be tried for ever, and be told in the log
    await expect.poll(async () => (await plain.call('GET', '/v1/rooms/known/recording')).status).toBe(200)
    expect(errors.slice(0, 3)).toEqual([])
  }, 60_000 + runs * 60)

  it('they leave nothing behind in memory', () => {
    expect((usedHeap() - heapBefore) / 2 ** 20).toBeLessThan(32)
  })

  it('whoever was there before still records', async () => {
    const { status, body } = await plain.call('GET', '/v1/rooms/known/recording')
    expect([status, body.roomId]).toEqual([200, 'known'])
  })
})

function usedHeap(): number {
  setFlagsFromString('--expose-gc')
  const collect = runInNewContext('gc') as () => void
  collect()
  return process.memoryUsage().heapUsed
}
