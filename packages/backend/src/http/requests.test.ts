import type { Plain } from '../../testing/plain.js'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startPlain } from '../../testing/plain.js'

let plain: Plain
beforeAll(async () => {
  plain = await startPlain({
    options: { corsOrigins: ['https://meet.example'], basePath: '/recording' },
    internals: { rateLimits: { all: { burst: 400, perSecond: 0.001 }, writes: { burst: 100, perSecond: 0.001 }, room: { burst: 400, perSecond: 0.001 } } },
  })
})
afterAll(() => plain.close())

const start = (body: unknown, headers: Record<string, string> = {}, user = 'alice') =>
  plain.call('POST', '/v1/rooms/validation/recording', { body, headers, user })

describe('a start that cannot be used', () => {
  const tile = { x: 0, y: 0, width: 1, height: 1 }
  it.each<[string, unknown, string]>([
    ['an unknown field', { colour: 'red' }, ''],
    ['an unknown mode', { mode: 'both' }, 'mode'],
    ['an unknown quality', { quality: '4k' }, 'quality'],
    ['a name with a blank', { name: 'my file' }, 'name'],
    ['a name of 65 characters', { name: 'x'.repeat(65) }, 'name'],
    ['no minutes at all', { maxMinutes: 0 }, 'maxMinutes'],
    ['more minutes than TRTC can be told', { maxMinutes: 41_761 }, 'maxMinutes'],
    ['half a minute', { maxMinutes: 0.5 }, 'maxMinutes'],
    ['nobody to be heard', { subscribe: { audio: { only: [] } } }, 'subscribe.audio.only'],
    ['33 people', { subscribe: { video: { except: Array.from({ length: 33 }, (_, index) => `u${index}`) } } }, 'subscribe.video'],
    ['both lists', { subscribe: { video: { only: ['a'], except: ['b'] } } }, 'subscribe.video'],
    ['a colour by name', { layout: { mode: 'grid', background: 'red' } }, 'layout.background'],
    ['a layout that there is not', { layout: { mode: 'circle' } }, 'layout.mode'],
    ['a custom layout without tiles', { layout: { mode: 'custom', tiles: [] } }, 'layout.tiles'],
    ['26 tiles', { layout: { mode: 'custom', tiles: Array.from({ length: 26 }, () => tile) } }, 'layout.tiles'],
    ['a tile over the edge', { layout: { mode: 'custom', tiles: [tile, { ...tile, x: 0.1 }] } }, 'layout.tiles.1.width'],
    ['a tile without height', { layout: { mode: 'custom', tiles: [{ ...tile, height: 0 }] } }, 'layout.tiles.0'],
    ['a user id with markup', { layout: { mode: 'float', main: '<b>' } }, 'layout.main'],
    ['sound in a picture format', { format: 'aac', media: 'audioVideo' }, 'format'],
  ])('%s', async (_, body, field) => {
    const answer = await start(body)
    expect(answer.status).toBe(422)
    expect(answer.headers.get('content-type')).toBe('application/problem+json')
    expect(answer.body).toMatchObject({ type: 'about:blank', title: 'Unprocessable Entity', status: 422, code: 'invalid_request', retryable: false, requestId: expect.any(String) as string, fields: [{ field, message: expect.stringMatching(/\w+/) as string }] })
    expect((await plain.call('GET', '/v1/rooms/validation/recording')).body.current).toBeNull()
  })

  it('a layout of single streams', async () => {
    expect((await start({ mode: 'single', layout: { mode: 'grid' } })).body).toMatchObject({ status: 422, code: 'layout_needs_mixed' })
  })

  it.each([
    ['no JSON', '{"mode":', {}, 422, 'invalid_request'],
    ['another kind of body', 'mode=single', { 'content-type': 'application/x-www-form-urlencoded' }, 415, 'unsupported_media_type'],
    ['a list', '[]', {}, 422, 'invalid_request'],
    ['too much', `{"name":"${'x'.repeat(70_000)}"}`, {}, 413, 'payload_too_large'],
    ['a key with a line break', '{}', { 'Idempotency-Key': 'a b' }, 422, 'invalid_request'],
  ])('%s', async (_, body, headers, status, code) => {
    expect((await start(body, headers)).body).toMatchObject({ status, code })
  })
})

