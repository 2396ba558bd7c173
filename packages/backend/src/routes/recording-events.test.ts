import type { Plain } from '../../testing/plain.js'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { readEvents } from '../../testing/event-reader.js'
import { startPlain } from '../../testing/plain.js'

let plain: Plain
/** What `authorize` says at the moment. */
const denied = new Set<string>()

beforeAll(async () => {
  plain = await startPlain({
    options: {
      authenticate(request) {
        const userId = request.headers.get('x-test-user')
        const seconds = Number(request.headers.get('x-test-seconds') ?? 3600)
        return userId === null ? null : { userId, name: userId, expiresAt: Date.now() + seconds * 1000 }
      },
      authorize: ({ user, action }) => !denied.has(user.userId) && !denied.has(`${user.userId} ${action}`),
    },
    internals: { heartbeatMs: 30, permissionsMs: 20 },
  })
})
afterAll(() => plain.close())

async function listen(roomId: string, user = 'bob', headers: Record<string, string> = {}) {
  const response = await plain.backend.fetch(new Request(`http://backend/v1/rooms/${roomId}/events`, { headers: { 'x-test-user': user, ...headers } }))
  const events = readEvents(response)
  onTestFinished(() => events.close().catch(() => {}))
  return { ...events, response }
}
const start = async (roomId: string) => (await plain.call('POST', `/v1/rooms/${roomId}/recording`, { body: {} })).body.current.id as string

describe('an event stream', () => {
  it('begins with the permissions, then the snapshot with its revision as id', async () => {
    const events = await listen('order')
    const first = (await events.next())!
    expect([first.event, first.id]).toEqual(['permissions', null])
    expect(JSON.parse(first.data)).toEqual({ view: true, control: true, list: true, play: true, delete: true, features: expect.arrayContaining(['markers']) })
    expect(await events.next()).toMatchObject({ event: 'snapshot', id: '0' })
    await start('order')
    expect(await events.next()).toMatchObject({ event: 'snapshot', id: '1' })
  })

  it('is neither stored nor held back on the way', async () => {
    const { response } = await listen('headers')
    expect(Object.fromEntries(response.headers)).toMatchObject({ 'content-type': 'text/event-stream; charset=utf-8', 'cache-control': 'no-store, no-transform', 'x-accel-buffering': 'no', 'x-content-type-options': 'nosniff' })
  })

  it('is kept open by comments', async () => {
    const events = await listen('comments')
    expect(await events.comment()).toBe(':')
  })

  it('sends everybody the very same text, with ever later times', async () => {
    const [one, two] = [await listen('shared', 'bob'), await listen('shared', 'carol')]
    for (const events of [one, two]) await events.snapshot()
    await start('shared')
    for (const events of [one, two]) await events.snapshot(({ current }) => current?.capturing === true)
    const since = (events: typeof one) => events.seen.filter(({ event, id }) => event === 'snapshot' && id !== '0').map(({ data }) => data)
    expect(since(one)).toEqual(since(two))
    const times = since(one).map(data => (JSON.parse(data) as { serverTime: number }).serverTime)
    expect(times).toEqual(times.toSorted((a, b) => a - b))
  })

  it('gives whoever comes late the present state at once', async () => {
    await start('late')
    const events = await listen('late')
    expect((await events.snapshot()).current).toMatchObject({ startedBy: { userId: 'alice' } })
  })

  it('sends a fresh proof as the same revision with a later time', async () => {
    const events = await listen('proof')
    await start('proof')
    const first = await events.snapshot(({ current }) => current?.capturing === true)
    const next = await events.snapshot(({ revision, serverTime }) => revision === first.revision && serverTime > first.serverTime)
    expect(next.current!.confirmedAt).toBeGreaterThan(first.current!.confirmedAt!)
    expect(next.current!.confirmBy).toBe(next.current!.confirmedAt! + 60_000)
  })

  it('tells the caller of changed permissions, and ends when there is nothing left to see', async () => {
    const events = await listen('roles', 'dave')
    expect(await events.permissions()).toMatchObject({ control: true })
    denied.add('dave control')
    expect(await events.permissions()).toMatchObject({ view: true, control: false })
    denied.add('dave')
    expect(await events.permissions()).toMatchObject({ view: false, control: false })
    await expect(events.until(() => false)).rejects.toThrow('ended')
  })

  it('ends with the caller\'s token', async () => {
    const events = await listen('expiry', 'erin', { 'x-test-seconds': '0.3' })
    await events.snapshot()
    await expect(events.until(() => false)).rejects.toThrow('ended')
  })

  it('is not opened for strangers', async () => {
    denied.add('stranger')
    const { response } = await listen('order', 'stranger')
    expect(response.status).toBe(404)
  })

  it('ends when the backend closes', async () => {
    const other = await startPlain()
    const response = await other.backend.fetch(new Request('http://backend/v1/rooms/r/events', { headers: { 'x-test-user': 'bob' } }))
    const events = readEvents(response)
    await events.snapshot()
    await other.close()
    await expect(events.until(() => false)).rejects.toThrow('ended')
  })
})
