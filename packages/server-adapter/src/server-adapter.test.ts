import type { ServerAdapter } from './server-adapter.js'
import { RecordingAbortedError, RecordingError } from '@roomkit-recording/core'
import axios from 'axios'
import fc from 'fast-check'
import { describe, expect, it, vi } from 'vitest'
import { createServerAdapter } from './server-adapter.js'
import { createLog } from './testing/log.js'
import { sampleDetail, sampleMarker, samplePermissions, samplePreflight, sampleRecording, sampleSnapshot } from './testing/samples.js'
import { createTestListeners } from './testing/test-listeners.js'
import { json, startTestServer } from './testing/test-server.js'

const getToken = () => 'alice-token'
const roomOf = (url: string) => decodeURIComponent(url.split('/')[3]!)

describe('the calls', () => {
  const snapshot = sampleSnapshot()
  const page = { items: [sampleRecording()], cursor: 'c/2+ &' }

  it.each<{ name: string, call: (adapter: ServerAdapter) => Promise<unknown>, method: string, url: string, body?: unknown, answer: unknown, status?: number }>([
    { name: 'start', call: a => a.start('demo', { mode: 'mixed', layout: { mode: 'grid' } }, { idempotencyKey: 'press-1' }), method: 'POST', url: '/v1/rooms/demo/recording', body: { mode: 'mixed', layout: { mode: 'grid' } }, answer: snapshot, status: 202 },
    { name: 'update', call: a => a.update('demo', 'rec/1', { layout: { mode: 'float' } }), method: 'PATCH', url: '/v1/rooms/demo/recording?id=rec%2F1', body: { layout: { mode: 'float' } }, answer: snapshot, status: 202 },
    { name: 'stop', call: a => a.stop('demo', 'rec 1'), method: 'DELETE', url: '/v1/rooms/demo/recording?id=rec+1', answer: snapshot, status: 202 },
    { name: 'snapshot', call: a => a.snapshot('demo'), method: 'GET', url: '/v1/rooms/demo/recording', answer: snapshot },
    { name: 'permissions', call: a => a.permissions('demo'), method: 'GET', url: '/v1/rooms/demo/permissions', answer: samplePermissions() },
    { name: 'the first page of list', call: a => a.list('demo'), method: 'GET', url: '/v1/rooms/demo/recordings', answer: page },
    { name: 'a later page of list', call: a => a.list('demo', { cursor: 'c/2+ &', limit: 50 }), method: 'GET', url: '/v1/rooms/demo/recordings?cursor=c%2F2%2B+%26&limit=50', answer: page },
    { name: 'get', call: a => a.get('rec/1?'), method: 'GET', url: '/v1/recordings/rec%2F1%3F', answer: sampleDetail() },
    { name: 'rename', call: a => a.rename('rec/1', 'Weekly'), method: 'PATCH', url: '/v1/recordings/rec%2F1', body: { title: 'Weekly' }, answer: sampleDetail() },
    { name: 'fileUrl', call: a => a.fileUrl('rec-1', 'f/1'), method: 'POST', url: '/v1/recordings/rec-1/files/f%2F1/url', body: { use: 'play' }, answer: { url: 'https://files/1.mp4', expiresAt: null } },
    { name: 'fileUrl for a download', call: a => a.fileUrl('rec-1', 'f1', 'download'), method: 'POST', url: '/v1/recordings/rec-1/files/f1/url', body: { use: 'download' }, answer: { url: 'https://files/1.mp4', expiresAt: 1 } },
    { name: 'consents', call: a => a.consents('rec-1'), method: 'GET', url: '/v1/recordings/rec-1/consents', answer: { items: [{ userId: 'bob', name: null, choice: 'accepted', textVersion: '1', at: 1 }] } },
    { name: 'addMarker', call: a => a.addMarker('rec-1', 'Decision'), method: 'POST', url: '/v1/recordings/rec-1/markers', body: { label: 'Decision' }, answer: sampleMarker, status: 201 },
    { name: 'markers', call: a => a.markers('rec-1'), method: 'GET', url: '/v1/recordings/rec-1/markers', answer: { items: [sampleMarker] } },
    { name: 'preflight', call: a => a.preflight('demo'), method: 'GET', url: '/v1/rooms/demo/preflight', answer: samplePreflight },
  ])('$name asks as the contract says and resolves with the answer', async ({ call, method, url, body, answer, status = 200 }) => {
    const server = await startTestServer((_, response) => json(response, status, answer))
    const adapter = createServerAdapter({ baseUrl: `${server.url}/`, getToken })
    await expect(call(adapter)).resolves.toEqual(answer)
    expect(server.requests.items).toMatchObject([{ method, url, body, headers: { authorization: 'Bearer alice-token' } }])
  })

  it.each<{ name: string, call: (adapter: ServerAdapter) => Promise<void>, method: string, url: string, body?: unknown, status: number }>([
    { name: 'deleteFile', call: a => a.deleteFile('rec-1', 'f1'), method: 'DELETE', url: '/v1/recordings/rec-1/files/f1', status: 204 },
    { name: 'consent', call: a => a.consent('rec-1', { choice: 'declined', textVersion: '2' }), method: 'POST', url: '/v1/recordings/rec-1/consents', body: { choice: 'declined', textVersion: '2' }, status: 204 },
    { name: 'request', call: a => a.request('demo', 'leave_me_out'), method: 'POST', url: '/v1/rooms/demo/requests', body: { kind: 'leave_me_out' }, status: 202 },
  ])('$name asks as the contract says and needs no answer but success', async ({ call, method, url, body, status }) => {
    const server = await startTestServer((_, response) => response.writeHead(status).end())
    await call(createServerAdapter({ baseUrl: server.url, getToken }))
    expect(server.requests.items).toMatchObject([{ method, url, body }])
  })

  it('start carries the key of its press', async () => {
    const server = await startTestServer((_, response) => json(response, 202, snapshot))
    await createServerAdapter({ baseUrl: server.url, getToken }).start('demo', {}, { idempotencyKey: 'press-1' })
    expect(server.requests.items[0]!.headers['idempotency-key']).toBe('press-1')
  })

  it('sends no Authorization header when the token is empty', async () => {
    const server = await startTestServer((_, response) => json(response, 200, snapshot))
    await createServerAdapter({ baseUrl: server.url, getToken: () => '' }).snapshot('demo')
    expect(server.requests.items[0]!.headers.authorization).toBeUndefined()
  })

  it('lets fields pass that a later version of the contract added', async () => {
    const later = { ...snapshot, current: { ...snapshot.current, mood: 'good' }, weather: 'sunny' }
    const server = await startTestServer((_, response) => json(response, 200, later))
    await expect(createServerAdapter({ baseUrl: server.url, getToken }).snapshot('demo')).resolves.toEqual(later)
  })
})

