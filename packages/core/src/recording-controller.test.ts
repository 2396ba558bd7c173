import type { RecordingState } from './recording-state.js'
import type { FakeAdapterOptions, FakeRoomOptions } from './testing/index.js'
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { RecordingAbortedError, RecordingRefusedError, RecordingUnreachableError } from './errors.js'
import { pressing } from './pressing-on-demand.js'
import { createRecordingController } from './recording-controller.js'
import { aGuest, aHost, aRecording, createFakeAdapter, createFakeRoom } from './testing/index.js'

const MINUTE = 60_000

// without it: recording-controller.on-demand.test.ts
beforeAll(async () => { await pressing.load() })
beforeEach(() => { vi.useFakeTimers() })
afterEach(() => { vi.useRealTimers() })

/** Lets everything happen that needs no time. */
const settled = () => vi.advanceTimersByTimeAsync(0)
const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms)

async function aController({ room: roomOptions, ...options }: FakeAdapterOptions & { room?: FakeRoomOptions } = {}) {
  const adapter = createFakeAdapter(options)
  const room = createFakeRoom(roomOptions)
  const controller = createRecordingController({ adapter, room })
  await settled()
  const callsOf = (method: string) => adapter.calls.filter(call => call.method === method)
  return { adapter, backend: adapter.backend, room, controller, callsOf }
}

/** A controller in whose room something is being recorded. */
async function aRunningRecording(options: Parameters<typeof aController>[0] = {}) {
  const all = await aController(options)
  await all.controller.start()
  all.backend.confirmStart()
  await settled()
  return all
}

/** Keeps a promise's failure for later, so that it is no unhandled one meanwhile. */
const outcome = (promise: Promise<unknown>) => promise.then(() => 'answered', (error: unknown) => error)

describe('a recording, from the press to the end', () => {
  it('is starting until TRTC confirms, and recording then', async () => {
    const { controller, backend } = await aController()
    const answer = controller.start()
    expect(controller.state.status).toBe('starting')
    await answer
    expect(controller.state).toMatchObject({ status: 'starting', intent: null, current: { status: 'starting' } })
    backend.confirmStart()
    await settled()
    expect(controller.state.status).toBe('recording')
    expect(controller.state.lastProofAt).toBe(backend.serverNow())
  })

  it('is stopping until TRTC has let go', async () => {
    const { controller, backend } = await aRunningRecording()
    const answer = controller.stop()
    expect(controller.state.status).toBe('stopping')
    await answer
    expect(controller.state).toMatchObject({ status: 'stopping', intent: null })
    backend.confirmStop()
    await settled()
    expect(controller.state).toMatchObject({ status: 'idle', current: null, failure: null, snapshot: { recent: [{ status: 'processing' }] } })
  })

  it('can be started again as soon as TRTC has let go, while the files are still processed', async () => {
    const { controller, backend } = await aRunningRecording()
    await controller.stop()
    backend.confirmStop()
    await settled()
    await controller.start()
    expect(controller.state).toMatchObject({ status: 'starting', current: { id: 'rec-2' } })
  })

  it('is seen by somebody who only watches', async () => {
    const host = await aController()
    const guest = await aController({ backend: host.backend, user: { userId: 'bob', name: 'Bob' }, permissions: aGuest(), room: { self: { userId: 'bob', role: 'member' } } })
    await host.controller.start()
    host.backend.confirmStart()
    await settled()
    expect(guest.controller.state).toMatchObject({ status: 'recording', permissions: { control: false }, failure: null })
  })

  it('shows recordings that nobody here started as automatic', async () => {
    const { controller, backend } = await aController()
    backend.change({ auto: { active: true, startedAt: Date.now(), taskCount: 1 } })
    await settled()
    expect(controller.state.status).toBe('automatic')
    backend.change({ auto: { active: null, startedAt: Date.now(), taskCount: 1 } })
    await settled()
    expect(controller.state.status).toBe('unconfirmed')
    backend.change({ auto: { active: false, startedAt: null, taskCount: 0 } })
    await settled()
    expect(controller.state.status).toBe('idle')
  })
})

