import type { RecordingRefusedError } from '@roomkit-recording/core'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { createServerAdapter } from './server-adapter.js'
import { sampleSnapshot } from './testing/samples.js'
import { html, json, startTestServer } from './testing/test-server.js'
import { createTokenSource } from './token.js'

const unauthenticated = { code: 'unauthenticated', title: 'Who are you?' }

/** Lets in whoever carries one of `good`; counts who asked for which token. */
async function setUp({ good = ['new'], getToken }: { good?: string[], getToken: (request: { refresh: boolean }) => string | Promise<string> }) {
  const asked = vi.fn(getToken)
  const server = await startTestServer((request, response) => {
    if (good.some(token => request.headers.authorization === `Bearer ${token}`)) json(response, 200, sampleSnapshot())
    else json(response, 401, unauthenticated)
  })
  const adapter = createServerAdapter({ baseUrl: server.url, getToken: asked })
  const refreshes = () => asked.mock.calls.filter(([{ refresh }]) => refresh).length
  const tokens = () => server.requests.items.map(request => request.headers.authorization?.replace('Bearer ', ''))
  return { adapter, server, asked, refreshes, tokens, good }
}

describe('a refused token', () => {
  it('is replaced once and the call repeated', async () => {
    const { adapter, tokens } = await setUp({ getToken: async ({ refresh }) => refresh ? 'new' : 'old' })
    await expect(adapter.snapshot('demo')).resolves.toEqual(sampleSnapshot())
    expect(tokens()).toEqual(['old', 'new'])
  })

  it('repeats a start under the same key', async () => {
    const { adapter, server } = await setUp({ getToken: ({ refresh }) => refresh ? 'new' : 'old' })
    await adapter.start('demo', { maxMinutes: 5 }, { idempotencyKey: 'press-1' })
    expect(server.requests.items.map(request => [request.headers['idempotency-key'], request.body]))
      .toEqual([['press-1', { maxMinutes: 5 }], ['press-1', { maxMinutes: 5 }]])
  })

  it('twice in a row refuses the call', async () => {
    const { adapter, tokens } = await setUp({ good: [], getToken: ({ refresh }) => refresh ? 'new' : 'old' })
    await expect(adapter.snapshot('demo')).rejects.toMatchObject({ name: 'RecordingRefusedError', code: 'unauthenticated', status: 401 })
    expect(tokens()).toEqual(['old', 'new'])
  })

  it('is recognised when a gateway refuses it with a page of its own', async () => {
    const server = await startTestServer((request, response) =>
      request.headers.authorization === 'Bearer new' ? json(response, 200, sampleSnapshot()) : html(response, 401))
    const adapter = createServerAdapter({ baseUrl: server.url, getToken: ({ refresh }) => refresh ? 'new' : 'old' })
    await expect(adapter.snapshot('demo')).resolves.toEqual(sampleSnapshot())
  })

  it('of ten calls at once is replaced by one question', async () => {
    const held: (() => void)[] = []
    const asked = vi.fn(async ({ refresh }: { refresh: boolean }) => refresh ? 'new' : 'old')
    const server = await startTestServer((request, response) => {
      if (request.headers.authorization === 'Bearer new') return json(response, 200, sampleSnapshot())
      // nobody is refused before all ten have asked
      held.push(() => json(response, 401, unauthenticated))
      if (held.length === 10) held.forEach(refuse => refuse())
    })
    const adapter = createServerAdapter({ baseUrl: server.url, getToken: asked })
    await Promise.all(Array.from({ length: 10 }, () => adapter.snapshot('demo')))
    expect(asked.mock.calls.filter(([{ refresh }]) => refresh)).toHaveLength(1)
    expect(server.requests.items).toHaveLength(20)
  })

  it('whose refusal comes late, when others have replaced it, asks no second time', async () => {
    let refuseLate = () => {}
    const asked = vi.fn(async ({ refresh }: { refresh: boolean }) => refresh ? 'new' : 'old')
    const server = await startTestServer((request, response) => {
      if (request.headers.authorization === 'Bearer new') json(response, 200, sampleSnapshot({ roomId: request.url.split('/')[3]! }))
      else if (request.url.includes('late')) refuseLate = () => json(response, 401, unauthenticated)
      else json(response, 401, unauthenticated)
    })
    const adapter = createServerAdapter({ baseUrl: server.url, getToken: asked })
    const late = adapter.snapshot('late')
    await server.requests.until(requests => requests.length === 1)
    await adapter.snapshot('demo')
    refuseLate()
    await late
    expect(asked.mock.calls.filter(([{ refresh }]) => refresh)).toHaveLength(1)
  })

  it('that getToken keeps handing out is not tried again', async () => {
    const { adapter, refreshes, tokens } = await setUp({ getToken: ({ refresh }) => refresh ? 'new' : 'old' })
    await adapter.snapshot('demo')
    await adapter.snapshot('demo')
    expect(tokens()).toEqual(['old', 'new', 'new'])
    expect(refreshes()).toBe(1)
  })

  it('makes way for another user\'s token', async () => {
    let user = 'old'
    const { adapter, tokens, good } = await setUp({ getToken: ({ refresh }) => refresh ? 'new' : user })
    await adapter.snapshot('demo')
    user = 'bob'
    good.push('bob')
    await adapter.snapshot('demo')
    expect(tokens()).toEqual(['old', 'new', 'bob'])
  })

  it('that a refresh gives once more is asked for anew by the next call', async () => {
    const refreshed = ['old', 'new']
    const { adapter, tokens } = await setUp({ getToken: ({ refresh }) => refresh ? refreshed.shift()! : 'old' })
    await expect(adapter.snapshot('demo')).rejects.toMatchObject({ code: 'unauthenticated' })
    await expect(adapter.snapshot('demo')).resolves.toEqual(sampleSnapshot())
    expect(tokens()).toEqual(['old', 'old', 'old', 'new'])
  })
})

