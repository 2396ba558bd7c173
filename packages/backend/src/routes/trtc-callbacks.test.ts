import type { Plain } from '../../testing/plain.js'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startPlain } from '../../testing/plain.js'

/** "Worked callback vectors" of the reference, both signed with `Rk7wQ2mZ9tLb4XcV`. */
const vectorA = '{"EventGroupId":3,"EventType":302,"CallbackTs":1767225600500,"EventInfo":{"RoomId":"会议-01","EventTs":1767225600,"EventMsTs":1767225600123,"UserId":"rec_r01","TaskId":"demo-task_1.","Payload":{"LeaveCode":99}}}'
const signA = 'tqJZ1Qdsq6wQYjQsAG+jcbvth3zZgwR0QjzyXg+t80w='
const vectorB = '{\n\t"EventGroupId":\t3,\n\t"EventType":\t301,\n\t"CallbackTs":\t1767225600500,\n\t"EventInfo":\t{\n\t\t"RoomId":\t4242,\n\t\t"EventTs":\t"1767225600",\n\t\t"EventMsTs":\t1767225600123,\n\t\t"UserId":\t"rec_4242",\n\t\t"TaskId":\t"demo-task_1.",\n\t\t"Payload":\t{\n\t\t\t"Status":\t0\n\t\t}\n\t}\n}'
const signB = 'MfK8p5V01Gyn3Mehna+/qUn9z5F3J5qquoqtbjvRtao='
const signOfCompactB = 'dshYuC7zJ61/b7q0YN77XG0L3aTwLPDmVtwm0AHubd8='

let plain: Plain
beforeAll(async () => { plain = await startPlain() })
afterAll(() => plain.close())

const auto = async (roomId: string) => (await plain.call('GET', `/v1/rooms/${roomId}/recording`)).body.auto
const event = (roomId: string, EventType: number, more: object = {}) => JSON.stringify({
  EventGroupId: 3,
  EventType,
  CallbackTs: Date.now(),
  EventInfo: { RoomId: roomId, EventMsTs: 1767225600123, UserId: 'auto_1', TaskId: `task-${roomId}`, Payload: EventType === 302 ? { LeaveCode: 99 } : { Status: 0 }, ...more },
})

describe('the signature', () => {
  it.each([
    ['vector A', vectorA, signA],
    ['vector B', vectorB, signB],
  ])('of %s is taken', async (_, body, sign) => {
    expect(Buffer.byteLength(body)).toBe(body === vectorA ? 213 : 252)
    expect(await plain.callback(body, { sign })).toMatchObject({ status: 200, body: { code: 0 } })
  })

  it.each<[string, string, Record<string, string>]>([
    ['of another body', vectorA, { sign: signB }],
    ['of the re-serialised body', vectorB, { sign: signOfCompactB }],
    ['cut short', vectorA, { sign: signA.slice(0, -1) }],
    ['empty', vectorA, { sign: '' }],
    ['of a body with a blank more', `${vectorA} `, { sign: signA }],
    ['for another application', vectorA, { sign: signA, sdkappid: '1400000124' }],
  ])('%s is refused', async (_, body, headers) => {
    expect(await plain.callback(body, headers)).toMatchObject({ status: 401, body: { code: 'unauthenticated' } })
  })

  it('is over the bytes: what is no UTF-8 is refused as no callback, not as a forgery', async () => {
    expect((await plain.callback(new Uint8Array([0xFF, 0xFE, 0x00]))).body).toMatchObject({ code: 'invalid_request' })
  })
})

describe('a body', () => {
  it.each([
    ['that is no JSON', '{"EventGroupId":3,'],
    ['that is a list', '[]'],
    ['without a task', '{"EventGroupId":3,"EventType":301,"EventInfo":{"RoomId":"r"}}'],
    ['without anything', ''],
  ])('%s is refused', async (_, body) => {
    expect(await plain.callback(body)).toMatchObject({ status: 422, body: { code: 'invalid_request' } })
  })

  it('that is too large is refused before it is read', async () => {
    expect((await plain.callback('x'.repeat(256 * 1024 + 1))).status).toBe(413)
  })

  it.each([
    ['room', '{"EventGroupId":1,"EventType":103,"EventInfo":{"RoomId":"r","EventMsTs":1,"UserId":"bob","Role":20}}'],
    ['media', '{"EventGroupId":2,"EventType":205,"EventInfo":{"RoomId":12345,"EventMsTs":1,"UserId":"bob"}}'],
    ['unheard-of', '{"EventGroupId":99,"EventType":1,"EventInfo":{}}'],
    ['new recording', '{"EventGroupId":3,"EventType":399,"EventInfo":{"RoomId":"r","TaskId":"t","Payload":{"New":1},"Extra":true}}'],
  ])('of a %s event is taken and changes nothing', async (_, body) => {
    expect(await plain.callback(body)).toMatchObject({ status: 200, body: { code: 0 } })
    expect((await plain.call('GET', '/v1/rooms/r/recording')).body.revision).toBe(0)
  })
})

describe('a recording that nobody here started', () => {
  it('is shown as long as it runs, whatever the order and however often', async () => {
    const roomId = 'foreign'
    await plain.callback(event(roomId, 301))
    await plain.callback(event(roomId, 301))
    await expect.poll(() => auto(roomId)).toMatchObject({ active: true, taskCount: 1 })
    await plain.callback(event(roomId, 302))
    await expect.poll(() => auto(roomId)).toMatchObject({ active: false, taskCount: 0 })
    const { body } = await plain.call('GET', `/v1/rooms/${roomId}/recording`)
    await plain.callback(event(roomId, 301, { EventMsTs: 5 }))
    await plain.callback(event(roomId, 302, { EventMsTs: 5 }))
    expect((await plain.call('GET', `/v1/rooms/${roomId}/recording`)).body).toMatchObject({ auto: { active: false }, current: body.current })
  })

  it('does not keep anybody from starting one', async () => {
    await plain.callback(event('both', 301))
    await expect.poll(() => auto('both')).toMatchObject({ active: true })
    expect((await plain.call('POST', '/v1/rooms/both/recording', { body: {} })).status).toBe(202)
  })
})

describe('a callback for a recording of ours', () => {
  it('takes effect once, however often and on however many roads it comes', async () => {
    const { body } = await plain.call('POST', '/v1/rooms/ours/recording', { body: {} })
    const { id } = body.current as { id: string }
    await expect.poll(async () => (await plain.call('GET', `/v1/recordings/${id}`)).body.taskIds.length).toBe(1)
    const { body: detail } = await plain.call('GET', `/v1/recordings/${id}`)
    const file = event('another room', 311, { UserId: `rr_${id}_0_1`, TaskId: detail.taskIds[0], Payload: { Status: 0, TencentVod: { UserId: '', TrackType: 'audio_video', MediaId: 'mix', FileId: 'v1', VideoUrl: 'https://v/a.mp4', CacheFile: 'a.mp4', StartTimeStamp: 1767225610000, EndTimeStamp: 1767225620000 } } })
    await Promise.all(Array.from({ length: 10 }, () => plain.callback(file)))
    await expect.poll(async () => (await plain.call('GET', `/v1/recordings/${id}`)).body.files).toMatchObject([{ name: 'a.mp4', durationMs: 10_000, status: 'ready' }])
    // what the storage is called is no business of browsers
    expect(JSON.stringify((await plain.call('GET', `/v1/recordings/${id}`)).body)).not.toContain('https://v/')
  })
})
