import type { RoomKitParticipant } from './roomkit-room.js'
import { describe, expect, it, onTestFinished } from 'vitest'
import { effectScope, nextTick, ref } from 'vue'
import { createRoomKitRoom } from './roomkit-room.js'

function participant(changes: Partial<RoomKitParticipant> = {}): RoomKitParticipant {
  return { userId: 'alice', userName: 'Alice', nameCard: '', avatarUrl: '', role: 0, cameraStatus: 0, microphoneStatus: 0, screenShareStatus: 0, ...changes }
}

function aRoomKit() {
  const currentRoom = ref<{ roomId: string } | null>(null)
  const localParticipant = ref<RoomKitParticipant | null>(null)
  const participantList = ref<RoomKitParticipant[]>([])
  const scope = effectScope()
  onTestFinished(() => scope.stop())
  const room = scope.run(() => createRoomKitRoom({ currentRoom, localParticipant, participantList }))!
  const states: unknown[] = []
  room.subscribe(({ roomId, self }) => states.push([roomId, self?.role ?? null]))
  const join = (roomId = 'demo', self = participant()) => {
    currentRoom.value = { roomId }
    localParticipant.value = self
    participantList.value = [self, participant({ userId: 'bob', userName: 'Bob', role: 2 })]
  }
  return { currentRoom, localParticipant, participantList, room, states, scope, join }
}

describe('createRoomKitRoom', () => {
  it('is in no room at first', () => {
    expect(aRoomKit().room.state).toEqual({ roomId: null, self: null, people: [] })
  })

  it('tells who is here, by the name that the room shows', async () => {
    const { room, join } = aRoomKit()
    join('demo', participant({ nameCard: 'Dr. Alice', avatarUrl: 'a.png', cameraStatus: 1, microphoneStatus: 1, screenShareStatus: 1 }))
    await nextTick()
    const alice = { userId: 'alice', name: 'Dr. Alice', avatarUrl: 'a.png', role: 'owner', camera: true, microphone: true, screen: true }
    expect(room.state).toEqual({
      roomId: 'demo',
      self: alice,
      people: [alice, { userId: 'bob', name: 'Bob', avatarUrl: null, role: 'member', camera: false, microphone: false, screen: false }],
    })
  })

  it.each([[0, 'owner'], [1, 'admin'], [2, 'member'], [7, 'member']])('takes role %d for %s', async (role, name) => {
    const { room, join } = aRoomKit()
    join('demo', participant({ role }))
    await nextTick()
    expect(room.state.self?.role).toBe(name)
  })

  it('counts a webinar\'s audience member as being here', async () => {
    const { room, join, participantList } = aRoomKit()
    join()
    participantList.value = []
    await nextTick()
    expect(room.state.people.map(({ userId }) => userId)).toEqual(['alice'])
  })

  it('hears of a role that changes in place', async () => {
    const { states, join, localParticipant } = aRoomKit()
    join()
    await nextTick()
    localParticipant.value!.role = 2
    await nextTick()
    expect(states).toEqual([['demo', 'owner'], ['demo', 'member']])
  })

  it('hears of leaving and of another room', async () => {
    const { states, join, currentRoom, localParticipant } = aRoomKit()
    join()
    await nextTick()
    currentRoom.value = null
    localParticipant.value = null
    await nextTick()
    join('other')
    await nextTick()
    expect(states).toEqual([['demo', 'owner'], [null, null], ['other', 'owner']])
  })

  it('believes an event that says it was left, however often, until it is entered anew', async () => {
    const { room, states, join, currentRoom } = aRoomKit()
    join()
    await nextTick()
    room.leave()
    room.leave()
    await nextTick()
    expect(states.at(-1)).toEqual([null, null])
    expect(currentRoom.value).not.toBeNull()
    join()
    await nextTick()
    expect(states).toEqual([['demo', 'owner'], [null, null], ['demo', 'owner']])
  })

  it('tells no more once its scope is over', async () => {
    const { states, join, scope } = aRoomKit()
    scope.stop()
    join()
    await nextTick()
    expect(states).toEqual([])
  })
})
