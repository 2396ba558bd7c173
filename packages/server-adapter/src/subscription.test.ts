import type { SubscriptionTiming } from './options.js'
import type { TestBackend } from './testing/test-backend.js'
import { Buffer } from 'node:buffer'
import { RecordingRefusedError } from '@roomkit-recording/core'
import axios from 'axios'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { createServerAdapter } from './server-adapter.js'
import { createLog } from './testing/log.js'
import { samplePermissions, sampleRecording, sampleSnapshot, sse } from './testing/samples.js'
import { startTestBackend } from './testing/test-backend.js'
import { createTestListeners } from './testing/test-listeners.js'
import { html, json } from './testing/test-server.js'

/** Tries again within milliseconds, and does not mind streams that end at once. */
const quick = { retryMinMs: 1, retryMaxMs: 5, steadyMs: 0 }

function subscribe(backend: TestBackend, timing: Partial<SubscriptionTiming> = {}, getToken: (request: { refresh: boolean }) => string = () => 'token') {
  const adapter = createServerAdapter({ baseUrl: backend.url, getToken, timing: { ...quick, ...timing } })
  const heard = createTestListeners()
  const stop = adapter.subscribe('demo', heard.listeners)
  onTestFinished(() => adapter.dispose())
  const is = (connection: string) => heard.connections.until(connections => connections.at(-1) === connection)
  const revision = (revision: number) => heard.snapshots.until(snapshots => snapshots.at(-1)?.revision === revision)
  return { ...heard, adapter, stop, is, revision }
}

/** The time of every timer that is started from here on. */
function watchTimers() {
  const waits = createLog<number | undefined>()
  const start = globalThis.setTimeout
  vi.spyOn(globalThis, 'setTimeout').mockImplementation(((run: () => void, ms?: number) => {
    waits.push(ms)
    return start(run, ms)
  }) as typeof setTimeout)
  onTestFinished(() => { vi.restoreAllMocks() })
  return waits
}

const requestsTo = (backend: TestBackend, route: string) => backend.requests.items.filter(request => request.url.endsWith(`/${route}`))

