import type { Fault } from '../faults.js'
import type { EmulatorOptions } from '../options.js'
import type { CallbackEvent } from './callback-event.js'
import { describe, expect, it, onTestFinished } from 'vitest'
import { callbackKey, startReceiver } from '../../testing/fixture.js'
import { createVirtualClock } from '../clock.js'
import { createFaults } from '../faults.js'
import { resolveOptions } from '../options.js'
import { createCallbackSender } from './callback-sender.js'
import { callbackSign } from './callback-sign.js'

const second = 1000

interface Setting extends EmulatorOptions {
  /** Statuses the receiver answers with in turn, then 200; null means never. */
  answers?: (number | null)[]
  faults?: Fault[]
}

/** A sender in time that stands still, and a real receiver. */
async function setUp({ answers = [], faults = [], ...given }: Setting = {}) {
  const receiver = await startReceiver(answers)
  const clock = createVirtualClock({ now: 1767225600_000 })
  const started = clock.now()
  const options = resolveOptions({ clock, callbackUrl: receiver.url, callbackKey, ...given })
  const inForce = createFaults({ random: () => 0.5, onChange: () => {} })
  inForce.set(faults)
  const sender = createCallbackSender({ options, faults: inForce, onChange: () => {} })
  onTestFinished(() => { sender.close() })
  return {
    clock,
    receiver,
    sender,
    send: (eventType: number, changes: Partial<CallbackEvent> = {}) => {
      sender.send({ kind: 'recording', eventType, roomId: 'demo', roomIdType: 0, at: clock.now(), userId: 'rr_demo', taskId: 'task', payload: { Status: 0 }, ...changes })
    },
    /** Seconds after the start at which each attempt of the first callback was made. */
    attempts: () => sender.history.list()[0]!.attempts.map(({ at }) => (at - started) / second),
    states: () => sender.history.list().map(({ state }) => state),
  }
}

describe('a callback', () => {
  it('carries its signature over the bytes sent, and the application', async () => {
    const { send, clock, receiver } = await setUp()
    send(301)
    await clock.advance(0)
    const [{ headers, raw }] = receiver.received as [typeof receiver.received[number]]
    expect(headers).toMatchObject({ 'sign': callbackSign(callbackKey, raw), 'sdkappid': '1400000123', 'content-type': 'application/json' })
    expect(raw.toString()).toContain('\n\t"EventType":\t301,')
  })

  it('carries no signature when there is no key', async () => {
    const { send, clock, receiver } = await setUp({ callbackKey: undefined as never })
    send(301)
    await clock.advance(0)
    expect(receiver.received[0]!.headers).not.toHaveProperty('sign')
  })

  it('that is taken is not sent again', async () => {
    const { send, clock, attempts, states } = await setUp()
    send(301)
    await clock.advance(3600 * second)
    expect(attempts()).toEqual([0])
    expect(states()).toEqual(['delivered'])
  })

  it('is tried again at once, then every 10 s, and dropped when it is a minute old', async () => {
    const { send, clock, attempts, states, receiver } = await setUp({ answers: Array.from({ length: 20 }, () => 500) })
    send(301)
    await clock.advance(3600 * second)
    expect(attempts()).toEqual([0, 0, 10, 20, 30, 40, 50])
    expect(states()).toEqual(['dropped'])
    expect(receiver.received).toHaveLength(7)
  })

  it.each([201, 204, 301, 404])('is not taken by status %i', async status => {
    const { send, clock, attempts, states } = await setUp({ answers: [status] })
    send(301)
    await clock.advance(0)
    expect(attempts()).toEqual([0, 0])
    expect(states()).toEqual(['delivered'])
  })

  it('waits 5 s for an answer', async () => {
    const { send, clock, sender, attempts, states } = await setUp({ answers: [null, null] })
    send(301)
    await clock.advance(60 * second)
    expect(attempts()).toEqual([0, 5, 15])
    expect(sender.history.list()[0]!.attempts.map(({ status, error }) => status ?? error)).toEqual(['no answer within 5 s', 'no answer within 5 s', 200])
    expect(states()).toEqual(['delivered'])
  })

  it('is tried again when nobody listens', async () => {
    const { send, clock, sender, attempts } = await setUp({ callbackUrl: 'http://127.0.0.1:1/' })
    send(301)
    await clock.advance(10 * second)
    expect(attempts()).toEqual([0, 0, 10])
    expect(sender.history.list()[0]!.attempts[0]!.error).toContain('fetch failed')
  })

  it.each([
    ['changes', [0, 0, 10]],
    ['stays', [0, 0, 0]],
  ] as const)('says in a retry when that was sent, so that its signature %s', async (retryCallbackTs, seconds) => {
    const { send, clock, receiver } = await setUp({ answers: [500, 500], variants: { retryCallbackTs } })
    send(301)
    await clock.advance(10 * second)
    expect(receiver.received.map(({ body }) => (body.CallbackTs - 1767225600_000) / second)).toEqual(seconds)
    expect(receiver.received.every(({ headers, raw }) => headers.sign === callbackSign(callbackKey, raw))).toBe(true)
    expect(new Set(receiver.received.map(({ body }) => body.EventInfo.EventMsTs)).size).toBe(1)
  })

  it('goes nowhere without a URL', async () => {
    const { send, clock, receiver, states } = await setUp({ callbackUrl: undefined as never })
    send(301)
    await clock.advance(3600 * second)
    expect(receiver.received).toEqual([])
    expect(states()).toEqual(['noUrl'])
  })

  it('goes to the URL of its kind', async () => {
    const rooms = await startReceiver()
    const { send, clock, receiver } = await setUp({ roomCallbackUrl: rooms.url })
    send(301)
    send(103, { kind: 'room' })
    send(201, { kind: 'media' })
    await clock.advance(0)
    expect([receiver.types(), rooms.types()]).toEqual([[301], [103]])
  })
})