describe('other requests that cannot be used', () => {
  it.each<[string, string, string, unknown, number, string]>([
    ['a change of nothing', 'PATCH', '/v1/rooms/r/recording?id=x', {}, 422, 'invalid_request'],
    ['a change of no recording', 'PATCH', '/v1/rooms/r/recording', { layout: { mode: 'grid' } }, 422, 'invalid_request'],
    ['a change of a recording that does not run', 'PATCH', '/v1/rooms/r/recording?id=x', { layout: { mode: 'grid' } }, 409, 'not_recording'],
    ['a stop of no recording', 'DELETE', '/v1/rooms/r/recording', undefined, 422, 'invalid_request'],
    ['a page of none', 'GET', '/v1/rooms/r/recordings?limit=0', undefined, 422, 'invalid_request'],
    ['a page of 101', 'GET', '/v1/rooms/r/recordings?limit=101', undefined, 422, 'invalid_request'],
    ['a cursor of somebody else', 'GET', '/v1/rooms/r/recordings?cursor=abc', undefined, 422, 'invalid_request'],
    ['a room with a line break', 'GET', '/v1/rooms/a%0Ab/recording', undefined, 422, 'invalid_request'],
    ['a room of 65 bytes', 'GET', `/v1/rooms/${'x'.repeat(65)}/recording`, undefined, 422, 'invalid_request'],
    ['a recording that there is not', 'GET', '/v1/recordings/nothing', undefined, 404, 'not_found'],
    ['an address that there is not', 'GET', '/v1/nothing', undefined, 404, 'not_found'],
  ])('%s', async (_, method, path, body, status, code) => {
    expect((await plain.call(method, path, { body })).body).toMatchObject({ status, code, detail: expect.stringMatching(/\w+ \w+/) as string })
  })

  it('without a caller: 401, with the way to get in', async () => {
    const answer = await plain.call('GET', '/v1/rooms/r/recording', { user: '' })
    expect([answer.status, answer.body.code, answer.headers.get('www-authenticate')]).toEqual([401, 'unauthenticated', 'Bearer'])
  })
})

describe('rooms', () => {
  it.each(['会议-01', 'a/b', '50%', 'with blank', 'ünï', '#1?x=y'])('may be called %s', async roomId => {
    const path = `/v1/rooms/${encodeURIComponent(roomId)}/recording`
    const { status, body } = await plain.call('POST', path, { body: { quality: 'sd' } })
    expect([status, body.roomId]).toEqual([202, roomId])
    expect((await plain.call('GET', path)).body.current.id).toBe(body.current.id)
  })

  it('never heard of have an empty snapshot', async () => {
    const { body } = await plain.call('GET', '/v1/rooms/unheard-of/recording')
    expect(body).toEqual({ roomId: 'unheard-of', epoch: expect.any(String), revision: 0, serverTime: expect.any(Number), current: null, recent: [], auto: { active: false, startedAt: null, taskCount: 0 } })
  })
})

describe('every answer', () => {
  it('has an id, found in the log too, and headers that keep it private', async () => {
    const { headers } = await plain.call('GET', '/v1/rooms/r/recording', { headers: { 'X-Request-Id': 'mine-1' } })
    expect(Object.fromEntries(headers)).toMatchObject({ 'x-request-id': 'mine-1', 'cache-control': 'no-store', 'x-content-type-options': 'nosniff', 'content-security-policy': expect.stringContaining('default-src \'none\'') })
    const other = await plain.call('GET', '/v1/rooms/r/recording', { headers: { 'X-Request-Id': '<script>' } })
    expect(other.headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/)
  })

  it('may be read by the pages that are allowed, and by no others', async () => {
    const allowed = await plain.call('GET', '/v1/rooms/r/recording', { headers: { Origin: 'https://meet.example' } })
    expect(allowed.headers.get('access-control-allow-origin')).toBe('https://meet.example')
    const other = await plain.call('GET', '/v1/rooms/r/recording', { headers: { Origin: 'https://evil.example' } })
    expect(other.headers.get('access-control-allow-origin')).toBeNull()
    const preflight = await plain.call('OPTIONS', '/v1/rooms/r/recording', { user: '', headers: { 'Origin': 'https://meet.example', 'Access-Control-Request-Method': 'PATCH', 'Access-Control-Request-Headers': 'authorization,idempotency-key' } })
    expect(preflight.status).toBe(204)
    expect(preflight.headers.get('access-control-allow-methods')).toContain('PATCH')
    expect(preflight.headers.get('access-control-allow-headers')!.toLowerCase()).toContain('idempotency-key')
  })

  it('comes under the prefix too', async () => {
    expect((await plain.call('GET', '/recording/v1/healthz')).body).toEqual({ status: 'ok' })
    expect((await plain.call('GET', '/recordings/v1/healthz')).status).toBe(404)
  })
})

