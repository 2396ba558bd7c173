import { describe, expect, it } from 'vitest'
import { resolveOptions } from './options.js'

const good = { baseUrl: '/recording', getToken: () => 'token' }

describe('resolveOptions', () => {
  it('fills in what was left out', () => {
    const { axios, ...resolved } = resolveOptions({ ...good, timing: { pollMs: 5_000 } })
    expect(axios.request).toBeTypeOf('function')
    expect(resolved).toEqual({
      ...good,
      timeoutMs: 10_000,
      withCredentials: undefined,
      timing: { firstSnapshotMs: 10_000, silenceMs: 40_000, steadyMs: 5_000, retryMinMs: 500, retryMaxMs: 30_000, pollMs: 5_000, streamRetryMs: 60_000 },
    })
  })

  it.each([['/recording/', '/recording'], ['https://x.example/r//', 'https://x.example/r'], ['/', ''], ['', '']])('takes %j as %j', (baseUrl, taken) => {
    expect(resolveOptions({ ...good, baseUrl }).baseUrl).toBe(taken)
  })

  it.each([
    ['baseUrl', { baseUrl: undefined }],
    ['baseUrl', { baseUrl: '/recording?x=1' }],
    ['getToken', { getToken: 'eJw…' }],
    ['timeoutMs', { timeoutMs: -1 }],
    ['timeoutMs', { timeoutMs: Number.POSITIVE_INFINITY }],
    ['silenceMs', { timing: { silenceMs: Number.NaN } }],
    ['pollMs', { timing: { pollMs: '3s' } }],
  ])('names %s when it is wrong', (name, wrong) => {
    expect(() => resolveOptions({ ...good, ...wrong } as never)).toThrow(name)
  })
})