describe('a subscription', () => {
  it('passes everything on in order and is live with the first snapshot', async () => {
    const backend = await startTestBackend()
    backend.on.events = backend.openStream
    const { connections, snapshots, permissions, requests, is, revision, errors } = subscribe(backend)
    await backend.streams.until(streams => streams.length === 1)
    const [stream] = backend.streams.items
    await stream!.write(sse('permissions', samplePermissions({ control: false })))
    await permissions.until(items => items.length === 1)
    expect(connections.items).toEqual(['connecting'])
    await stream!.snapshot()
    await is('live')
    await stream!.write(sse('request', { id: 'q', kind: 'start', by: { userId: 'bob', name: null }, at: 1 }))
    await stream!.snapshot({ revision: 2 })
    await revision(2)
    expect(snapshots.items.map(snapshot => snapshot.revision)).toEqual([1, 2])
    expect(requests.items).toHaveLength(1)
    expect(connections.items).toEqual(['connecting', 'live'])
    expect(errors.items).toEqual([])
  })

  it('asks for an event stream with the token in a header, and for nothing that CORS would have to allow besides', async () => {
    const backend = await startTestBackend()
    const { is } = subscribe(backend)
    await is('live')
    const { headers, url } = backend.streams.items[0]!.request
    expect(url).toBe('/v1/rooms/demo/events')
    expect(headers).toMatchObject({ authorization: 'Bearer token', accept: 'text/event-stream' })
    expect(headers['user-agent']).not.toContain('axios')
  })

  it('calls no listener before it has returned', async () => {
    const backend = await startTestBackend()
    const { connections, stop } = subscribe(backend)
    expect(connections.items).toEqual([])
    stop()
    expect(backend.requests.items).toEqual([])
  })

  it('survives bytes that are split in the middle of a character and of a line end', async () => {
    const backend = await startTestBackend()
    backend.on.events = backend.openStream
    const { snapshots } = subscribe(backend)
    await backend.streams.until(streams => streams.length === 1)
    const title = '会议 🎬'
    const snapshot = sampleSnapshot({ current: sampleRecording({ title }) })
    for (const byte of Buffer.from(sse('snapshot', snapshot, '\r\n'))) await backend.streams.items[0]!.write(Buffer.of(byte))
    await snapshots.until(items => items.length === 1)
    expect(snapshots.items[0]!.current!.title).toBe(title)
  })

  it('outlives the time-out of the integrator\'s axios instance', async () => {
    const backend = await startTestBackend()
    backend.on.permissions = () => {}
    const adapter = createServerAdapter({ baseUrl: backend.url, getToken: () => 'token', timing: quick, axios: axios.create({ timeout: 40, maxContentLength: 1_500 }) })
    onTestFinished(() => adapter.dispose())
    const heard = createTestListeners()
    adapter.subscribe('demo', heard.listeners)
    await heard.snapshots.until(items => items.length === 1)
    // a call that began later has timed out, so the stream would have
    await expect(adapter.permissions('demo')).rejects.toMatchObject({ code: 'timeout' })
    await backend.streams.items[0]!.snapshot({ revision: 2 })
    await heard.snapshots.until(items => items.length === 2)
    expect(backend.streams.items).toHaveLength(1)
    expect(heard.errors.items).toEqual([])
  })

  it('skips a malformed event and tells onError', async () => {
    const backend = await startTestBackend()
    const { errors, revision } = subscribe(backend)
    await revision(1)
    await backend.streams.items[0]!.write(sse('snapshot', '<html>'))
    await backend.streams.items[0]!.snapshot({ revision: 2 })
    await revision(2)
    expect(errors.items).toMatchObject([{ code: 'bad_answer' }])
    expect(backend.streams.items).toHaveLength(1)
  })

  it('tells onError what a listener throws, and goes on', async () => {
    const backend = await startTestBackend()
    const heard = createTestListeners()
    const adapter = createServerAdapter({ baseUrl: backend.url, getToken: () => 'token', timing: quick })
    onTestFinished(() => adapter.dispose())
    const fault = new Error('a fault of the listener')
    adapter.subscribe('demo', {
      ...heard.listeners,
      onSnapshot(snapshot) {
        heard.snapshots.push(snapshot)
        throw fault
      },
    })
    await heard.snapshots.until(items => items.length === 1)
    await backend.streams.items[0]!.snapshot({ revision: 2 })
    await heard.snapshots.until(items => items.length === 2)
    expect(heard.errors.items).toEqual([fault, fault])
  })
})

