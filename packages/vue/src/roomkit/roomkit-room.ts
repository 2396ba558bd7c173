import type { RecordingRoom, RecordingRoomState, RoomPerson, RoomRole } from '@roomkit-recording/core'
import type { Ref } from 'vue'
import { shallowRef, toRaw, watch } from 'vue'

/** What is read of one participant, as TUIRoomKit's state names it. Roles: 0 owner, 1 admin, 2 general user; devices: 0 off, 1 on. */
export interface RoomKitParticipant {
  userId: string
  userName: string
  nameCard: string
  avatarUrl: string
  role: number
  cameraStatus: number
  microphoneStatus: number
  screenShareStatus: number
}

/** The part of TUIRoomKit's state that says who is in which room. */
export interface RoomKitState {
  currentRoom: Ref<{ roomId: string, recordingInfo?: { status?: number } } | null>
  localParticipant: Ref<RoomKitParticipant | null>
  participantList: Ref<RoomKitParticipant[]>
}

export interface RoomKitRoom extends RecordingRoom {
  /** The room counts as left although TUIRoomKit's state still names it, until it is entered anew. */
  leave: () => void
}

const roles: RoomRole[] = ['owner', 'admin', 'member']

/** A `RecordingRoom` over TUIRoomKit's state. Follows it as long as the current effect scope lives. */
export function createRoomKitRoom({ currentRoom, localParticipant, participantList }: RoomKitState): RoomKitRoom {
  const listeners = new Set<(state: RecordingRoomState) => void>()
  const left = shallowRef<object | null>(null)

  function read(): RecordingRoomState {
    const room = currentRoom.value
    if (!room || toRaw(room) === left.value) return { roomId: null, self: null, people: [] }
    const self = localParticipant.value && toPerson(localParticipant.value)
    const people = participantList.value.map(toPerson)
    // A webinar's audience is not in the list.
    if (self && !people.some(({ userId }) => userId === self.userId)) people.push(self)
    return { roomId: room.roomId, self, people }
  }

  let state = read()
  watch(read, next => {
    state = next
    for (const listener of [...listeners]) listener(next)
  })

  return {
    get state() { return state },
    subscribe(listener) {
      listeners.add(listener)
      return () => { listeners.delete(listener) }
    },
    leave() { left.value = toRaw(currentRoom.value) },
  }
}

function toPerson({ userId, userName, nameCard, avatarUrl, role, cameraStatus, microphoneStatus, screenShareStatus }: RoomKitParticipant): RoomPerson {
  return {
    userId,
    name: nameCard || userName || userId,
    avatarUrl: avatarUrl || null,
    role: roles[role] ?? 'member',
    camera: cameraStatus === 1,
    microphone: microphoneStatus === 1,
    screen: screenShareStatus === 1,
  }
}