describe('two presses at once', () => {
  it('of start are one call', async () => {
    const { controller, callsOf } = await aController()
    const [first, second] = await Promise.all([controller.start(), controller.start({ quality: 'sd' })])
    expect(second).toBe(first)
    expect(callsOf('start')).toHaveLength(1)
  })

  it('of stop are one call', async () => {
    const { controller, callsOf } = await aRunningRecording()
    await Promise.all([controller.stop(), controller.stop()])
    expect(callsOf('stop')).toHaveLength(1)
  })

  it('by two people are one recording, and the later one is told', async () => {
    const alice = await aController()
    const bob = await aController({ backend: alice.backend, user: { userId: 'bob', name: 'Bob' }, room: { self: { userId: 'bob', role: 'admin' } } })
    const [first, second] = await Promise.all([alice.controller.start(), outcome(bob.controller.start())])
    expect(first.current).toMatchObject({ id: 'rec-1' })
    expect(second).toBeInstanceOf(RecordingRefusedError)
    expect(bob.controller.state).toMatchObject({
      status: 'starting',
      current: { id: 'rec-1', startedBy: { userId: 'alice' } },
      failure: { action: 'start', code: 'already_recording' },
    })
    expect(alice.controller.state.failure).toBeNull()
  })

  it('of update are sent one after the other, and those that wait together', async () => {
    const { controller, adapter, callsOf } = await aRunningRecording()
    const release = adapter.holdAnswers()
    const answers = [
      controller.update({ layout: { mode: 'float' } }),
      controller.update({ layout: { mode: 'float', main: 'bob' } }),
      controller.update({ subscribe: { video: { except: ['carol'] } } }),
    ]
    await settled()
    expect(callsOf('update').map(({ body }) => body)).toEqual([{ layout: { mode: 'float' } }])
    release()
    await Promise.all(answers)
    expect(callsOf('update').map(({ body }) => body)).toEqual([
      { layout: { mode: 'float' } },
      { layout: { mode: 'float', main: 'bob' }, subscribe: { video: { except: ['carol'] } } },
    ])
  })
})

describe('a refusal', () => {
  it('of a start is shown until the next press, and nothing is recorded', async () => {
    const { controller, adapter } = await aController()
    adapter.refuseNext('rate_limited', { status: 429, retryable: true, upstreamCode: 'FailedOperation.RestrictedConcurrency' })
    await expect(controller.start()).rejects.toThrow(RecordingRefusedError)
    expect(controller.state).toMatchObject({
      status: 'idle',
      intent: null,
      failure: { action: 'start', code: 'rate_limited', retryable: true, upstreamCode: 'FailedOperation.RestrictedConcurrency' },
    })
    await controller.start()
    expect(controller.state).toMatchObject({ status: 'starting', failure: null })
  })

  it('can be dismissed', async () => {
    const { controller, adapter } = await aController()
    adapter.refuseNext('forbidden')
    await outcome(controller.start())
    controller.dismissFailure()
    expect(controller.state.failure).toBeNull()
  })

  it('of a stop leaves the recording running', async () => {
    const { controller, adapter } = await aRunningRecording()
    adapter.refuseNext('forbidden')
    await outcome(controller.stop())
    expect(controller.state).toMatchObject({ status: 'recording', failure: { action: 'stop', code: 'forbidden', recordingId: 'rec-1' } })
  })

  it('by an adapter that throws something of its own is a failure too', async () => {
    const { controller, adapter } = await aController()
    adapter.start = () => Promise.reject(new TypeError('fetch is not a function'))
    await expect(controller.start()).rejects.toThrow(TypeError)
    expect(controller.state).toMatchObject({ status: 'idle', failure: { code: 'unknown', retryable: false } })
  })

  it('by TRTC after the start was accepted is told to the one who asked, and to nobody else', async () => {
    const alice = await aController()
    const bob = await aController({ backend: alice.backend, user: { userId: 'bob', name: 'Bob' }, room: { self: { userId: 'bob' } } })
    await alice.controller.start()
    alice.backend.failStart({ code: 'quota', message: 'Too many recordings' })
    await settled()
    expect(alice.controller.state).toMatchObject({ status: 'idle', failure: { action: 'start', code: 'quota', recordingId: 'rec-1' } })
    expect(bob.controller.state).toMatchObject({ status: 'idle', failure: null })
  })

  it('by TRTC is told once: what was dismissed stays away', async () => {
    const { controller, backend } = await aController()
    await controller.start()
    backend.failStart()
    await settled()
    controller.dismissFailure()
    backend.change({ auto: { active: true, startedAt: null, taskCount: 1 } })
    await settled()
    expect(controller.state.failure).toBeNull()
  })

  it('that the backend still retries is no failure', async () => {
    const { controller, backend } = await aController()
    await controller.start()
    backend.changeCurrent({ error: { code: 'busy', message: 'Busy', retryable: true } })
    await settled()
    expect(controller.state).toMatchObject({ status: 'starting', failure: null, current: { error: { code: 'busy' } } })
  })
})

