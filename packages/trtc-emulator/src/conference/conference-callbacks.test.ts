import { describe, expect, it } from 'vitest'
import { sdkAppId, startEmulator, startReceiver, userSig } from '../../testing/fixture.js'
import { conferenceCallbackSign } from '../callbacks/conference-callback-url.js'
import { createVirtualClock } from '../clock.js'

async function setUp(options: Parameters<typeof startEmulator>[0] = {}, answers: (number | null)[] = []) {
  const clock = createVirtualClock({ now: Date.parse('2026-01-01T00:00:00Z') })
  const conference = await startReceiver(answers)
  const emulator = await startEmulator({ clock, conferenceCallbackUrl: conference.url, ...options })
  const told = () => conference.received.splice(0).map(({ body }) => {
    const { EventTime, ...facts } = body as unknown as Record<string, unknown>
    return facts
  })
  async function ask(command: string, body: object) {
    const query = new URLSearchParams({ sdkappid: String(sdkAppId), identifier: 'administrator', usersig: userSig('administrator'), random: '1', contenttype: 'json' })
    return await (await fetch(`${emulator.url}/v4/${command}?${query}`, { method: 'POST', body: JSON.stringify(body) })).json() as { ErrorCode: number, Response?: object }
  }
  return { ...emulator, clock, conference, told, ask }
}

