import type { FakeAdapterOptions } from './testing/index.js'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { aGuest, aHost, aRecording } from './testing/index.js'

beforeEach(() => { vi.resetModules() })

const offline = async () => { throw new TypeError('Failed to fetch') }

/** A controller in a page that does not have the code behind the buttons yet; `load` says how it comes. */
async function aController({ load = async () => {}, answerDeadlineMs = 10_000, ...options }: FakeAdapterOptions & { load?: () => Promise<void>, answerDeadlineMs?: number } = {}) {
  const page = { load, loads: 0 }
  vi.doMock('./pressing.js', async () => {
    page.loads++
    await page.load()
    return vi.importActual('./pressing.js')
  })
  const { createRecordingController } = await import('./recording-controller.js')
  const { createFakeAdapter, createFakeRoom } = await import('./testing/index.js')
  const adapter = createFakeAdapter(options)
  const room = createFakeRoom()
  const controller = createRecordingController({ adapter, room, answerDeadlineMs })
  const callsOf = (method: string) => adapter.calls.filter(call => call.method === method)
  return { adapter, backend: adapter.backend, room, controller, callsOf, page }
}

type Controller = Awaited<ReturnType<typeof aController>>['controller']

/** Resolves as soon as the state says so. */
function until(controller: Controller, isThere: (state: Controller['state']) => boolean) {
  return new Promise<void>(resolve => {
    const look = () => { if (isThere(controller.state)) resolve() }
    controller.subscribe(look)
    look()
  })
}

const outcome = (promise: Promise<unknown>) => promise.then(() => 'answered', (error: { code: string }) => error.code)

describe('the code behind the buttons', () => {
  it('is nothing that those need who only watch', async () => {
    const { backend, controller, page } = await aController({ permissions: aGuest() })
    backend.change({ current: aRecording() })
    await until(controller, ({ current, permissions }) => current !== null && permissions !== null)
    await controller.refresh()
    expect(page.loads).toBe(0)
  })

  it('is fetched as soon as somebody may control, before anything is pressed', async () => {
    let isFetched = () => {}
    const fetched = new Promise<void>(resolve => { isFetched = resolve })
    const { adapter, controller, page } = await aController({ permissions: aGuest(), load: async () => isFetched() })
    await until(controller, ({ permissions }) => permissions !== null)
    adapter.setPermissions(aHost())
    await fetched
    await controller.start()
    expect(page.loads).toBe(1)
  })

  it('is waited for by presses that come earlier, while everything else goes on', async () => {
    let arrive = () => {}
    const arrived = new Promise<void>(resolve => { arrive = resolve })
    const { backend, controller, callsOf } = await aController({ load: () => arrived })
    const answers = [controller.start({ quality: 'sd' }), controller.update({ layout: { mode: 'float' } })]
    backend.change({ auto: { active: true, startedAt: 1, taskCount: 1 } })
    await until(controller, ({ status }) => status === 'automatic')
    expect(callsOf('start')).toEqual([])
    arrive()
    await Promise.all(answers)
    expect(callsOf('start')).toMatchObject([{ body: { quality: 'sd' } }])
    expect(callsOf('update')).toMatchObject([{ recordingId: 'rec-1' }])
  })

  it('that does not come is a failure of the press, and the next press fetches it anew', async () => {
    const { controller, callsOf, page } = await aController({ load: offline, permissions: aGuest() })
    expect(await outcome(controller.start())).toBe('not_loaded')
    expect(controller.state).toMatchObject({ status: 'idle', intent: null, failure: { action: 'start', code: 'not_loaded', retryable: true } })
    expect(callsOf('start')).toEqual([])
    page.load = async () => {}
    await controller.start()
    expect(controller.state).toMatchObject({ status: 'starting', failure: null })
    expect(callsOf('start')).toHaveLength(1)
  })

  it('that does not come leaves a running recording as it is, and the failure can be dismissed', async () => {
    const { backend, controller } = await aController({ load: offline, permissions: aGuest() })
    backend.change({ current: aRecording({ id: 'rec-1' }) })
    await until(controller, ({ current }) => current !== null)
    expect(await outcome(controller.stop())).toBe('not_loaded')
    expect(controller.state).toMatchObject({ current: { status: 'recording' }, intent: null, failure: { action: 'stop', recordingId: 'rec-1' } })
    controller.dismissFailure()
    expect(controller.state.failure).toBeNull()
  })

  it('that did not come is fetched again with the next news, before anybody presses again', async () => {
    let isFetched = () => {}
    const fetched = new Promise<void>(resolve => { isFetched = resolve })
    const { adapter, controller, page } = await aController({ load: offline, permissions: aGuest() })
    await outcome(controller.start())
    page.load = async () => isFetched()
    adapter.setPermissions(aHost())
    await fetched
    expect(page.loads).toBe(2)
  })

  it('is not waited for longer than for an answer', async () => {
    const { controller } = await aController({ load: () => new Promise(() => {}), permissions: aGuest(), answerDeadlineMs: 5 })
    expect(await outcome(controller.start())).toBe('not_loaded')
    expect(controller.state.failure).toMatchObject({ code: 'not_loaded' })
  })

  it('is no longer waited for once the room is left, and that is no failure', async () => {
    const { room, controller } = await aController({ load: () => new Promise(() => {}), permissions: aGuest() })
    const answer = outcome(controller.start())
    room.leave()
    expect(await answer).toBe('aborted')
    expect(controller.state.failure).toBeNull()
  })
})