describe('a layout change', () => {
  it('is applying until TRTC accepted it', async () => {
    const { controller, backend } = await aRunningRecording()
    await controller.update({ layout: { mode: 'float' } })
    expect(controller.state).toMatchObject({ status: 'recording', intent: null, current: { layout: { state: 'applying', applied: { mode: 'grid' } } } })
    backend.confirmLayout()
    await settled()
    expect(controller.state.current?.layout).toMatchObject({ state: 'applied', applied: { mode: 'float' } })
  })

  it('that TRTC refused is told to the one who asked, and the recording goes on', async () => {
    const alice = await aRunningRecording()
    const bob = await aController({ backend: alice.backend, user: { userId: 'bob', name: 'Bob' }, room: { self: { userId: 'bob', role: 'admin' } } })
    await alice.controller.update({ layout: { mode: 'float' } })
    alice.backend.failLayout({ code: 'layout_refused' })
    await settled()
    expect(alice.controller.state).toMatchObject({ status: 'recording', failure: { action: 'update', code: 'layout_refused', recordingId: 'rec-1' } })
    expect(bob.controller.state.failure).toBeNull()
  })

  it('does not inherit the failure of the one before', async () => {
    const { controller, backend, adapter } = await aRunningRecording()
    await controller.update({ layout: { mode: 'float' } })
    backend.failLayout()
    await settled()
    const release = adapter.holdAnswers()
    const answer = controller.update({ layout: { mode: 'grid' } })
    await settled()
    expect(controller.state.failure).toBeNull()
    release()
    await answer
    expect(controller.state.failure).toBeNull()
  })

  it('waits for a start that has not been answered', async () => {
    const { controller, callsOf } = await aController()
    const answers = [controller.start(), controller.update({ layout: { mode: 'float' } })]
    await Promise.all(answers)
    expect(callsOf('update')).toMatchObject([{ recordingId: 'rec-1' }])
  })

  it('needs a recording', async () => {
    const { controller } = await aController()
    await expect(controller.update({ layout: { mode: 'grid' } })).rejects.toMatchObject({ code: 'not_recording' })
  })
})

