import type { RecordingError } from '@roomkit-recording/core'
import type { SubscriptionTiming } from './options.js'
import { Buffer } from 'node:buffer'
import { RecordingAbortedError } from '@roomkit-recording/core'
import fc from 'fast-check'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { checkSnapshot } from './answer.js'
import { readEventStream } from './event-stream.js'
import { resolveOptions } from './options.js'
import { createLog } from './testing/log.js'
import { samplePermissions, sampleRecording, sampleSnapshot, sse } from './testing/samples.js'

const { timing } = resolveOptions({ baseUrl: '', getToken: () => '' })
const request = { id: 'q-1', kind: 'start', by: { userId: 'bob', name: 'Bob <b>' }, at: 1 }

/** Reads a stream whose bytes the test hands over one by one. */
function setUp(changes: Partial<SubscriptionTiming> = {}) {
  let controller!: ReadableStreamDefaultController<Uint8Array>
  const body = new ReadableStream<Uint8Array>({ start(given) { controller = given } })
  const told: unknown[] = []
  const heard = createLog<true>()
  const giveUp = new AbortController()
  const end = readEventStream({ openStream: async () => body, checkSnapshot: checkSnapshot('demo') }, {
    onSnapshot: snapshot => told.push(['snapshot', snapshot]),
    onPermissions: permissions => told.push(['permissions', permissions]),
    onRequest: request => told.push(['request', request]),
    onError: error => told.push(['malformed', (error as RecordingError).code]),
    onRetry: ms => told.push(['retry', ms]),
    onHeard: () => heard.push(true),
  }, { ...timing, ...changes }, giveUp.signal).then(() => 'ended', (error: unknown) => error)
  async function send(bytes: string | Uint8Array) {
    const count = heard.items.length + 1
    controller.enqueue(typeof bytes === 'string' ? Buffer.from(bytes) : bytes)
    await heard.until(times => times.length >= count)
  }
  return { send, controller, told, end, giveUp }
}

describe('the events', () => {
  const snapshot = sampleSnapshot({ current: sampleRecording({ title: '会议 🎬 é' }) })
  const wire = (end: string) => [
    `: hello${end}retry: 1500${end}`,
    sse('permissions', samplePermissions(), end),
    `id: 7${end}${sse('snapshot', snapshot, end)}`,
    `: heartbeat${end}${end}`,
    sse('request', request, end),
    sse('weather', 'sunny', end),
  ].join('')
  const expected = [['retry', 1500], ['permissions', samplePermissions()], ['snapshot', snapshot], ['request', request]]

  it.each([['LF', '\n'], ['CRLF', '\r\n'], ['CR', '\r']])('are the same wherever the bytes are split (%s)', async (_, end) => {
    // a lone CR at the very end could be half a CRLF; a comment behind it settles that
    const bytes = Buffer.from(`${wire(end)}: end${end}`)
    await fc.assert(fc.asyncProperty(fc.array(fc.nat(bytes.length), { maxLength: 40 }), async cuts => {
      const { controller, told, end } = setUp()
      const places = [0, ...cuts.sort((a, b) => a - b), bytes.length]
      for (const [index, from] of places.slice(0, -1).entries())
        controller.enqueue(bytes.subarray(from, places[index + 1]))
      controller.close()
      expect(await end).toBe('ended')
      expect(told).toEqual(expected)
    }), { numRuns: 50 })
  })

  it('are the same byte by byte, behind a byte order mark', async () => {
    const { send, controller, told, end } = setUp()
    for (const byte of Buffer.from(`\uFEFF${wire('\r\n')}`)) await send(Uint8Array.of(byte))
    controller.close()
    expect(await end).toBe('ended')
    expect(told).toEqual(expected)
  })

  it.each([
    ['not JSON', sse('snapshot', '{"roomId": "de')],
    ['HTML', sse('snapshot', '<html>')],
    ['of another room', sse('snapshot', sampleSnapshot({ roomId: 'other' }))],
    ['incomplete', sse('permissions', { view: true })],
    ['of a wrong shape', sse('request', [])],
    ['a line of no meaning', '<html>\n\n'],
  ])('that are malformed (%s) are told and skipped', async (_, malformed) => {
    const { send, controller, told, end } = setUp()
    await send(malformed)
    await send(sse('snapshot', snapshot))
    controller.close()
    expect(await end).toBe('ended')
    expect(told).toEqual([['malformed', 'bad_answer'], ['snapshot', snapshot]])
  })

  it('that are cut off by the end are dropped', async () => {
    const { send, controller, told, end } = setUp()
    await send(sse('snapshot', snapshot))
    await send(sse('snapshot', { ...snapshot, revision: 2 }).trimEnd())
    controller.close()
    expect(await end).toBe('ended')
    expect(told).toEqual([['snapshot', snapshot]])
  })

  it('without end are not collected for ever', async () => {
    const { send, end } = setUp()
    const part = 'x'.repeat(1024 * 1024)
    await send(sse('snapshot', snapshot))
    for (let count = 0; count < 5; count++) await send(part)
    expect(await end).toMatchObject({ code: 'bad_answer' })
  })
})

describe('a stream', () => {
  it('that is cut rejects as network', async () => {
    const { send, controller, end } = setUp()
    await send(sse('snapshot', sampleSnapshot()))
    controller.error(new TypeError('terminated'))
    expect(await end).toMatchObject({ code: 'network', cause: { message: 'terminated' } })
  })

  it('that ends before its first snapshot rejects as network', async () => {
    const { send, controller, end } = setUp()
    await send(sse('permissions', samplePermissions()))
    controller.close()
    expect(await end).toMatchObject({ code: 'network', message: expect.stringContaining('first snapshot') })
  })

  it('that is given up rejects as aborted', async () => {
    const { giveUp, end } = setUp()
    giveUp.abort()
    expect(await end).toBeInstanceOf(RecordingAbortedError)
  })
})

describe('silence', () => {
  function setUpClock() {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    onTestFinished(() => { vi.useRealTimers() })
  }

  it('before the first snapshot ends a stream, comments or not', async () => {
    setUpClock()
    const { send, end } = setUp()
    vi.advanceTimersByTime(9_999)
    await send(': heartbeat\n\n')
    vi.advanceTimersByTime(1)
    expect(await end).toMatchObject({ code: 'timeout' })
  })

  it('of forty seconds ends it later on; comments keep it alive', async () => {
    setUpClock()
    const { send, end } = setUp()
    await send(sse('snapshot', sampleSnapshot()))
    for (let count = 0; count < 5; count++) {
      vi.advanceTimersByTime(39_999)
      await send(':\n\n')
    }
    vi.advanceTimersByTime(39_999)
    const ended = vi.fn()
    void end.then(ended)
    await send(':\n\n')
    expect(ended).not.toHaveBeenCalled()
    vi.advanceTimersByTime(40_000)
    expect(await end).toMatchObject({ code: 'timeout' })
  })
})
