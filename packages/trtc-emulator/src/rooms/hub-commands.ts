import type { ConferenceRecording } from '../conference-recording/conference-recording.js'
import type { DeviceRequests } from './device-requests.js'
import type { HubCommandName, HubCommands, HubDevice, hubErrors, HubSnapshot } from './hub-protocol.js'
import type { RoomDesk } from './hub-room.js'
import type { HubSession } from './hub-session.js'
import type { Room, RoomRole, RoomService, RoomUser } from './room-service.js'
import { HubError } from './hub-error.js'
import { toHubRoom, toHubUser, toSnapshot } from './hub-room.js'

export interface HubCommandContext {
  rooms: RoomService
  requests: DeviceRequests
  recording: Pick<ConferenceRecording, 'start' | 'stop'>
  maxUsers: number
  deskOf: (room: Room) => RoomDesk
  sessionOf: (userId: string) => HubSession | undefined
  /** Announces the changes that `change` makes as done by `userId`. */
  acting: (userId: string, change: () => void) => void
  /** Tells a room's listeners what the room service doesn't know of. */
  announceRoom: (room: Room) => void
}

export type HubCommandHandlers = {
  [Name in Exclude<HubCommandName, 'login'>]: (session: HubSession, params: HubCommands[Name][0]) => HubCommands[Name][1]
}

const rank: Record<RoomRole, number> = { Owner: 2, Admin: 1, Member: 0 }

/** Everybody in the room is told all of it with every change of the user. */
const maxCustomInfo = 16 * 1024

const disabledFor = {
  microphone: 'isAllMicrophoneDisabled',
  camera: 'isAllCameraDisabled',
  screen: 'isAllScreenShareDisabled',
} as const satisfies Record<HubDevice, keyof Room>

const needsPermission = {
  microphone: 'microphoneNeedsPermission',
  camera: 'cameraNeedsPermission',
  screen: 'screenNeedsPermission',
} as const satisfies Record<HubDevice, keyof typeof hubErrors>

