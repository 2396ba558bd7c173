import type { RecordingRequest } from '@roomkit-recording/core'
import type { Plain } from '../../testing/plain.js'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { readEvents } from '../../testing/event-reader.js'
import { startPlain } from '../../testing/plain.js'

let plain: Plain
/** What `authorize` allows beyond `alice`, who may do everything. */
const allowed = new Set(['bob view', 'carol view', 'keeper list'])

const generous = { burst: 1_000, perSecond: 1_000 }

beforeAll(async () => {
  plain = await startPlain({
    options: { authorize: ({ user: { userId }, recording, action }) => userId === 'alice' || (allowed.has(`${userId} ${action}`) && (action !== 'list' || recording !== undefined)) },
    internals: { permissionsMs: 20, rateLimits: { all: generous, writes: generous } },
  })
})
afterAll(() => plain.close())

const start = async (roomId: string, body: object = {}) => (await plain.call('POST', `/v1/rooms/${encodeURIComponent(roomId)}/recording`, { body })).body.current.id as string
async function stop(roomId: string, id: string) {
  await plain.call('DELETE', `/v1/rooms/${roomId}/recording?id=${id}`)
  await expect.poll(async () => (await plain.call('GET', `/v1/rooms/${roomId}/recording`)).body.current).toBeNull()
}
const isCapturing = (roomId: string) => expect.poll(async () => (await plain.call('GET', `/v1/rooms/${roomId}/recording`)).body.current?.capturing).toBe(true)

async function listen(roomId: string, user: string) {
  const events = readEvents(await plain.backend.fetch(new Request(`http://backend/v1/rooms/${roomId}/events`, { headers: { 'x-test-user': user } })))
  onTestFinished(() => events.close().catch(() => {}))
  await events.snapshot()
  return {
    ...events,
    async request(): Promise<RecordingRequest> {
      return JSON.parse((await events.until(({ event }) => event === 'request')).data) as RecordingRequest
    },
  }
}

describe('consents', () => {
  const answer = (id: string, user: string, body: unknown = { choice: 'accepted', textVersion: 'v1' }) => plain.call('POST', `/v1/recordings/${id}/consents`, { user, body })
  const list = async (id: string, user: string) => plain.call('GET', `/v1/recordings/${id}/consents`, { user })

  it('count as last given, and each one is kept in the log', async () => {
    const id = await start('consents')
    expect(await answer(id, 'bob')).toMatchObject({ status: 204, body: null })
    await answer(id, 'carol', { choice: 'declined', textVersion: 'v1' })
    // the same once more is nothing new
    await answer(id, 'bob')
    await answer(id, 'bob', { choice: 'left', textVersion: 'v2' })
    const everybodys = (await list(id, 'alice')).body.items
    expect(everybodys).toEqual([
      { userId: 'carol', name: 'carol', choice: 'declined', textVersion: 'v1', at: expect.any(Number) },
      { userId: 'bob', name: 'bob', choice: 'left', textVersion: 'v2', at: expect.any(Number) },
    ])
    const { log } = (await plain.call('GET', `/v1/recordings/${id}`)).body
    expect(log.filter(({ type }: { type: string }) => type === 'consent').map(({ by, detail }: any) => [by.userId, detail.choice, detail.textVersion])).toEqual([['bob', 'accepted', 'v1'], ['carol', 'declined', 'v1'], ['bob', 'left', 'v2']])
    expect((await list(id, 'bob')).body.items).toEqual([everybodys[1]])
    await stop('consents', id)
    expect((await list(id, 'keeper')).body.items).toEqual(everybodys)
    expect((await list(id, 'bob')).body.items).toEqual([everybodys[1]])
  })

  it('are no change of the room', async () => {
    const id = await start('quiet')
    await isCapturing('quiet')
    const before = (await plain.call('GET', '/v1/rooms/quiet/recording')).body.revision
    await answer(id, 'bob')
    expect((await plain.call('GET', '/v1/rooms/quiet/recording')).body.revision).toBe(before)
  })

  it('are for people in the room, while it records', async () => {
    const id = await start('ends')
    expect((await answer(id, 'stranger')).body).toMatchObject({ status: 404, code: 'not_found' })
    expect((await list(id, 'stranger')).body).toEqual({ ...(await list('nothing', 'stranger')).body, requestId: expect.any(String) })
    await stop('ends', id)
    expect((await answer(id, 'bob')).body).toMatchObject({ status: 409, code: 'not_recording' })
  })

  it.each<[unknown, string]>([
    [{ choice: 'maybe', textVersion: 'v1' }, 'choice'],
    [{ choice: 'accepted' }, 'textVersion'],
    [{ choice: 'accepted', textVersion: '' }, 'textVersion'],
    [{ choice: 'accepted', textVersion: 'x'.repeat(65) }, 'textVersion'],
    [{ choice: 'accepted', textVersion: 'v\u0000' }, 'textVersion'],
    [{ choice: 'accepted', textVersion: 'v1', userId: 'carol' }, ''],
  ])('%j are refused, naming the field', async (body, field) => {
    const roomId = `refused-${JSON.stringify(body).length}-${field}`
    expect((await answer(await start(roomId), 'bob', body)).body).toMatchObject({ status: 422, fields: [{ field }] })
  })
})