describe('an answer that gets lost', () => {
  it('of a start is asked for again under the same key, and never starts twice', async () => {
    const { controller, adapter, callsOf } = await aController()
    adapter.loseNext({ reached: true })
    adapter.loseNext({ reached: false })
    const answer = controller.start()
    await pass(5000)
    await answer
    const keys = callsOf('start').map(({ idempotencyKey }) => idempotencyKey)
    expect(keys).toHaveLength(3)
    expect(new Set(keys).size).toBe(1)
    expect(controller.state).toMatchObject({ status: 'starting', current: { id: 'rec-1' }, failure: null })
  })

  it('gets another key with another press', async () => {
    const { controller, backend, callsOf } = await aController()
    await controller.start()
    backend.failStart()
    await settled()
    await controller.start()
    expect(new Set(callsOf('start').map(({ idempotencyKey }) => idempotencyKey)).size).toBe(2)
  })

  it('for good leaves the start unconfirmed after two deadlines, with a way out', async () => {
    const { controller, adapter } = await aController()
    adapter.disconnect()
    const result = outcome(controller.start())
    await pass(19_999)
    expect(controller.state).toMatchObject({ status: 'starting', failure: null })
    await pass(1)
    expect(await result).toBeInstanceOf(RecordingUnreachableError)
    expect(controller.state).toMatchObject({ status: 'unconfirmed', failure: { action: 'start', code: 'network', retryable: true } })
    adapter.reconnect()
    await controller.start()
    expect(controller.state).toMatchObject({ status: 'starting', failure: null })
  })

  it('of a start that did not arrive is idle again once the backend can be asked', async () => {
    const { controller, adapter } = await aController()
    adapter.disconnect()
    void outcome(controller.start())
    await pass(20_000)
    adapter.reconnect()
    await pass(2000)
    expect(controller.state).toMatchObject({ status: 'idle', intent: null, failure: { action: 'start' } })
  })

  it('of a start that did arrive is no failure once the backend can be asked', async () => {
    const { controller, adapter, backend } = await aController()
    adapter.loseNext()
    void outcome(controller.start())
    adapter.disconnect()
    await pass(20_000)
    expect(controller.state.status).toBe('unconfirmed')
    backend.confirmStart()
    adapter.reconnect()
    await settled()
    expect(controller.state).toMatchObject({ status: 'recording', intent: null, failure: null })
  })

  it('is no loss when a snapshot shows the recording meanwhile', async () => {
    const { controller, adapter, backend } = await aController()
    adapter.holdAnswers()
    const answer = controller.start()
    await settled()
    expect(controller.state).toMatchObject({ status: 'starting', intent: null })
    backend.confirmStart()
    await pass(20_000)
    await expect(answer).resolves.toMatchObject({ current: { id: 'rec-1' } })
    expect(controller.state).toMatchObject({ status: 'recording', failure: null })
  })

  it('makes the backend be asked when the first deadline passes', async () => {
    const { controller, adapter, callsOf } = await aRunningRecording()
    adapter.holdAnswers()
    void outcome(controller.update({ layout: { mode: 'float' } }))
    await pass(9999)
    expect(callsOf('snapshot')).toHaveLength(0)
    await pass(1)
    expect(callsOf('snapshot')).toHaveLength(1)
    expect(callsOf('update')).toHaveLength(2)
  })

  it('of a stop leaves it unconfirmed while the backend is away, and recording when the stop never arrived', async () => {
    const { controller, adapter, backend } = await aRunningRecording()
    adapter.disconnect()
    void outcome(controller.stop())
    expect(controller.state.status).toBe('stopping')
    await pass(20_000)
    expect(controller.state).toMatchObject({ status: 'unconfirmed', failure: { action: 'stop' } })
    backend.prove()
    adapter.reconnect()
    await pass(2000)
    expect(controller.state).toMatchObject({ status: 'recording', intent: null, failure: { action: 'stop', recordingId: 'rec-1' } })
    await controller.stop()
    expect(controller.state).toMatchObject({ status: 'stopping', failure: null })
  })

  it('of a change is a failure, but the recording goes on', async () => {
    const { controller, adapter, backend, callsOf } = await aRunningRecording()
    adapter.holdAnswers()
    const result = outcome(controller.update({ layout: { mode: 'float' } }))
    await pass(20_000)
    expect(await result).toMatchObject({ code: 'timeout' })
    // once at the first deadline and once at the last
    expect(callsOf('snapshot')).toHaveLength(2)
    backend.prove()
    await settled()
    expect(controller.state).toMatchObject({ status: 'recording', intent: null, failure: { action: 'update', code: 'timeout' } })
  })
})