/** What each command does, with the Conference service's rules about who may. */
export function createHubCommands({ rooms, requests, recording, maxUsers, deskOf, sessionOf, acting, announceRoom }: HubCommandContext): HubCommandHandlers {
  function inRoom(session: HubSession): { room: Room, user: RoomUser, desk: RoomDesk } {
    const room = session.isListening ? session.room : null
    const user = room?.users.get(session.userId)
    if (!room || !user) throw new HubError('notInRoom', 'Not in a room')
    return { room, user, desk: deskOf(room) }
  }

  function inControl(session: HubSession, role: 'Owner' | 'Admin' = 'Admin') {
    const place = inRoom(session)
    if (rank[place.user.role] < rank[role])
      throw role === 'Owner' ? new HubError('needOwner', 'Only the owner may do this') : new HubError('needAdmin', 'Only the owner and admins may do this')
    return place
  }

  function other(room: Room, userId: string): RoomUser {
    const user = room.users.get(userId)
    if (!user) throw new HubError('userNotExist', `User ${userId} is not in room ${room.roomId}`)
    return user
  }

  /** Somebody of a lower role than the session's user. */
  function subordinate(session: HubSession, userId: string) {
    const place = inControl(session)
    const target = other(place.room, userId)
    if (rank[target.role] >= rank[place.user.role]) throw new HubError('permissionDenied', `User ${userId} is not below you in this room`)
    return { ...place, target }
  }

  function seat(session: HubSession, room: Room): HubSnapshot {
    const desk = deskOf(room)
    session.stopGrace()
    session.room = room
    session.isListening = true
    const { userName, avatarUrl } = session.profile
    rooms.update(room, session.userId, { ...(userName !== undefined && { userName }), ...(avatarUrl !== undefined && { avatarUrl }) })
    const snapshot = toSnapshot(room, desk)
    desk.listeners.add(session)
    return snapshot
  }

  /** A page is in one room at a time; a place kept for a page that is gone is given up for another room. */
  function makeFree(session: HubSession, roomId: string) {
    const { room } = session
    if (!room || room.roomId === roomId) return
    if (session.isListening) throw new HubError('alreadyInOtherRoom', `Still in room ${room.roomId}`)
    leave(session, room)
  }

  function leave(session: HubSession, room: Room) {
    deskOf(room).listeners.delete(session)
    session.room = null
    session.isListening = false
    session.stopGrace()
    rooms.leave(room, session.userId)
  }

  function enter(session: HubSession, roomId: string, roomName?: string): Room {
    const { userId, profile: { userName, avatarUrl } } = session
    return rooms.enter(roomId, { userId, ...(userName && { userName }), ...(avatarUrl && { avatarUrl }) }, roomName ? { roomName } : {})
  }

  return {
    setProfile(session, profile) {
      session.profile = { ...session.profile, ...profile }
      const { userName, avatarUrl } = profile
      if (session.room?.users.has(session.userId))
        rooms.update(session.room, session.userId, { ...(userName !== undefined && { userName }), ...(avatarUrl !== undefined && { avatarUrl }) })
      return null
    },

    createRoom(session, { roomId, roomType, options: { roomName, password = '', ...disabled } }) {
      makeFree(session, roomId)
      const existing = rooms.find(roomId)
      // The Conference service keeps an empty room for its owner for hours. Here whoever creates it next takes it over,
      // so that the first one in always owns the room.
      const isTakenOver = existing !== undefined && existing.users.size === 0
      if (existing && !isTakenOver) {
        if (existing.ownerId !== session.userId) throw new HubError('roomIdOccupied', `Room ${roomId} belongs to somebody else`)
        enter(session, roomId)
        return seat(session, existing)
      }
      const room = enter(session, roomId, roomName)
      const desk = deskOf(room)
      desk.roomType = roomType
      desk.password = password
      desk.granted.clear()
      rooms.transferOwner(room, session.userId)
      rooms.updateRoom(room, {
        ...(roomName && { roomName }),
        isAllMicrophoneDisabled: disabled.isAllMicrophoneDisabled ?? false,
        isAllCameraDisabled: disabled.isAllCameraDisabled ?? false,
        isAllScreenShareDisabled: disabled.isAllScreenShareDisabled ?? false,
        isAllMessageDisabled: disabled.isAllMessageDisabled ?? false,
      })
      return seat(session, room)
    },

    joinRoom(session, { roomId, password }) {
      makeFree(session, roomId)
      const room = rooms.find(roomId)
      if (!room) throw new HubError('roomIdNotExist', `There is no room ${roomId}`)
      const desk = deskOf(room)
      if (!room.users.has(session.userId)) {
        if (room.users.size >= maxUsers) throw new HubError('roomUserFull', `Room ${roomId} is full`)
        if (desk.password && session.userId !== room.ownerId && password !== desk.password)
          throw password ? new HubError('wrongPassword', 'The password is wrong') : new HubError('needPassword', `Room ${roomId} has a password`)
        enter(session, roomId)
      }
      return seat(session, room)
    },

    leaveRoom(session) {
      const { room } = inRoom(session)
      leave(session, room)
      return null
    },

    endRoom(session) {
      const { room } = inControl(session, 'Owner')
      rooms.close(room, session.userId)
      return null
    },

    getRoom(session, { roomId }) {
      const room = rooms.find(roomId)
      if (!room) throw new HubError('roomIdNotExist', `There is no room ${roomId}`)
      return toHubRoom(room, deskOf(room))
    },

    sync(session) {
      const { room, desk } = inRoom(session)
      return toSnapshot(room, desk)
    },

    updateRoom(session, { roomName, password }) {
      const { room, desk } = inControl(session)
      if (roomName !== undefined) acting(session.userId, () => { rooms.updateRoom(room, { roomName }) })
      if (password !== undefined && password !== desk.password) {
        desk.password = password
        acting(session.userId, () => { announceRoom(room) })
      }
      return null
    },

    startRecording(session) {
      const { room, user } = inControl(session)
      if (!recording.start(room, user)) throw new HubError('recordingNotConfigured', 'Conference-managed recording is not configured for this application')
      return null
    },

    stopRecording(session) {
      const { room } = inControl(session)
      acting(session.userId, () => { recording.stop(room) })
      return null
    },

    setStream(session, { stream, on }) {
      const { room, user, desk } = inRoom(session)
      const isDisabled = room[disabledFor[stream]] && user.role === 'Member' && !desk.granted.get(user.userId)?.has(stream)
      if (on && isDisabled) throw new HubError(needsPermission[stream], `Opening the ${stream} needs an admin's permission`)
      if (on && stream === 'screen' && [...room.users.values()].some(({ userId, screen }) => screen && userId !== user.userId))
        throw new HubError('requestConflict', 'Somebody else is sharing the screen')
      acting(user.userId, () => { rooms.update(room, user.userId, { [stream]: on }) })
      return null
    },

    changeRole(session, { userId, role }) {
      const { room } = inControl(session, 'Owner')
      const target = other(room, userId)
      if (target.role === 'Owner') throw new HubError('alreadyRoomOwner', `User ${userId} owns the room`)
      acting(session.userId, () => { rooms.update(room, userId, { role }) })
      return null
    },

    changeNameCard(session, { userId, nameCard }) {
      const { room } = userId === session.userId ? inRoom(session) : subordinate(session, userId)
      acting(session.userId, () => { rooms.update(room, userId, { nameCard }) })
      return null
    },

    setCustomInfo(session, { userId, customInfo }) {
      const { room } = userId === session.userId ? inRoom(session) : subordinate(session, userId)
      const whole = { ...other(room, userId).customInfo, ...customInfo }
      if (JSON.stringify(whole).length > maxCustomInfo) throw new HubError('invalidParameter', `customInfo: more than ${maxCustomInfo} characters altogether`)
      acting(session.userId, () => { rooms.update(room, userId, { customInfo }) })
      return null
    },

    kick(session, { userId }) {
      const { room } = subordinate(session, userId)
      acting(session.userId, () => { rooms.leave(room, userId, 'kicked') })
      return null
    },

    disableMessages(session, { userId, disable }) {
      const { room } = subordinate(session, userId)
      acting(session.userId, () => { rooms.update(room, userId, { isMessageDisabled: disable }) })
      return null
    },

    disableAllMessages(session, { disable }) {
      const { room } = inControl(session)
      acting(session.userId, () => { rooms.updateRoom(room, { isAllMessageDisabled: disable }) })
      return null
    },

    disableAllDevices(session, { device, disable }) {
      const { room, desk } = inControl(session)
      acting(session.userId, () => {
        rooms.updateRoom(room, { [disabledFor[device]]: disable })
        for (const devices of desk.granted.values()) devices.delete(device)
        if (!disable) return
        for (const user of room.users.values()) {
          if (user.role === 'Member') rooms.update(room, user.userId, { [device]: false })
        }
      })
      return null
    },

    closeDevice(session, { userId, device }) {
      const { room, user, desk } = subordinate(session, userId)
      desk.granted.get(userId)?.delete(device)
      acting(session.userId, () => { rooms.update(room, userId, { [device]: false }) })
      sessionOf(userId)?.send({ type: 'deviceClosed', device, by: toHubUser(user) })
      return null
    },

    requestDevice(session, { kind, userId, device, timeoutSeconds }) {
      const { room, user } = kind === 'invite' ? inControl(session) : inRoom(session)
      const to = kind === 'invite' ? toHubUser(other(room, userId)) : null
      return requests.ask(room, { kind, device, from: toHubUser(user), to }, timeoutSeconds)
    },

    cancelRequest(session, { requestId }) {
      requests.cancel(requestId, session.userId)
      return null
    },

    answerRequest(session, { requestId, agree }) {
      const { room, desk } = inRoom(session)
      const { kind, from, device } = requests.answer(room, requestId, session.userId, agree)
      if (!agree) return null
      const opener = kind === 'apply' ? from.userId : session.userId
      const devices = desk.granted.get(opener) ?? new Set()
      desk.granted.set(opener, devices.add(device))
      return null
    },
  }
}