describe('callbacks of Conference rooms', () => {
  it('tell of rooms and people', async () => {
    const { control, clock, told } = await setUp()
    const room = control.rooms.enter('demo', { userId: 'alice' }, { roomName: 'Stand-up' })
    control.rooms.enter('demo', { userId: 'bob' })
    await clock.advance(0)
    expect(told()).toMatchObject([
      { CallbackCommand: 'Room.CallbackAfterCreateRoom', Operator_Account: 'alice', RoomInfo: { RoomId: 'demo', RoomName: 'Stand-up', RoomType: 'Meeting', Owner_Account: 'alice', IsCloudRecordingDisabled: 'false' }, ScheduleInviteeList_Account: [] },
      { CallbackCommand: 'Room.CallbackAfterMemberEnter', Operator_Account: 'alice', RoomId: 'demo', Type: 'Enter', MemberList_Account: ['alice'] },
      { CallbackCommand: 'Room.CallbackAfterMemberEnter', RoomId: 'demo', MemberCount: 2, Type: 'Enter', MemberList_Account: ['bob'] },
    ])
    control.rooms.transferOwner(room, 'bob')
    control.rooms.updateRoom(room, { isAllMicrophoneDisabled: true })
    control.rooms.leave(room, 'alice', 'timeout')
    control.rooms.close(room)
    await clock.advance(0)
    expect(told()).toEqual([
      { CallbackCommand: 'Room.CallbackAfterUpdateRoomInfo', Operator_Account: 'bob', RoomInfo: { RoomId: 'demo', Owner_Account: 'bob' } },
      { CallbackCommand: 'Room.CallbackAfterUpdateRoomInfo', Operator_Account: 'bob', RoomInfo: { RoomId: 'demo', IsAudioDisabled: true } },
      { CallbackCommand: 'Room.CallbackAfterMemberLeave', Operator_Account: 'alice', RoomId: 'demo', MemberCount: 1, Type: 'Expired', Reason: '', MemberList_Account: ['alice'] },
      { CallbackCommand: 'Room.CallbackAfterDestroyRoom', Operator_Account: 'administrator', RoomId: 'demo' },
    ])
  })

  it('say the two doubtful things the other way too', async () => {
    const { control, clock, told } = await setUp({ variants: { createdRoomType: 'Conference', cloudRecordingDisabled: 'boolean' } })
    control.rooms.enter('demo', { userId: 'alice' })
    await clock.advance(0)
    expect(told()[0]).toMatchObject({ RoomInfo: { RoomType: 'Conference', IsCloudRecordingDisabled: false } })
  })

  it('are none for rooms with a number', async () => {
    const { control, clock, told } = await setUp()
    control.rooms.enter('4242', { userId: 'alice' }, { roomIdType: 1 })
    await clock.advance(0)
    expect(told()).toEqual([])
  })

  it('are tried once, and seen like all others', async () => {
    const { control, clock, conference } = await setUp({ conferenceCallbackToken: 'myToken42' }, [500])
    control.rooms.enter('demo', { userId: 'alice' })
    await clock.advance(120_000)
    expect(conference.received).toHaveLength(2)
    expect(control.callbacks.list()).toMatchObject([
      { kind: 'conference', eventType: 'Room.CallbackAfterCreateRoom', state: 'dropped', attempts: [{ status: 500 }] },
      { kind: 'conference', eventType: 'Room.CallbackAfterMemberEnter', state: 'delivered' },
    ])
  })

  it('carry their signature in the URL, over the time alone', async () => {
    expect(conferenceCallbackSign('myToken42', 1767225600)).toBe('0953f56f0357ce3ab8f14164f4085c1401526d72a4b28b3dcc8596ac8418949c')
    const { control, clock, conference } = await setUp({ conferenceCallbackToken: 'myToken42' })
    control.rooms.enter('demo', { userId: 'alice' })
    await clock.advance(0)
    expect(Object.fromEntries(new URL(conference.received[0]!.url, 'http://x').searchParams)).toEqual({
      SdkAppid: String(sdkAppId),
      CallbackCommand: 'Room.CallbackAfterCreateRoom',
      contenttype: 'json',
      ClientIP: '127.0.0.1',
      OptPlatform: 'RESTAPI',
      Sign: '0953f56f0357ce3ab8f14164f4085c1401526d72a4b28b3dcc8596ac8418949c',
      RequestTime: '1767225600',
    })
  })

  it('can be lost by a fault', async () => {
    const { control, clock, told } = await setUp()
    control.faults.set([{ callback: 'Room.CallbackAfterCreateRoom', effect: 'drop' }])
    control.rooms.enter('demo', { userId: 'alice' })
    await clock.advance(0)
    expect(told()).toMatchObject([{ CallbackCommand: 'Room.CallbackAfterMemberEnter' }])
  })

  it('are set by command', async () => {
    const { ask, control, clock, told, conference } = await setUp({ conferenceCallbackUrl: undefined as never })
    expect((await ask('room_config/get_callback', {})).Response).toEqual({ Url: '', CallbackCommandList: [] })
    const settings = { Url: conference.url, CallbackCommandList: ['Room.CallbackAfterMemberEnter'] }
    expect((await ask('room_config/set_callback', settings)).ErrorCode).toBe(0)
    expect((await ask('room_config/update_callback', { Url: 'here' })).ErrorCode).toBe(100002)
    expect((await ask('room_config/get_callback', {})).Response).toEqual(settings)
    control.rooms.enter('demo', { userId: 'alice' })
    await clock.advance(0)
    expect(told()).toMatchObject([{ CallbackCommand: 'Room.CallbackAfterMemberEnter' }])
  })
})

describe('what only the Conference service keeps of a room', () => {
  it('is changed and told', async () => {
    const { ask, control, clock, told } = await setUp({ variants: { cloudRecordingDisabled: 'boolean' } })
    control.rooms.enter('demo', { userId: 'alice' })
    await clock.advance(0)
    told()
    await ask('room_engine_http_srv/update_room_info', { RoomId: 'demo', CustomInfo: '{"recording":1}', IsCloudRecordingDisabled: true })
    await clock.advance(0)
    expect(told()).toMatchObject([{ CallbackCommand: 'Room.CallbackAfterUpdateRoomInfo', RoomInfo: { RoomId: 'demo', CustomInfo: '{"recording":1}', IsCloudRecordingDisabled: true } }])
    expect((await ask('room_engine_http_srv/get_room_info', { RoomId: 'demo' })).Response).toMatchObject({ RoomInfo: { CustomInfo: '{"recording":1}', IsCloudRecordingDisabled: true } })
    expect((await ask('room_engine_http_srv/update_room_info', { RoomId: 'demo', CustomInfo: 'é'.repeat(251) })).ErrorCode).toBe(100002)
  })
})
