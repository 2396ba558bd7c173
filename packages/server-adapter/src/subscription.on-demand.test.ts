import { beforeEach, expect, it, onTestFinished, vi } from 'vitest'
import { startTestBackend } from './testing/test-backend.js'
import { createTestListeners } from './testing/test-listeners.js'

beforeEach(() => { vi.resetModules() })

/** A subscription in a page that does not have the code for reading streams yet; `load` says how it comes. */
async function subscribe(load: () => Promise<void>) {
  vi.doMock('./event-stream.js', async () => {
    await load()
    return vi.importActual('./event-stream.js')
  })
  const { createServerAdapter } = await import('./server-adapter.js')
  const backend = await startTestBackend()
  const timing = { retryMinMs: 1, retryMaxMs: 5, firstSnapshotMs: 500, pollMs: 5, streamRetryMs: 10 }
  const adapter = createServerAdapter({ baseUrl: backend.url, getToken: () => 'token', timing })
  onTestFinished(() => adapter.dispose())
  const heard = createTestListeners()
  return { backend, adapter, heard, is: (connection: string) => heard.connections.until(items => items.at(-1) === connection) }
}

it('the code for reading streams is fetched when the adapter is made, ahead of the first room', async () => {
  let fetched = () => {}
  const isFetched = new Promise<void>(resolve => { fetched = resolve })
  const { adapter, backend, heard, is } = await subscribe(async () => fetched())
  await isFetched
  adapter.subscribe('demo', heard.listeners)
  await is('live')
  expect(backend.requests.items.map(({ url }) => url)).toEqual(['/v1/rooms/demo/events'])
})

it('a room is polled while that code can\'t be had, and live once it can', async () => {
  let isOffline = true
  const { adapter, backend, heard, is } = await subscribe(async () => { if (isOffline) throw new TypeError('Failed to fetch') })
  adapter.subscribe('demo', heard.listeners)
  await is('polling')
  expect(heard.snapshots.items[0]).toEqual(backend.snapshot)
  await heard.permissions.until(items => items.length > 0)
  expect(heard.errors.items).toMatchObject([{ code: 'not_loaded', retryable: true }])
  isOffline = false
  await is('live')
})

it('a room is polled too when that code is only slow', async () => {
  let arrive = () => {}
  const arrived = new Promise<void>(resolve => { arrive = resolve })
  const { adapter, heard, is } = await subscribe(() => arrived)
  adapter.subscribe('demo', heard.listeners)
  await is('polling')
  arrive()
  await is('live')
})
