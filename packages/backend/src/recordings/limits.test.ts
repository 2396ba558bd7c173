import type { Plain } from '../../testing/plain.js'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startPlain } from '../../testing/plain.js'

let plain: Plain
beforeAll(async () => { plain = await startPlain({ options: { maxConcurrentRecordings: 2, authenticate: request => ({ userId: request.headers.get('x-test-user') ?? '', expiresAt: Infinity }) } }) })
afterAll(() => plain.close())

const start = (roomId: string, headers: Record<string, string> = {}) => plain.call('POST', `/v1/rooms/${roomId}/recording`, { body: {}, headers })

describe('recordings that may run at once', () => {
  it('are no more than that, however many are asked for at the same time', async () => {
    const answers = await Promise.all(['a', 'b', 'c', 'd', 'e'].map(roomId => start(roomId)))
    expect(answers.map(({ status }) => status).toSorted()).toEqual([202, 202, 503, 503, 503])
    const refused = answers.find(({ status }) => status === 503)!
    expect(refused.body).toMatchObject({ code: 'unavailable', retryable: true, detail: 'As many recordings run already as this application may have at the same time.' })
    expect(refused.headers.get('retry-after')).toBe('30')
    expect((await plain.call('GET', '/v1/rooms/a/preflight')).body.checks[0]).toMatchObject({ code: 'quota', state: 'failed', used: 2, limit: 2 })
  })

  it('a place is free again once one of them has ended, for the same press too, and a room that is recorded is told so whatever the limit', async () => {
    const running = (await Promise.all(['a', 'b', 'c', 'd', 'e'].map(roomId => plain.backend.recordings.snapshot(roomId)))).filter(({ current }) => current)
    expect((await start(running[0]!.roomId)).body.code).toBe('already_recording')
    expect((await start('f', { 'idempotency-key': 'press-1' })).status).toBe(503)
    await plain.backend.recordings.stop({ roomId: running[0]!.roomId, by: 'alice' })
    await expect.poll(async () => (await plain.backend.recordings.snapshot(running[0]!.roomId)).current, { timeout: 40_000 }).toBeNull()
    expect((await start('f', { 'idempotency-key': 'press-1' })).body.current).toMatchObject({ status: 'starting' })
  })
})