describe('a start that is cancelled', () => {
  it('while it is starting is stopped', async () => {
    const { controller, backend } = await aController()
    await controller.start()
    await controller.stop()
    expect(controller.state).toMatchObject({ status: 'stopping', current: { id: 'rec-1', status: 'stopping' } })
    expect(backend.snapshot().current?.stoppedBy).toMatchObject({ userId: 'alice' })
  })

  it('before its answer is stopped as soon as it shows up', async () => {
    const { controller, adapter, backend, callsOf } = await aController()
    const release = adapter.holdAnswers()
    void outcome(controller.start())
    void outcome(controller.stop())
    expect(controller.state.status).toBe('stopping')
    await settled()
    expect(callsOf('stop')).toMatchObject([{ recordingId: 'rec-1' }])
    expect(backend.snapshot().current?.status).toBe('stopping')
    release()
    await settled()
    expect(controller.state).toMatchObject({ status: 'stopping', intent: null, failure: null })
    expect(callsOf('stop')).toHaveLength(1)
  })

  it('is not repeated when its call got lost on the way', async () => {
    const { controller, adapter, backend, callsOf } = await aController()
    adapter.loseNext({ reached: false })
    const start = outcome(controller.start())
    await settled()
    const stop = controller.stop()
    await pass(5000)
    expect(await start).toBeInstanceOf(RecordingAbortedError)
    await stop
    expect(callsOf('start')).toHaveLength(1)
    expect(backend.snapshot().current).toBeNull()
    expect(controller.state).toMatchObject({ status: 'idle', intent: null, failure: null })
  })

  it('is stopped too when it takes effect only after its answer was given up', async () => {
    const { controller, adapter, backend } = await aController()
    const late = new Promise<never>(() => {})
    adapter.start = () => late
    void outcome(controller.start())
    void outcome(controller.stop())
    await pass(15_000)
    expect(controller.state).toMatchObject({ status: 'idle', current: null })
    backend.change({ current: aRecording({ id: 'late', status: 'starting', startedAt: null, confirmedAt: null, confirmBy: backend.serverNow() + MINUTE }) })
    await settled()
    expect(backend.snapshot().current).toMatchObject({ id: 'late', status: 'stopping' })
  })

  it('is found and stopped when only asking tells of it', async () => {
    const { controller, adapter, backend } = await aController({ connection: 'connecting' })
    const { start } = adapter
    adapter.start = async (...call) => {
      await start(...call)
      return new Promise(() => {})
    }
    void outcome(controller.start())
    void outcome(controller.stop())
    await pass(9999)
    expect(backend.snapshot().current?.status).toBe('starting')
    await pass(1)
    expect(backend.snapshot().current?.status).toBe('stopping')
  })

  it('is found and stopped when it is cancelled only after its answer was given up', async () => {
    const { controller, adapter, backend } = await aController({ connection: 'connecting' })
    const { snapshot } = adapter
    adapter.snapshot = () => Promise.reject(new RecordingUnreachableError('No answer', { code: 'network' }))
    const { start } = adapter
    adapter.start = async (...call) => {
      await start(...call)
      return new Promise(() => {})
    }
    void outcome(controller.start())
    await pass(20_000)
    expect(controller.state).toMatchObject({ status: 'unconfirmed', current: null })
    adapter.snapshot = snapshot
    await controller.stop()
    expect(backend.snapshot().current?.status).toBe('stopping')
    expect(controller.state).toMatchObject({ status: 'stopping', failure: null })
  })

  it('is forgotten after a while, so that a later start from elsewhere is left alone', async () => {
    const { controller, adapter, backend } = await aController()
    adapter.start = () => new Promise(() => {})
    void outcome(controller.start())
    void outcome(controller.stop())
    await pass(31_000)
    backend.change({ current: aRecording({ id: 'later', confirmBy: backend.serverNow() + MINUTE }) })
    await settled()
    expect(backend.snapshot().current?.status).toBe('recording')
  })

  it.each([
    ['somebody else starts', { userId: 'bob', name: 'Bob' }],
    ['the same person starts elsewhere', { userId: 'alice', name: 'Alice' }],
  ])('and was refused anyway does not stop what %s afterwards', async (_, startedBy) => {
    const { controller, adapter, backend, callsOf } = await aController()
    adapter.refuseNext('forbidden')
    void outcome(controller.start())
    await controller.stop()
    backend.change({ current: aRecording({ id: 'other', startedBy, confirmBy: backend.serverNow() + MINUTE }) })
    await settled()
    expect(callsOf('stop')).toHaveLength(0)
    expect(controller.state).toMatchObject({ status: 'recording', failure: null })
  })

  it('can be started again at once', async () => {
    const { controller, adapter, backend } = await aController()
    const release = adapter.holdAnswers()
    void outcome(controller.start())
    void outcome(controller.stop())
    const again = outcome(controller.start())
    release()
    await settled()
    expect(adapter.calls.map(({ method }) => method)).toEqual(['start', 'stop', 'start'])
    // TRTC has not let go of the first one yet
    expect(await again).toMatchObject({ code: 'already_recording' })
    backend.confirmStop()
    await settled()
    await controller.start()
    expect(controller.state).toMatchObject({ status: 'starting', current: { id: 'rec-2' } })
  })
})