describe('a stream that is lost', () => {
  it('in the middle of an event is opened again; the half event is forgotten', async () => {
    const backend = await startTestBackend()
    const { connections, snapshots, is, revision } = subscribe(backend)
    await is('live')
    await backend.streams.items[0]!.write(sse('snapshot', sampleSnapshot({ revision: 2 })).slice(0, 200))
    backend.snapshot = sampleSnapshot({ revision: 3 })
    backend.streams.items[0]!.cut()
    await revision(3)
    await is('live')
    expect(snapshots.items.map(snapshot => snapshot.revision)).toEqual([1, 3])
    expect(connections.items).toEqual(['connecting', 'live', 'connecting', 'live'])
  })

  it('by falling silent is given up and opened again', async () => {
    const backend = await startTestBackend()
    const { errors } = subscribe(backend, { silenceMs: 50 })
    await backend.streams.until(streams => streams.length === 2)
    expect(errors.items[0]).toMatchObject({ code: 'timeout' })
    await backend.streams.items[0]!.request.closed
  })

  it('with its token is opened again with a new one, without being offline', async () => {
    const backend = await startTestBackend()
    let valid = 'first'
    backend.on.events = (request, response) => {
      if (request.headers.authorization !== `Bearer ${valid}`) return json(response, 401, { code: 'unauthenticated' })
      backend.openStream(request, response)
      void backend.streams.items.at(-1)!.snapshot()
    }
    const { connections, errors, is } = subscribe(backend, {}, ({ refresh }) => refresh ? 'second' : 'first')
    await is('live')
    valid = 'second'
    backend.streams.items[0]!.end()
    await backend.streams.until(streams => streams.length === 2)
    await is('live')
    expect(connections.items).toEqual(['connecting', 'live', 'connecting', 'live'])
    expect(errors.items).toEqual([])
  })

  it('together with the backend is offline until the backend is back', async () => {
    const backend = await startTestBackend()
    const { connections, is } = subscribe(backend)
    await is('live')
    const { events, recording } = backend.on
    backend.on.events = backend.on.recording = (_, response) => response.socket!.destroy()
    backend.streams.items[0]!.cut()
    await is('offline')
    backend.on.recording = recording
    backend.on.events = events
    await is('live')
    expect(connections.items.slice(0, 4)).toEqual(['connecting', 'live', 'connecting', 'offline'])
  })

  it('is tried again without end', async () => {
    const backend = await startTestBackend()
    backend.on.events = backend.on.recording = (_, response) => html(response, 502)
    const { errors, connections, is } = subscribe(backend)
    await backend.requests.until(() => requestsTo(backend, 'events').length === 40)
    expect(connections.items).toEqual(['connecting', 'offline'])
    expect(errors.items[0]).toMatchObject({ code: 'bad_answer', retryable: true })
    backend.on.events = (request, response) => {
      backend.openStream(request, response)
      void backend.streams.items.at(-1)!.snapshot()
    }
    await is('live')
  })

  it('waits as long as the backend asked, within bounds', async () => {
    const waits = watchTimers()
    vi.spyOn(Math, 'random').mockReturnValue(1)
    const backend = await startTestBackend()
    const { is } = subscribe(backend, { retryMinMs: 100, retryMaxMs: 20_000 })
    await is('live')
    await backend.streams.items[0]!.write('retry: 15000\n\n')
    backend.streams.items[0]!.end()
    await waits.until(items => items.includes(15_000))
  })
})

describe('a refusal', () => {
  it.each([[403, 'forbidden'], [404, 'not_found']])('with %i is told and tried again: the person may come in later', async (status, code) => {
    const backend = await startTestBackend()
    const { events } = backend.on
    backend.on.events = (_, response) => json(response, status, { code })
    const { connections, errors, is } = subscribe(backend)
    await errors.until(items => items.length === 3)
    expect(errors.items.every(error => error instanceof RecordingRefusedError && error.code === code)).toBe(true)
    expect(requestsTo(backend, 'recording')).toEqual([])
    backend.on.events = events
    await is('live')
    expect(connections.items).toEqual(['connecting', 'live'])
  })

  it('of the new token too is told, and the token asked for again', async () => {
    const backend = await startTestBackend()
    backend.on.events = (_, response) => json(response, 401, { code: 'unauthenticated' })
    let refreshes = 0
    const { errors } = subscribe(backend, {}, ({ refresh }) => refresh ? `new-${++refreshes}` : 'old')
    await errors.until(items => items.length === 3)
    expect(errors.items[0]).toMatchObject({ code: 'unauthenticated', status: 401 })
    expect(refreshes).toBeGreaterThanOrEqual(3)
  })

  it('with Retry-After is waited for', async () => {
    const backend = await startTestBackend()
    backend.on.events = (_, response) => json(response, 429, { code: 'rate_limited' }, { 'Retry-After': '7' })
    const waits = watchTimers()
    const { errors } = subscribe(backend)
    await waits.until(items => items.includes(7_000))
    expect(errors.items).toMatchObject([{ code: 'rate_limited', retryAfterMs: 7_000 }])
  })
})

