import type { HubRoomEvent, HubSnapshot, HubUser } from '../rooms/hub-protocol.js'
import type { RoomChange } from './room-state.js'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { RoomState } from './room-state.js'

const person = (userId: string, more: Partial<HubUser> = {}): HubUser => ({
  userId,
  userName: userId,
  avatarUrl: '',
  nameCard: '',
  role: 'Member',
  camera: false,
  microphone: false,
  screen: false,
  isMessageDisabled: false,
  customInfo: {},
  ...more,
})

const snapshot = (users: HubUser[], more: Partial<HubSnapshot> = {}): HubSnapshot => ({
  revision: 10,
  password: '',
  users,
  room: {
    roomId: 'r',
    roomType: 1,
    roomName: 'r',
    ownerId: 'alice',
    ownerName: 'alice',
    ownerAvatarUrl: '',
    createdAt: 0,
    userCount: users.length,
    isAllMicrophoneDisabled: false,
    isAllCameraDisabled: false,
    isAllScreenShareDisabled: false,
    isAllMessageDisabled: false,
    hasPassword: false,
    recording: null,
  },
  ...more,
})

const cameraOn = (userId: string, on = true): HubRoomEvent => ({ type: 'streamChanged', userId, stream: 'camera', on, by: userId })

function told(changes: RoomChange[] | 'gap'): string[] {
  if (changes === 'gap') return ['gap']
  return changes.map(change => {
    if (change.type === 'room') return `${change.room.userCount} people`
    if (change.type !== 'changed') return `${change.user.userId} ${change.type}`
    const differing = (Object.keys(change.user) as (keyof HubUser)[]).filter(key => JSON.stringify(change.before[key]) !== JSON.stringify(change.user[key]))
    return `${change.user.userId}: ${differing.map(key => `${key} ${String(change.user[key])}`).join(', ')}`
  })
}

describe('events', () => {
  it('change what is known, in their order', () => {
    const state = new RoomState(snapshot([person('alice')]))
    expect(told(state.apply(11, { type: 'userEntered', user: person('bob') }))).toEqual(['bob entered', '2 people'])
    expect(told(state.apply(12, cameraOn('bob')))).toEqual(['bob: camera true'])
    expect(told(state.apply(13, { type: 'userUpdated', user: person('bob', { camera: true, role: 'Admin' }), by: 'alice' }))).toEqual(['bob: role Admin'])
    expect(told(state.apply(14, { type: 'userLeft', userId: 'bob', reason: 'left' }))).toEqual(['bob left', '1 people'])
    expect(state.users.map(({ userId }) => userId)).toEqual(['alice'])
  })

  it('that are already part of the snapshot say nothing', () => {
    const state = new RoomState(snapshot([person('alice', { camera: true })]))
    expect(state.apply(10, cameraOn('alice', false))).toEqual([])
    expect(state.user('alice')?.camera).toBe(true)
  })

  it('after a missed one ask for the whole room instead', () => {
    const state = new RoomState(snapshot([person('alice')]))
    expect(state.apply(12, cameraOn('alice'))).toBe('gap')
    expect(state.user('alice')?.camera).toBe(false)
    expect(told(state.replace(snapshot([person('alice', { camera: true })], { revision: 12 })))).toEqual(['alice: camera true'])
    expect(told(state.apply(13, cameraOn('alice', false)))).toEqual(['alice: camera false'])
  })

  it('about somebody unknown, or that change nothing, say nothing', () => {
    const state = new RoomState(snapshot([person('alice')]))
    expect(state.apply(11, cameraOn('nobody'))).toEqual([])
    expect(state.apply(12, cameraOn('alice', false))).toEqual([])
    expect(state.apply(13, { type: 'userLeft', userId: 'nobody', reason: 'left' })).toEqual([])
  })
})

describe('a later snapshot', () => {
  it('comes down to who left, who came, and what changed', () => {
    const state = new RoomState(snapshot([person('alice'), person('bob', { camera: true }), person('carol')]))
    const changes = state.replace(snapshot([person('carol', { role: 'Owner' }), person('alice'), person('dave', { screen: true })], { revision: 20, password: '123456' }))
    expect(told(changes)).toEqual(['bob left', 'carol: role Owner', 'dave entered'])
    expect(state.users.map(({ userId }) => userId)).toEqual(['carol', 'alice', 'dave'])
    expect(state.password).toBe('123456')
  })

  it('ends in the same knowledge as the events in between', () => {
    const names = ['a', 'b', 'c']
    const event: fc.Arbitrary<HubRoomEvent> = fc.oneof(
      fc.constantFrom(...names).map(name => ({ type: 'userEntered', user: person(name) }) as const),
      fc.constantFrom(...names).map(userId => ({ type: 'userLeft', userId, reason: 'left' }) as const),
      fc.tuple(fc.constantFrom(...names), fc.boolean()).map(([name, on]) => cameraOn(name, on)),
      fc.constantFrom(...names).map(name => ({ type: 'userUpdated', user: person(name, { role: 'Admin' }), by: null }) as const),
    )
    fc.assert(fc.property(fc.array(event, { maxLength: 30 }), events => {
      const first = snapshot([person('a')])
      const stepwise = new RoomState(first)
      events.forEach((each, index) => stepwise.apply(11 + index, each))
      const atOnce = new RoomState(first)
      atOnce.replace({ revision: 10 + events.length, room: stepwise.room, password: stepwise.password, users: stepwise.users })
      expect(atOnce.users).toEqual(stepwise.users)
      expect(atOnce.room).toEqual(stepwise.room)
    }))
  })
})