describe('a start that is cancelled twice', () => {
  it('is not even sent the second time', async () => {
    const { controller, adapter, callsOf } = await aController()
    const release = adapter.holdAnswers()
    const outcomes = [controller.start(), controller.stop(), controller.start(), controller.stop()].map(outcome)
    release()
    await settled()
    expect((await Promise.all(outcomes))[2]).toBeInstanceOf(RecordingAbortedError)
    expect(callsOf('start')).toHaveLength(1)
    expect(callsOf('stop')).toHaveLength(1)
    expect(controller.state).toMatchObject({ status: 'stopping', intent: null, failure: null })
  })
})

describe('proof that is overdue', () => {
  it.each([
    ['starting', 30_000],
    ['recording', 60_000],
    ['stopping', 30_000],
  ] as const)('makes %s unconfirmed at the moment it was due', async (status, dueIn) => {
    const { controller, backend } = await aController()
    await controller.start()
    if (status !== 'starting')
      backend.confirmStart()
    await settled()
    if (status === 'stopping')
      await controller.stop()
    await pass(dueIn - 1)
    expect(controller.state.status).toBe(status)
    const { confirmedAt } = controller.state.current!
    await pass(1)
    expect(controller.state).toMatchObject({ status: 'unconfirmed', lastProofAt: confirmedAt })
  })

  it('is noticed offline too, and forgiven when proof comes', async () => {
    const { controller, backend, adapter } = await aRunningRecording()
    adapter.disconnect()
    await pass(MINUTE)
    expect(controller.state).toMatchObject({ status: 'unconfirmed', connection: 'offline' })
    backend.prove()
    adapter.reconnect()
    await settled()
    expect(controller.state).toMatchObject({ status: 'recording', connection: 'live' })
  })

  it('is asked for, soon at first and then less and less often', async () => {
    const { controller, callsOf } = await aRunningRecording()
    await pass(MINUTE)
    expect(callsOf('snapshot')).toHaveLength(0)
    await pass(1000)
    expect(callsOf('snapshot')).toHaveLength(1)
    await pass(60 * MINUTE)
    expect(callsOf('snapshot').length).toBeGreaterThan(55)
    expect(callsOf('snapshot').length).toBeLessThan(130)
    expect(controller.state.status).toBe('unconfirmed')
  })

  it('is asked for in good time while other things keep happening', async () => {
    const { adapter, callsOf } = await aRunningRecording()
    await pass(MINUTE)
    for (let time = 0; time < 1000; time += 100) {
      adapter.setConnection(time % 200 ? 'polling' : 'live')
      await pass(100)
    }
    expect(callsOf('snapshot')).toHaveLength(1)
  })

  it('is found by asking when the message about it got lost', async () => {
    const { controller, backend, adapter } = await aRunningRecording()
    adapter.disconnect()
    await pass(30_000)
    backend.prove()
    await settled()
    adapter.setConnection('live')
    await pass(30_000)
    expect(controller.state.status).toBe('unconfirmed')
    await pass(1000)
    expect(controller.state.status).toBe('recording')
  })

  it('comes from the server\'s clock, whatever this browser\'s says', async () => {
    const { controller, backend } = await aRunningRecording({ clockSkewMs: -60 * MINUTE })
    expect(controller.state.status).toBe('recording')
    expect(controller.serverNow()).toBe(backend.serverNow())
    await pass(MINUTE - 1)
    expect(controller.state.status).toBe('recording')
    await pass(1)
    expect(controller.state.status).toBe('unconfirmed')
  })

  it('is noticed on time when this browser\'s clock is put back meanwhile', async () => {
    const { controller, adapter } = await aRunningRecording()
    adapter.disconnect()
    await pass(30_000)
    vi.setSystemTime(Date.now() - 60 * MINUTE)
    await pass(29_999)
    expect(controller.state.status).toBe('recording')
    await pass(1)
    expect(controller.state).toMatchObject({ status: 'unconfirmed', clockOffset: 60 * MINUTE })
  })

  it('is due a minute after the last one for a backend that names no moment', async () => {
    const { controller, backend } = await aRunningRecording()
    backend.changeCurrent({ confirmBy: null })
    await pass(MINUTE - 1)
    expect(controller.state.status).toBe('recording')
    await pass(1)
    expect(controller.state.status).toBe('unconfirmed')
  })
})