describe('streams that do not get through', () => {
  const blockers: [string, TestBackend['on']['events']][] = [
    ['are held back, headers and all', () => {}],
    ['are buffered behind their headers', (_, response) => response.writeHead(200, { 'Content-Type': 'text/event-stream' }).flushHeaders()],
    ['carry only heartbeats', (_, response) => response.writeHead(200, { 'Content-Type': 'text/event-stream' }).write(':\n\n')],
    ['come as HTML', (_, response) => html(response, 200)],
    ['come as a download', (_, response) => { response.writeHead(200, { 'Content-Type': 'application/octet-stream' }).end(sse('snapshot', sampleSnapshot())) }],
    ['are answered 502', (_, response) => html(response, 502)],
    ['are cut at once', (_, response) => response.socket!.destroy()],
  ]

  it.each(blockers)('because they %s: polling, and live as soon as a stream does', async (_, block) => {
    const backend = await startTestBackend()
    const { events } = backend.on
    backend.on.events = block
    const { connections, permissions, is, revision } = subscribe(backend, { firstSnapshotMs: 60, streamRetryMs: 30, pollMs: 10 })
    await is('polling')
    backend.snapshot = sampleSnapshot({ revision: 2 })
    backend.permissions = samplePermissions({ control: false })
    await revision(2)
    await permissions.until(items => items.at(-1)?.control === false)
    backend.on.events = events
    await is('live')
    expect(connections.items).toEqual(['connecting', 'polling', 'live'])
  })

  it('are tried rarely while polling works', async () => {
    const backend = await startTestBackend()
    backend.on.events = (_, response) => html(response, 200)
    subscribe(backend, { streamRetryMs: 60_000, pollMs: 1 })
    await backend.requests.until(() => requestsTo(backend, 'recording').length === 50)
    expect(requestsTo(backend, 'events')).toHaveLength(2)
  })

  it('let polling end once one does', async () => {
    const backend = await startTestBackend()
    const { events } = backend.on
    backend.on.events = (_, response) => html(response, 200)
    const { is, revision } = subscribe(backend, { streamRetryMs: 30, pollMs: 1 })
    await is('polling')
    backend.on.events = events
    await is('live')
    const polls = requestsTo(backend, 'recording').length
    for (let next = 2; next < 20; next++) {
      await backend.streams.items[0]!.snapshot({ revision: next })
      await revision(next)
    }
    // one question may have been on its way when the stream came
    expect(requestsTo(backend, 'recording').length).toBeLessThanOrEqual(polls + 1)
  })

  it('and polling that fails in the end: offline, and back as soon as either works', async () => {
    const backend = await startTestBackend()
    const { recording } = backend.on
    backend.on.events = (_, response) => html(response, 200)
    const { connections, is } = subscribe(backend, { pollMs: 5, streamRetryMs: 60_000 })
    await is('polling')
    backend.on.recording = (_, response) => response.socket!.destroy()
    await is('offline')
    backend.on.recording = recording
    await is('polling')
    expect(connections.items).toEqual(['connecting', 'polling', 'offline', 'polling'])
  })

  it('polls on when only the permissions can not be had', async () => {
    const backend = await startTestBackend()
    backend.on.events = (_, response) => html(response, 200)
    backend.on.permissions = (_, response) => json(response, 503, { code: 'unavailable' })
    const { snapshots, errors, connections } = subscribe(backend, { pollMs: 1 })
    await snapshots.until(items => items.length === 5)
    expect(connections.items).toEqual(['connecting', 'polling'])
    expect(errors.items).toContainEqual(expect.objectContaining({ code: 'unavailable' }))
  })

  it('for long, ending each time right after their first snapshot, are not opened in a tight loop', async () => {
    const backend = await startTestBackend()
    backend.on.events = (request, response) => {
      backend.openStream(request, response)
      void backend.streams.items.at(-1)!.snapshot().then(() => response.end())
    }
    const { is } = subscribe(backend, { steadyMs: 5_000, pollMs: 1, streamRetryMs: 60_000 })
    await is('polling')
    await backend.requests.until(() => requestsTo(backend, 'recording').length === 30)
    expect(backend.streams.items).toHaveLength(2)
  })
})