describe('ids', () => {
  const echo = () => startTestServer((request, response) => json(response, 200, sampleSnapshot({ roomId: roomOf(request.url) })))

  it.each(['a/b', '房间', '100%', 'a b', 'q?x#y', '@x:1', '../x', '%2F', 'a+b', '😀', '...', '\\', ';=&'])('the room %j arrives as it is', async roomId => {
    const server = await echo()
    await expect(createServerAdapter({ baseUrl: server.url, getToken }).snapshot(roomId)).resolves.toMatchObject({ roomId })
  })

  it('any id either arrives as it is or is refused before anything is sent', async () => {
    const server = await echo()
    const adapter = createServerAdapter({ baseUrl: server.url, getToken })
    await fc.assert(fc.asyncProperty(fc.string({ unit: 'binary', maxLength: 20 }), async roomId => {
      const sent = server.requests.items.length
      const answer = await adapter.snapshot(roomId).catch((error: RecordingError) => error)
      if (answer instanceof RecordingError) {
        expect(answer.code).toBe('invalid_request')
        expect(server.requests.items).toHaveLength(sent)
      } else {
        expect(answer.roomId).toBe(roomId)
      }
    }), { numRuns: 60 })
  })

  it.each(['', '.', '..', '\uD800'])('%j, which no URL can carry, is refused', async roomId => {
    const server = await echo()
    const adapter = createServerAdapter({ baseUrl: server.url, getToken })
    await expect(adapter.snapshot(roomId)).rejects.toMatchObject({ name: 'RecordingError', code: 'invalid_request' })
    expect(server.requests.items).toEqual([])
  })

  it('a subscription to such a room tells onError, and does not throw', async () => {
    const adapter = createServerAdapter({ baseUrl: 'http://127.0.0.1:1', getToken })
    const heard = createTestListeners()
    const stop = adapter.subscribe('..', heard.listeners)
    await heard.errors.until(errors => errors.length > 0)
    stop()
    expect(heard.errors.items[0]).toMatchObject({ code: 'invalid_request' })
  })
})