describe('the room', () => {
  it('is followed: nothing is asked outside of one', async () => {
    const { controller, adapter, room } = await aController({ room: { roomId: null } })
    expect(controller.state.roomId).toBeNull()
    await expect(controller.start()).rejects.toMatchObject({ code: 'no_room' })
    expect(adapter.subscriptionCount).toBe(0)
    room.join()
    await settled()
    expect(adapter.subscriptionCount).toBe(1)
    expect(controller.state).toMatchObject({ roomId: 'demo', connection: 'live', permissions: aHost(), snapshot: { roomId: 'demo' } })
  })

  it('that is left takes its recording along', async () => {
    const { controller, adapter, room } = await aRunningRecording()
    room.leave()
    expect(controller.state).toMatchObject({ roomId: null, status: 'idle', current: null, snapshot: null, permissions: null })
    expect(adapter.subscriptionCount).toBe(0)
    expect(vi.getTimerCount()).toBe(0)
  })

  it('that is changed for another shows the other\'s recording', async () => {
    const { controller, room, backend } = await aRunningRecording()
    room.join('other')
    await settled()
    expect(controller.state).toMatchObject({ roomId: 'other', status: 'idle' })
    backend.prove('demo')
    await settled()
    expect(controller.state.status).toBe('idle')
    room.join('demo')
    await settled()
    expect(controller.state.status).toBe('recording')
  })

  it('that is left ends what is under way without a failure', async () => {
    const { controller, room, adapter } = await aController()
    adapter.holdAnswers()
    const start = outcome(controller.start())
    await settled()
    room.join('other')
    expect(await start).toBeInstanceOf(RecordingAbortedError)
    await settled()
    expect(controller.state).toMatchObject({ roomId: 'other', status: 'idle', intent: null, failure: null })
  })

  it('tells of a new role, and the permissions are asked for again', async () => {
    const { controller, room, adapter, callsOf } = await aController({ permissions: aGuest(), room: { self: { role: 'member' } } })
    adapter.permissions = async roomId => {
      adapter.calls.push({ method: 'permissions', roomId })
      return aHost()
    }
    room.enter({ userId: 'bob' })
    room.change('alice', { camera: false })
    await settled()
    expect(callsOf('permissions')).toHaveLength(0)
    room.setRole('admin')
    await settled()
    expect(callsOf('permissions')).toHaveLength(1)
    expect(controller.state.permissions).toEqual(aHost())
  })

  it('changes roles twice: the answer to the later question counts', async () => {
    const { controller, room, adapter } = await aController({ permissions: aGuest(), room: { self: { role: 'member' } } })
    const answers: ((permissions: ReturnType<typeof aHost>) => void)[] = []
    adapter.permissions = () => new Promise(resolve => { answers.push(resolve) })
    room.setRole('admin')
    room.setRole('member')
    answers[1]!(aGuest())
    await settled()
    answers[0]!(aHost())
    await settled()
    expect(controller.state.permissions).toEqual(aGuest())
  })
})