describe('the end', () => {
  it('by unsubscribing closes the stream and calls nobody any more', async () => {
    const backend = await startTestBackend()
    const { stop, is, connections, snapshots, errors } = subscribe(backend)
    await is('live')
    const told = () => [connections.items.length, snapshots.items.length, errors.items.length]
    const before = told()
    stop()
    stop()
    await backend.streams.items[0]!.request.closed
    expect(told()).toEqual(before)
    expect(backend.streams.items).toHaveLength(1)
  })

  it('in the middle of a chunk keeps the rest of it to itself', async () => {
    const backend = await startTestBackend()
    backend.on.events = backend.openStream
    const adapter = createServerAdapter({ baseUrl: backend.url, getToken: () => 'token', timing: quick })
    onTestFinished(() => adapter.dispose())
    const heard = createTestListeners()
    const stop = adapter.subscribe('demo', {
      onSnapshot(snapshot) {
        heard.snapshots.push(snapshot)
        stop()
      },
    })
    await backend.streams.until(streams => streams.length === 1)
    await backend.streams.items[0]!.write([1, 2, 3].map(revision => sse('snapshot', sampleSnapshot({ revision }))).join(''))
    await backend.streams.items[0]!.request.closed
    expect(heard.snapshots.items.map(snapshot => snapshot.revision)).toEqual([1])
  })

  it('by unsubscribing ends polling', async () => {
    const backend = await startTestBackend()
    backend.on.events = (_, response) => html(response, 200)
    const { adapter, stop, is } = subscribe(backend, { pollMs: 1 })
    await is('polling')
    stop()
    const polls = requestsTo(backend, 'recording').length
    for (let count = 0; count < 20; count++) await adapter.permissions('demo')
    // one question may have been on its way
    expect(requestsTo(backend, 'recording').length).toBeLessThanOrEqual(polls + 1)
  })

  it('by dispose closes every stream, polling included', async () => {
    const backend = await startTestBackend()
    const live = subscribe(backend)
    await live.is('live')
    live.adapter.dispose()
    live.adapter.dispose()
    await backend.streams.items[0]!.request.closed

    backend.on.events = () => {}
    const polled = subscribe(backend, { firstSnapshotMs: 20, pollMs: 5 })
    await polled.is('polling')
    polled.adapter.dispose()
    await Promise.all(backend.requests.items.map(request => request.closed))
  })
})

describe('in a browser', () => {
  function fakeWindow() {
    const target = new EventTarget()
    const add = vi.fn(target.addEventListener.bind(target))
    const remove = vi.fn(target.removeEventListener.bind(target))
    vi.stubGlobal('addEventListener', add)
    vi.stubGlobal('removeEventListener', remove)
    onTestFinished(() => { vi.unstubAllGlobals() })
    return { target, add, remove }
  }

  it.each(['online', 'visibilitychange'])('%s ends the wait for the next try', async event => {
    const { target } = fakeWindow()
    const backend = await startTestBackend()
    const { events, recording } = backend.on
    backend.on.events = backend.on.recording = (_, response) => response.socket!.destroy()
    // waits of minutes: without the event the test would not end
    const { is } = subscribe(backend, { retryMinMs: 2 ** 30, retryMaxMs: 2 ** 30 })
    await is('offline')
    Object.assign(backend.on, { events, recording })
    // events of a browser come as tasks of their own
    await new Promise(setImmediate)
    target.dispatchEvent(new Event(event))
    await is('live')
  })

  it('a live stream that has been silent for too long is opened anew when the page is looked at again', async () => {
    const { target } = fakeWindow()
    const backend = await startTestBackend()
    const { is, errors } = subscribe(backend)
    await is('live')
    const now = Date.now()
    const clock = vi.spyOn(Date, 'now').mockReturnValue(now + 10_000)
    onTestFinished(() => { vi.restoreAllMocks() })
    target.dispatchEvent(new Event('visibilitychange'))
    await backend.streams.items[0]!.snapshot({ revision: 2 })
    expect(backend.streams.items).toHaveLength(1)
    clock.mockReturnValue(now + 60_000)
    target.dispatchEvent(new Event('visibilitychange'))
    await backend.streams.until(streams => streams.length === 2)
    expect(errors.items).toEqual([])
  })

  it('no event listener is left behind', async () => {
    const { add, remove } = fakeWindow()
    const backend = await startTestBackend()
    const { stop, is } = subscribe(backend)
    await is('live')
    stop()
    expect(add.mock.calls.length).toBeGreaterThan(0)
    expect(remove.mock.calls.map(call => call.slice(0, 2))).toEqual(add.mock.calls.map(call => call.slice(0, 2)))
  })
})