it('history comes in pages, newest first', async () => {
  const path = '/v1/rooms/history/recording'
  const ids: string[] = []
  for (let index = 0; index < 5; index++) {
    const { body } = await plain.call('POST', path, { body: {} })
    ids.unshift(body.current.id)
    await plain.call('DELETE', `${path}?id=${body.current.id}`)
    await expect.poll(async () => (await plain.call('GET', path)).body.current).toBeNull()
  }
  const seen: string[] = []
  let cursor: string | null = ''
  while (cursor !== null) {
    const { body }: { body: { items: { id: string }[], cursor: string | null } } = await plain.call('GET', `/v1/rooms/history/recordings?limit=2${cursor && `&cursor=${cursor}`}`)
    expect(body.items.length).toBeLessThanOrEqual(2)
    seen.push(...body.items.map(({ id }) => id))
    cursor = body.cursor
  }
  expect(seen).toEqual(ids)
})

it('who asks too often is told when to come back, and others are served', async () => {
  const answers = []
  for (let index = 0; index < 120; index++) answers.push(await plain.call('DELETE', '/v1/rooms/r/recording?id=nothing', { user: 'hasty' }))
  const refused = answers.filter(({ status }) => status === 429)
  expect(refused.length).toBe(20)
  expect(refused[0]!.body).toMatchObject({ code: 'rate_limited', retryable: true })
  expect(Number(refused[0]!.headers.get('retry-after'))).toBeGreaterThan(0)
  expect((await plain.call('DELETE', '/v1/rooms/r/recording?id=nothing', { user: 'patient' })).status).toBe(404)
})

it('readiness names what is missing', async () => {
  const other = await startPlain()
  expect(await other.call('GET', '/v1/readyz', { user: '' })).toMatchObject({ status: 200, body: { status: 'ok', checks: { database: true, notifications: true, open: true } } })
  await other.close()
  const answer = await other.call('GET', '/v1/readyz', { user: '' })
  expect(answer.headers.get('content-type')).toBe('application/problem+json')
  expect(answer).toMatchObject({ status: 503, body: { code: 'unavailable', detail: 'Not ready: the database does not answer, it is shutting down.', checks: { database: false, notifications: true, open: false } } })
  expect((await other.call('GET', '/v1/healthz', { user: '' })).status).toBe(200)
  expect(await other.call('GET', '/v1/rooms/r/recording')).toMatchObject({ status: 503, body: { code: 'unavailable', retryable: true } })
})

it('a room has a limit of its own, which those who may not control it do not use up', async () => {
  const other = await startPlain({
    options: { authorize: ({ user: { userId }, action }) => userId !== 'stranger' && (action === 'view' || userId !== 'guest') },
    internals: { rateLimits: { all: { burst: 400, perSecond: 0.001 }, writes: { burst: 400, perSecond: 0.001 }, room: { burst: 4, perSecond: 0.001 } } },
  })
  const stop = async (user: string, roomId = 'r') => (await other.call('DELETE', `/v1/rooms/${roomId}/recording?id=nothing`, { user })).status
  for (let index = 0; index < 10; index++) expect([await stop('guest'), await stop('stranger')]).toEqual([403, 404])
  expect([await stop('alice'), await stop('bob'), await stop('alice'), await stop('bob'), await stop('carol'), await stop('carol', 'other')]).toEqual([404, 404, 404, 404, 429, 404])
  await other.close()
})