describe('markers', () => {
  const mark = (id: string, label: unknown, user = 'alice') => plain.call('POST', `/v1/recordings/${id}/markers`, { user, body: { label } })
  const list = (id: string, user = 'alice') => plain.call('GET', `/v1/recordings/${id}/markers`, { user })

  it('are found again in order, with their place in the media', async () => {
    const id = await start('marked')
    await isCapturing('marked')
    const first = await mark(id, '  <b>Decision</b> ')
    expect(first.body.mediaTimeMs).toBe(first.body.at - (await plain.call('GET', `/v1/recordings/${id}`)).body.startedAt)
    const later = await mark(id, 'Next')
    expect(later).toMatchObject({ status: 201, body: { id: expect.any(String), label: 'Next', at: expect.any(Number), mediaTimeMs: expect.any(Number), by: { userId: 'alice', name: 'alice' } } })
    const { items } = (await list(id)).body
    expect(items).toEqual([{ ...first.body, label: '<b>Decision</b>' }, later.body])
    expect((await list(id, 'keeper')).body.items).toEqual(items)
  })

  it('are set by those in control, while it records', async () => {
    const id = await start('control')
    expect((await mark(id, 'x', 'bob')).body).toMatchObject({ status: 403, code: 'forbidden' })
    expect((await mark(id, 'x', 'stranger')).body).toMatchObject({ status: 404, code: 'not_found' })
    expect((await list(id, 'bob')).body).toMatchObject({ status: 403, code: 'forbidden' })
    expect((await list(id, 'stranger')).body).toMatchObject({ status: 404, code: 'not_found' })
    await stop('control', id)
    expect((await mark(id, 'x')).body).toMatchObject({ status: 409, code: 'not_recording' })
  })

  it.each([[''], ['   '], ['x'.repeat(201)], ['a\nb'], [7], [null]])('%j are refused', async label => {
    const id = await start(`label ${JSON.stringify(label).slice(0, 9)}`)
    expect((await mark(id, label)).body).toMatchObject({ status: 422, fields: [{ field: 'label' }] })
  })
})