describe('getToken that fails', () => {
  it('at first sends nothing', async () => {
    const cause = new Error('login service is down')
    const { adapter, server } = await setUp({ getToken: () => { throw cause } })
    await expect(adapter.snapshot('demo')).rejects.toMatchObject({ name: 'RecordingError', code: 'unauthenticated', retryable: true, cause })
    expect(server.requests.items).toEqual([])
  })

  it('to refresh leaves the refusal, and is asked again by the next call', async () => {
    let isDown = true
    const { adapter, refreshes } = await setUp({
      getToken: async ({ refresh }) => {
        if (refresh && isDown) throw new Error('login service is down')
        return refresh ? 'new' : 'old'
      },
    })
    const error = await adapter.snapshot('demo').catch((error: RecordingRefusedError) => error)
    expect(error).toMatchObject({ name: 'RecordingRefusedError', status: 401, cause: { cause: { message: 'login service is down' } } })
    isDown = false
    await expect(adapter.snapshot('demo')).resolves.toEqual(sampleSnapshot())
    expect(refreshes()).toBe(2)
  })

  it('to give a text is told so', async () => {
    const { adapter } = await setUp({ getToken: () => ({ userSig: 'x' }) as never })
    await expect(adapter.snapshot('demo')).rejects.toMatchObject({ code: 'unauthenticated', cause: { message: 'getToken gave no text' } })
  })

  it('to answer a refresh at all does not stand in the way for ever', async () => {
    vi.useFakeTimers()
    onTestFinished(() => { vi.useRealTimers() })
    const answers = [new Promise<string>(() => {}), 'new']
    const tokens = createTokenSource(() => answers.shift()!, 10_000)
    const first = tokens.renew('old')
    expect(tokens.renew('old')).toBe(first)
    vi.advanceTimersByTime(10_000)
    await expect(tokens.renew('old')).resolves.toBe('new')
  })
})
