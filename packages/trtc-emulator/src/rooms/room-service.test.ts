import type { LeaveReason, Room, RoomEvent, RoomService, UserChange } from './room-service.js'
import fc from 'fast-check'
import { describe, expect, it, vi } from 'vitest'
import { createRoomService, RoomServiceError } from './room-service.js'

function setUp() {
  let time = 1000
  const service = createRoomService({ now: () => time })
  const events: RoomEvent[] = []
  const lines: string[] = []
  service.subscribe(event => {
    events.push(event)
    lines.push(tell(event))
  })
  return { service, events, told: () => lines.splice(0), tick: (ms: number) => { time += ms } }
}

/** One line an event, so that a test reads as the sequence it expects. */
function tell(event: RoomEvent): string {
  switch (event.type) {
    case 'roomCreated': return `${event.operator} created ${event.room.roomId}`
    case 'roomClosed': return `${event.operator ?? 'the server'} closed ${event.room.roomId}`
    case 'roomUpdated': return `${event.room.roomId} changed`
    case 'userEntered': return `${event.user.userId} entered as ${event.user.role}`
    case 'userLeft': return `${event.user.userId} went: ${event.reason}`
    case 'userUpdated': return `${event.user.userId} changed: ${event.user.role}`
    case 'trtcRoleChanged': return `${event.user.userId} has role ${event.user.trtcRole}`
    case 'streamChanged': return `${event.user.userId} ${event.stream} ${event.on ? 'on' : 'off'}`
  }
}

describe('rooms', () => {
  it('are created by their first user, who owns them', () => {
    const { service, told, tick } = setUp()
    const room = service.enter('r1', { userId: 'alice', userName: 'Alice' }, { roomName: 'Standup' })
    tick(5)
    expect(service.enter('r1', { userId: 'bob' })).toBe(room)
    expect(told()).toEqual(['alice created r1', 'alice entered as Owner', 'bob entered as Member'])
    expect(room).toMatchObject({ ownerId: 'alice', roomName: 'Standup', createdAt: 1000 })
    expect([...room.users.values()].map(user => [user.userName, user.enteredAt])).toEqual([['Alice', 1000], ['bob', 1005]])
  })

  it('do not change when somebody enters twice', () => {
    const { service, told } = setUp()
    service.enter('r1', { userId: 'alice' })
    told()
    service.enter('r1', { userId: 'alice', userName: 'Somebody else' })
    expect(told()).toEqual([])
    expect(service.find('r1')?.users.get('alice')?.userName).toBe('alice')
  })

  it('with the number 123 and the text "123" are two rooms', () => {
    const { service } = setUp()
    const text = service.enter('123', { userId: 'alice' })
    const number = service.enter('123', { userId: 'bob' }, { roomIdType: 1 })
    expect(text).not.toBe(number)
    expect(service.find('123')).toBe(text)
    expect(service.find('123', 1)).toBe(number)
    expect([...service.rooms()]).toHaveLength(2)
  })

  it('outlive their last user and stay their owner\'s', () => {
    const { service, told } = setUp()
    const room = service.enter('r1', { userId: 'alice' })
    service.leave(room, 'alice', 'timeout')
    told()
    expect(service.find('r1')).toBe(room)
    service.enter('r1', { userId: 'bob' })
    service.enter('r1', { userId: 'alice' })
    expect(told()).toEqual(['bob entered as Member', 'alice entered as Owner'])
  })

  it('send everybody out before they close, and are new when opened again', () => {
    const { service, told } = setUp()
    const room = service.enter('r1', { userId: 'alice' })
    service.enter('r1', { userId: 'bob' })
    told()
    service.close(room, 'alice')
    service.close(room, 'alice')
    expect(told()).toEqual(['alice went: roomClosed', 'bob went: roomClosed', 'alice closed r1'])
    expect(service.find('r1')).toBeUndefined()

    const again = service.enter('r1', { userId: 'bob' })
    expect(again.ownerId).toBe('bob')
    service.close(room)
    service.updateRoom(room, { roomName: 'late' })
    service.leave(room, 'bob')
    expect(service.find('r1')).toBe(again)
    expect(again.users.has('bob')).toBe(true)
  })

  it('announce a setting once, when it differs', () => {
    const { service, told } = setUp()
    const room = service.enter('r1', { userId: 'alice' })
    told()
    service.updateRoom(room, { isAllCameraDisabled: true })
    service.updateRoom(room, { isAllCameraDisabled: true })
    expect(told()).toEqual(['r1 changed'])
    expect(room.isAllCameraDisabled).toBe(true)
  })
})

