import type { HubRoom, HubRoomType, HubSnapshot, HubUser } from './hub-protocol.js'
import type { HubSession } from './hub-session.js'
import type { Room, RoomStream, RoomUser } from './room-service.js'

/** What the hub keeps beside a room: who listens, and what only TUIRoomKit asks for. */
export interface RoomDesk {
  revision: number
  roomType: HubRoomType
  password: string
  /** Pages that hear the room's events. */
  readonly listeners: Set<HubSession>
  /** Devices that somebody may open although they are disabled for all, by user id. */
  readonly granted: Map<string, Set<RoomStream>>
}

export function createRoomDesks() {
  const desks = new WeakMap<Room, RoomDesk>()
  return function deskOf(room: Room): RoomDesk {
    let desk = desks.get(room)
    if (!desk) {
      desk = { revision: 0, roomType: 1, password: '', listeners: new Set(), granted: new Map() }
      desks.set(room, desk)
    }
    return desk
  }
}

export function toHubUser(user: RoomUser): HubUser {
  const { userId, userName, avatarUrl, nameCard, role, camera, microphone, screen, isMessageDisabled, customInfo } = user
  return { userId, userName, avatarUrl, nameCard, role, camera, microphone, screen, isMessageDisabled, customInfo }
}

export function toHubRoom(room: Room, desk: RoomDesk): HubRoom {
  const { roomId, roomName, ownerId, createdAt, isAllMicrophoneDisabled, isAllCameraDisabled, isAllScreenShareDisabled, isAllMessageDisabled, recording } = room
  const owner = room.users.get(ownerId)
  return {
    roomId,
    roomType: desk.roomType,
    roomName,
    ownerId,
    ownerName: owner?.userName ?? ownerId,
    ownerAvatarUrl: owner?.avatarUrl ?? '',
    createdAt,
    userCount: room.users.size,
    isAllMicrophoneDisabled,
    isAllCameraDisabled,
    isAllScreenShareDisabled,
    isAllMessageDisabled,
    hasPassword: desk.password !== '',
    recording,
  }
}

export function toSnapshot(room: Room, desk: RoomDesk): HubSnapshot {
  return {
    revision: desk.revision,
    room: toHubRoom(room, desk),
    password: desk.password,
    users: [...room.users.values()].map(toHubUser),
  }
}