describe('the timeline', () => {
  it('holds markers and layouts, as JSON and as WebVTT', async () => {
    const id = await start('timeline', { layout: { mode: 'grid' } })
    await isCapturing('timeline')
    await plain.call('POST', `/v1/recordings/${id}/markers`, { body: { label: 'A & B <i>' } })
    await plain.call('PATCH', `/v1/rooms/timeline/recording?id=${id}`, { body: { layout: { mode: 'float' } } })
    await expect.poll(async () => (await plain.call('GET', '/v1/rooms/timeline/recording')).body.current.layout.applied.mode).toBe('float')
    await plain.call('PATCH', `/v1/rooms/timeline/recording?id=${id}`, { body: { subscribe: { video: { except: ['dave'] } } } })
    await stop('timeline', id)
    const { taskIds } = (await plain.call('GET', `/v1/recordings/${id}`)).body
    const { startedAt } = (await plain.call('GET', `/v1/recordings/${id}`)).body
    await plain.callback(JSON.stringify({ EventGroupId: 3, EventType: 311, EventInfo: { RoomId: 'timeline', EventMsTs: 1, UserId: `rr_${id}_0_1`, TaskId: taskIds[0], Payload: { Status: 0, TencentVod: { UserId: '', TrackType: 'audio_video', MediaId: 'mix', FileId: 'v1', VideoUrl: 'https://v/a.mp4', CacheFile: 'a.mp4', StartTimeStamp: startedAt - 60_000, EndTimeStamp: startedAt + 60_000 } } } }))
    await expect.poll(async () => (await plain.call('GET', `/v1/recordings/${id}/timeline.json`)).body.mediaLengthMs).toBe(120_000)

    const { status, body } = await plain.call('GET', `/v1/recordings/${id}/timeline.json`, { user: 'keeper' })
    expect(status).toBe(200)
    expect(body).toMatchObject({ recordingId: id, roomId: 'timeline', title: null, items: [
      { type: 'layout', layout: { mode: 'grid' }, by: { userId: 'alice' } },
      { type: 'marker', label: 'A & B <i>', by: { userId: 'alice' } },
      { type: 'layout', layout: { mode: 'float' }, by: { userId: 'alice' } },
    ] })
    for (const { at, mediaTimeMs } of body.items) expect(mediaTimeMs).toBe(at - startedAt + 60_000)

    const response = await plain.backend.fetch(new Request(`http://backend/v1/recordings/${id}/timeline.vtt`, { headers: { 'x-test-user': 'keeper' } }))
    expect(response.headers.get('content-type')).toBe('text/vtt; charset=utf-8')
    expect(await response.text()).toMatch(/^WEBVTT[\s\S]+A &amp; B &lt;i&gt;\n/)
  })

  it('is for those who may list the recording', async () => {
    const id = await start('private')
    for (const format of ['json', 'vtt']) {
      expect((await plain.call('GET', `/v1/recordings/${id}/timeline.${format}`, { user: 'bob' })).body).toMatchObject({ status: 403 })
      expect((await plain.call('GET', `/v1/recordings/${id}/timeline.${format}`, { user: 'stranger' })).body).toMatchObject({ status: 404 })
    }
  })
})

describe('requests', () => {
  const ask = (roomId: string, user: string, kind: unknown = 'start') => plain.call('POST', `/v1/rooms/${roomId}/requests`, { user, body: { kind } })

  it('reach those in control at once, and nobody else', async () => {
    const [host, guest] = [await listen('asked', 'alice'), await listen('asked', 'carol')]
    const { status, body } = await ask('asked', 'bob')
    expect([status, body]).toEqual([202, { id: expect.any(String), kind: 'start', by: { userId: 'bob', name: 'bob' }, at: expect.any(Number) }])
    expect(await host.request()).toEqual(body)
    await start('asked')
    await guest.snapshot(({ current }) => current !== null)
    expect(guest.seen.map(({ event }) => event)).not.toContain('request')
  })

  it('reach a host who comes late, once', async () => {
    const { body } = await ask('late', 'bob')
    await ask('late', 'carol', 'leave_me_out')
    const host = await listen('late', 'alice')
    expect([await host.request(), await host.request()]).toMatchObject([body, { kind: 'leave_me_out', by: { userId: 'carol' } }])
    await start('late')
    await host.snapshot(({ current }) => current?.capturing === true)
    expect(host.seen.filter(({ event }) => event === 'request')).toHaveLength(2)
    const again = await listen('late', 'alice')
    expect(await again.request()).toEqual(body)
  })

  it('reach whoever comes into control', async () => {
    allowed.add('dave view')
    const events = await listen('promoted', 'dave')
    const { body } = await ask('promoted', 'bob')
    allowed.add('dave control')
    expect(await events.request()).toEqual(body)
  })

  it('too many of one person have to wait, those of others and in other rooms do not', async () => {
    await ask('often', 'bob')
    const again = await ask('often', 'bob')
    expect(again.body).toMatchObject({ status: 429, code: 'rate_limited', retryable: true })
    expect(Number(again.headers.get('retry-after'))).toBeGreaterThan(20)
    expect([(await ask('often', 'carol')).status, (await ask('often', 'bob', 'leave_me_out')).status, (await ask('other', 'bob')).status]).toEqual([202, 202, 202])
  })

  it('are for people in the room', async () => {
    expect((await ask('asked', 'stranger')).body).toMatchObject({ status: 404, code: 'not_found' })
    expect((await ask('asked', 'bob', 'dance')).body).toMatchObject({ status: 422, fields: [{ field: 'kind' }] })
  })
})
