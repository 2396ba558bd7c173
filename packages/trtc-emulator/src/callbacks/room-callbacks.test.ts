import { describe, expect, it } from 'vitest'
import { createRoomService } from '../rooms/room-service.js'
import { variantsSchema } from '../variants.js'
import { callbackDocument } from './callback-event.js'
import { sendRoomCallbacks } from './room-callbacks.js'

function setUp() {
  const rooms = createRoomService()
  const sent: object[] = []
  sendRoomCallbacks(rooms, event => {
    const { EventGroupId, EventType, EventInfo } = callbackDocument(event, 0, variantsSchema.parse({})) as { EventGroupId: number, EventType: number, EventInfo: object }
    const { EventTs, EventMsTs, ...info } = JSON.parse(JSON.stringify(EventInfo)) as Record<string, unknown>
    sent.push({ EventGroupId, EventType, ...info })
  }, () => 1767225600123)
  return { rooms, told: () => sent.splice(0) }
}

describe('room and media callbacks', () => {
  it('tell that a room was created and somebody entered', () => {
    const { rooms, told } = setUp()
    rooms.enter('demo', { userId: 'alice' })
    expect(told()).toEqual([
      { EventGroupId: 1, EventType: 101, RoomId: 'demo', UserId: 'alice' },
      { EventGroupId: 1, EventType: 103, RoomId: 'demo', UserId: 'alice', Role: 20, TerminalType: 100, UserType: 1, Reason: 1 },
    ])
  })

  it('tell of each stream that starts and stops', () => {
    const { rooms, told } = setUp()
    const room = rooms.enter('demo', { userId: 'alice' })
    told()
    rooms.update(room, 'alice', { camera: true, microphone: true, screen: true })
    rooms.update(room, 'alice', { camera: false, microphone: false, screen: false })
    expect(told()).toEqual([
      ...[201, 203, 205].map(EventType => ({ EventGroupId: 2, EventType, RoomId: 'demo', UserId: 'alice' })),
      ...[202, 204, 206].map(EventType => ({ EventGroupId: 2, EventType, RoomId: 'demo', UserId: 'alice', Reason: 0 })),
    ])
  })

  it.each([['left', 1], ['timeout', 2], ['kicked', 3]] as const)('tell of somebody who %s with reason %i and nothing of the streams', (reason, Reason) => {
    const { rooms, told } = setUp()
    const room = rooms.enter('demo', { userId: 'alice' })
    rooms.update(room, 'alice', { camera: true })
    told()
    rooms.leave(room, 'alice', reason)
    expect(told()).toEqual([{ EventGroupId: 1, EventType: 104, RoomId: 'demo', UserId: 'alice', Role: 20, Reason }])
  })

  it('tell that a room was closed, without a user', () => {
    const { rooms, told } = setUp()
    const room = rooms.enter('4242', { userId: 'alice' }, { roomIdType: 1 })
    told()
    rooms.close(room, 'alice')
    expect(told()).toEqual([
      { EventGroupId: 1, EventType: 104, RoomId: 4242, UserId: 'alice', Role: 20, Reason: 3 },
      { EventGroupId: 1, EventType: 102, RoomId: 4242 },
    ])
  })

  it('tell of an anchor who becomes audience and stops sending, and of the way back', () => {
    const { rooms, told } = setUp()
    const room = rooms.enter('demo', { userId: 'alice' })
    rooms.update(room, 'alice', { camera: true })
    told()
    rooms.update(room, 'alice', { trtcRole: 21 })
    expect(() => { rooms.update(room, 'alice', { camera: true }) }).toThrow('audience sends nothing')
    rooms.update(room, 'alice', { trtcRole: 20, microphone: true })
    expect(told()).toEqual([
      { EventGroupId: 2, EventType: 202, RoomId: 'demo', UserId: 'alice', Reason: 0 },
      { EventGroupId: 1, EventType: 105, RoomId: 'demo', UserId: 'alice', Role: 21 },
      { EventGroupId: 1, EventType: 105, RoomId: 'demo', UserId: 'alice', Role: 20 },
      { EventGroupId: 2, EventType: 203, RoomId: 'demo', UserId: 'alice' },
    ])
  })

  it('have no word for a Conference role', () => {
    const { rooms, told } = setUp()
    const room = rooms.enter('demo', { userId: 'alice' })
    rooms.enter('demo', { userId: 'bob' })
    told()
    rooms.update(room, 'bob', { role: 'Admin' })
    expect(told()).toEqual([])
  })
})