describe('the controller', () => {
  it('tells its listeners of changes only, until they leave', async () => {
    const { controller, backend, adapter } = await aController()
    const seen: RecordingState[] = []
    const unsubscribe = controller.subscribe(state => seen.push(state))
    backend.deliver(backend.snapshot())
    adapter.setConnection('live')
    adapter.setPermissions({ ...aHost() })
    await settled()
    const before = seen.length
    await controller.start()
    expect(seen.length).toBeGreaterThan(before)
    expect(seen.at(-1)).toBe(controller.state)
    unsubscribe()
    const after = seen.length
    backend.confirmStart()
    await settled()
    expect(seen).toHaveLength(after)
  })

  it('says nothing when a message says nothing new', async () => {
    const { controller, backend } = await aController()
    const listener = vi.fn()
    controller.subscribe(listener)
    backend.deliver(backend.snapshot())
    await settled()
    expect(listener).not.toHaveBeenCalled()
  })

  it('has no timer while nothing is recorded, and one while something is', async () => {
    const { controller, backend } = await aController()
    expect(vi.getTimerCount()).toBe(0)
    await controller.start()
    backend.confirmStart()
    await settled()
    expect(vi.getTimerCount()).toBe(1)
    await controller.stop()
    backend.confirmStop()
    await settled()
    expect(vi.getTimerCount()).toBe(0)
  })

  it('leaves nothing behind when it is disposed of', async () => {
    const { controller, room, adapter, backend } = await aRunningRecording()
    adapter.holdAnswers()
    const stop = outcome(controller.stop())
    await settled()
    controller.dispose()
    expect(await stop).toBeInstanceOf(RecordingAbortedError)
    expect(vi.getTimerCount()).toBe(0)
    expect(room.listenerCount).toBe(0)
    expect(adapter.subscriptionCount).toBe(0)
    expect(backend.listenerCount).toBe(0)
  })

  it('calls nothing again once it is disposed of, however a call ends then', async () => {
    const { controller, adapter } = await aRunningRecording()
    let calls = 0
    adapter.stop = (_room, _id, { signal } = {}) => new Promise((_, reject) => {
      calls++
      signal?.addEventListener('abort', () => reject(new RecordingUnreachableError('Cut off', { code: 'network' })))
    })
    void outcome(controller.stop())
    controller.dispose()
    await settled()
    expect(vi.getTimerCount()).toBe(0)
    expect(calls).toBe(1)
  })

  it('refreshes snapshot and permissions on demand, and survives that nobody answers', async () => {
    const { controller, backend, adapter } = await aController()
    adapter.disconnect()
    backend.change({ current: aRecording({ confirmBy: backend.serverNow() + MINUTE }) })
    await controller.refresh()
    expect(controller.state.status).toBe('idle')
    adapter.setConnection('live')
    await controller.refresh()
    expect(controller.state.status).toBe('recording')
  })

  it('keeps going when a listener throws, and still reports it', async () => {
    const { controller } = await aController()
    const microtasks = vi.spyOn(globalThis, 'queueMicrotask').mockImplementation(() => {})
    const unsubscribe = controller.subscribe(() => {
      unsubscribe()
      throw new Error('broken listener')
    })
    const listener = vi.fn()
    controller.subscribe(listener)
    void outcome(controller.start())
    expect(listener).toHaveBeenCalled()
    expect(() => microtasks.mock.calls[0]![0]()).toThrow('broken listener')
    microtasks.mockRestore()
  })
})