describe('callbacks of one task', () => {
  it('are first tried in their order; a retry keeps nobody waiting', async () => {
    const { send, clock, receiver } = await setUp({ answers: [500, 500] })
    send(301)
    send(302)
    send(311)
    await clock.advance(10 * second)
    expect(receiver.types().filter((type, index, types) => types.indexOf(type) === index)).toEqual([301, 302, 311])
    expect(receiver.of(301).length + receiver.of(302).length).toBe(4)
  })
})

describe('a fault', () => {
  it('can keep a callback from being sent', async () => {
    const { send, clock, receiver, states } = await setUp({ faults: [{ callback: 301, effect: 'drop', times: 1 }] })
    send(301)
    send(302)
    send(301)
    await clock.advance(0)
    expect(receiver.types()).toEqual([302, 301])
    expect(states()).toEqual(['lost', 'delivered', 'delivered'])
  })

  it('can send a callback twice', async () => {
    const { send, clock, receiver } = await setUp({ faults: [{ callback: '*', effect: 'duplicate' }] })
    send(301)
    send(302)
    await clock.advance(0)
    expect(receiver.types()).toEqual([301, 301, 302, 302])
  })

  it('can keep a callback back, while later ones go on', async () => {
    const { send, clock, receiver } = await setUp({ faults: [{ callback: 301, effect: 'delay', delayMs: 30_000 }] })
    send(301)
    send(302)
    await clock.advance(29_999)
    expect(receiver.types()).toEqual([302])
    await clock.advance(1)
    expect(receiver.types()).toEqual([302, 301])
  })

  it('can let a callback be overtaken by the next', async () => {
    const { send, clock, receiver } = await setUp({ faults: [{ callback: 302, effect: 'reorder' }] })
    send(301)
    send(302)
    await clock.advance(0)
    expect(receiver.types()).toEqual([301])
    send(311)
    await clock.advance(0)
    expect(receiver.types()).toEqual([301, 311, 302])
  })

  it('can overtake one only by another of the same task, and lets it go when none comes', async () => {
    const { send, clock, receiver } = await setUp({ faults: [{ callback: 302, effect: 'reorder', delayMs: 10 * second }] })
    send(302)
    send(311, { taskId: 'other' })
    await clock.advance(10 * second - 1)
    expect(receiver.types()).toEqual([311])
    await clock.advance(1)
    expect(receiver.types()).toEqual([311, 302])
  })

  it('can switch how one callback looks', async () => {
    const { send, clock, receiver } = await setUp({ faults: [{ callback: 301, effect: 'variant', code: 'eventTs:number', times: 1 }] })
    send(301)
    send(301)
    await clock.advance(0)
    expect(receiver.of(301).map(({ EventInfo }) => EventInfo.EventTs)).toEqual([1767225600, '1767225600'])
  })
})