describe('users', () => {
  it('announce each stream that starts or stops, and none that stays', () => {
    const { service, told } = setUp()
    const room = service.enter('r1', { userId: 'alice' })
    told()
    service.update(room, 'alice', { camera: true, microphone: false, screen: true })
    service.update(room, 'alice', { camera: true, screen: false })
    expect(told()).toEqual(['alice camera on', 'alice screen on', 'alice screen off'])
  })

  it('leave without switching their streams off first', () => {
    const { service, events, told } = setUp()
    const room = service.enter('r1', { userId: 'alice' })
    service.update(room, 'alice', { camera: true })
    told()
    service.leave(room, 'alice')
    service.leave(room, 'alice')
    expect(told()).toEqual(['alice went: left'])
    expect(events.at(-1)).toMatchObject({ type: 'userLeft', user: { camera: true } })
  })

  it('become admins, and the owner by transfer only', () => {
    const { service, told } = setUp()
    const room = service.enter('r1', { userId: 'alice' })
    service.enter('r1', { userId: 'bob' })
    told()
    service.update(room, 'bob', { role: 'Admin' })
    service.update(room, 'bob', { role: 'Admin' })
    service.update(room, 'bob', { role: 'Owner' })
    expect(told()).toEqual(['bob changed: Admin', 'bob changed: Owner', 'alice changed: Member', 'r1 changed'])
    expect(room.ownerId).toBe('bob')
    expect(() => { service.update(room, 'bob', { role: 'Member' }) }).toThrow(RoomServiceError)
  })

  it('take over from an owner who is away', () => {
    const { service, told } = setUp()
    const room = service.enter('r1', { userId: 'alice' })
    service.enter('r1', { userId: 'bob' })
    service.leave(room, 'alice')
    told()
    service.transferOwner(room, 'bob')
    expect(told()).toEqual(['bob changed: Owner', 'r1 changed'])
  })

  it('keep their custom info, key by key', () => {
    const { service } = setUp()
    const room = service.enter('r1', { userId: 'alice' })
    service.update(room, 'alice', { customInfo: { a: '1' } })
    service.update(room, 'alice', { customInfo: { b: '2' } })
    expect(room.users.get('alice')?.customInfo).toEqual({ a: '1', b: '2' })
  })

  it('that are not there cannot be changed', () => {
    const { service } = setUp()
    const room = service.enter('r1', { userId: 'alice' })
    expect(() => { service.update(room, 'nobody', { camera: true }) }).toThrow('User nobody is not in room r1')
    expect(() => { service.transferOwner(room, 'nobody') }).toThrow(RoomServiceError)
  })
})

describe('listeners', () => {
  it('all hear one order, even when one of them changes a room', () => {
    const service = createRoomService()
    const first: string[] = []
    const second: string[] = []
    service.subscribe(event => {
      first.push(tell(event))
      if (event.type === 'userEntered') service.update(event.room, event.user.userId, { camera: true })
    })
    service.subscribe(event => { second.push(tell(event)) })
    service.enter('r1', { userId: 'alice' })
    expect(first).toEqual(['alice created r1', 'alice entered as Owner', 'alice camera on'])
    expect(second).toEqual(first)
  })

  it('that throw do not keep the others from hearing, nor the room from changing', () => {
    const service = createRoomService()
    const heard = vi.fn()
    service.subscribe(event => { if (event.type === 'userEntered') throw new Error('broken listener') })
    service.subscribe(heard)
    expect(() => service.enter('r1', { userId: 'alice' })).toThrow('broken listener')
    expect(heard).toHaveBeenCalledTimes(2)
    expect(service.find('r1')?.users.has('alice')).toBe(true)
  })

  it('hear nothing any more once they unsubscribed', () => {
    const service = createRoomService()
    const heard = vi.fn()
    service.subscribe(heard)()
    service.enter('r1', { userId: 'alice' })
    expect(heard).not.toHaveBeenCalled()
  })
})

describe('whatever happens', () => {
  const users = ['a', 'b', 'c']
  const act = fc.oneof(
    fc.record({ do: fc.constant('enter' as const), who: fc.constantFrom(...users) }),
    fc.record({ do: fc.constant('leave' as const), who: fc.constantFrom(...users), reason: fc.constantFrom<LeaveReason>('left', 'timeout', 'kicked') }),
    fc.record({ do: fc.constant('update' as const), who: fc.constantFrom(...users), change: fc.record<UserChange>({ camera: fc.boolean(), screen: fc.boolean(), role: fc.constantFrom('Owner', 'Admin', 'Member') }, { requiredKeys: [] }) }),
    fc.record({ do: fc.constant('close' as const) }),
  )

  function perform(service: RoomService, step: typeof act extends fc.Arbitrary<infer T> ? T : never) {
    const room = service.find('r')
    try {
      if (step.do === 'enter') service.enter('r', { userId: step.who })
      if (step.do === 'leave' && room) service.leave(room, step.who, step.reason)
      if (step.do === 'update' && room) service.update(room, step.who, step.change)
      if (step.do === 'close' && room) service.close(room)
    } catch (error) {
      if (!(error instanceof RoomServiceError)) throw error
    }
  }

  it('the events alone tell who is in the room and who sends what', () => {
    fc.assert(fc.property(fc.array(act, { maxLength: 60 }), steps => {
      const service = createRoomService()
      const told = new Map<string, { camera: boolean, screen: boolean }>()
      service.subscribe(event => {
        if (event.type === 'userEntered') told.set(event.user.userId, { camera: false, screen: false })
        if (event.type === 'userLeft') told.delete(event.user.userId)
        if (event.type === 'streamChanged' && event.stream !== 'microphone') told.get(event.user.userId)![event.stream] = event.on
      })
      for (const step of steps) perform(service, step)
      const room = service.find('r')
      expect([...told]).toEqual([...room?.users ?? []].map(([id, { camera, screen }]) => [id, { camera, screen }]))
    }))
  })

  it('only the owner has the owner\'s role', () => {
    fc.assert(fc.property(fc.array(act, { maxLength: 60 }), steps => {
      const service = createRoomService()
      for (const step of steps) {
        perform(service, step)
        const room: Room | undefined = service.find('r')
        for (const user of room?.users.values() ?? [])
          expect(user.role === 'Owner').toBe(user.userId === room?.ownerId)
      }
    }))
  })
})