describe('giving up', () => {
  const hanging = () => startTestServer(() => {})

  it('dispose ends the calls that are under way and closes their connections', async () => {
    const server = await hanging()
    const adapter = createServerAdapter({ baseUrl: server.url, getToken })
    const calls = [adapter.snapshot('demo'), adapter.start('demo', {}, { idempotencyKey: 'k' })]
    const settled = Promise.allSettled(calls)
    await server.requests.until(requests => requests.length === 2)
    adapter.dispose()
    for (const call of await settled)
      expect(call).toMatchObject({ reason: expect.any(RecordingAbortedError) })
    await Promise.all(server.requests.items.map(request => request.closed))
  })

  it('dispose twice is as good as once, and nothing is sent afterwards', async () => {
    const server = await hanging()
    const asked = vi.fn(getToken)
    const adapter = createServerAdapter({ baseUrl: server.url, getToken: asked })
    adapter.dispose()
    adapter.dispose()
    await expect(adapter.snapshot('demo')).rejects.toBeInstanceOf(RecordingAbortedError)
    const heard = createTestListeners()
    adapter.subscribe('demo', heard.listeners)()
    expect(asked).not.toHaveBeenCalled()
    expect(heard.connections.items).toEqual([])
  })

  it('the caller\'s signal ends that call alone', async () => {
    const server = await startTestServer((request, response) => {
      if (request.method === 'GET') json(response, 200, sampleSnapshot())
    })
    const adapter = createServerAdapter({ baseUrl: server.url, getToken })
    const given = new AbortController()
    const stopped = adapter.stop('demo', 'rec-1', { signal: given.signal }).catch((error: unknown) => error)
    await server.requests.until(requests => requests.length === 1)
    given.abort()
    expect(await stopped).toBeInstanceOf(RecordingAbortedError)
    await expect(adapter.snapshot('demo')).resolves.toEqual(sampleSnapshot())
  })

  it('a signal that is aborted already sends nothing', async () => {
    const server = await hanging()
    const adapter = createServerAdapter({ baseUrl: server.url, getToken })
    await expect(adapter.snapshot('demo', { signal: AbortSignal.abort() })).rejects.toBeInstanceOf(RecordingAbortedError)
    expect(server.requests.items).toEqual([])
  })

  it('dispose ends a call that still waits for its token', async () => {
    const asked = createLog<true>()
    const adapter = createServerAdapter({
      baseUrl: 'http://127.0.0.1:1',
      getToken: () => {
        asked.push(true)
        return new Promise<string>(() => {})
      },
    })
    const call = adapter.snapshot('demo').catch((error: unknown) => error)
    await asked.until(times => times.length === 1)
    adapter.dispose()
    expect(await call).toBeInstanceOf(RecordingAbortedError)
  })
})

describe('an axios instance of the integrator', () => {
  it('has its interceptors on calls and on the event stream', async () => {
    const server = await startTestServer((request, response) => {
      if (!request.url.endsWith('/events')) return json(response, 200, sampleSnapshot())
      response.writeHead(200, { 'Content-Type': 'text/event-stream' })
      response.end(`event: snapshot\ndata: ${JSON.stringify(sampleSnapshot())}\n\n`)
    })
    const client = axios.create({ baseURL: 'http://elsewhere.invalid', timeout: 60_000 })
    client.interceptors.request.use(config => {
      config.headers.set('X-Tenant', 'acme')
      return config
    })
    const adapter = createServerAdapter({ baseUrl: server.url, getToken, axios: client })
    await adapter.snapshot('demo')
    const heard = createTestListeners()
    const stop = adapter.subscribe('demo', heard.listeners)
    await heard.snapshots.until(snapshots => snapshots.length > 0)
    stop()
    expect(server.requests.items.slice(0, 2)).toMatchObject([
      { url: '/v1/rooms/demo/recording', headers: { 'x-tenant': 'acme' } },
      { url: '/v1/rooms/demo/events', headers: { 'x-tenant': 'acme' } },
    ])
  })

  it('whose interceptor unwraps responses is told so', async () => {
    const server = await startTestServer((_, response) => json(response, 200, sampleSnapshot()))
    const client = axios.create()
    client.interceptors.response.use(response => response.data)
    const adapter = createServerAdapter({ baseUrl: server.url, getToken, axios: client })
    await expect(adapter.snapshot('demo')).rejects.toThrow('interceptor')
  })

  it('that turns failures into answers still gets them refused', async () => {
    const server = await startTestServer((_, response) => json(response, 403, { code: 'forbidden', title: 'No' }))
    const client = axios.create()
    client.interceptors.response.use(undefined, error => error.response)
    const adapter = createServerAdapter({ baseUrl: server.url, getToken, axios: client })
    await expect(adapter.snapshot('demo')).rejects.toMatchObject({ name: 'RecordingRefusedError', code: 'forbidden' })
  })
})
