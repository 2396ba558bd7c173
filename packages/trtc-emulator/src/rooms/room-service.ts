/** Which kind of room id a client entered with: 0 text, 1 number. Room 123 and room "123" are two rooms. */
export type RoomIdType = 0 | 1

export type RoomRole = 'Owner' | 'Admin' | 'Member'
export type RoomStream = 'camera' | 'microphone' | 'screen'

export interface RoomUser {
  readonly userId: string
  userName: string
  avatarUrl: string
  nameCard: string
  role: RoomRole
  /** TRTC role 20 anchor, 21 audience, who sends nothing. In a Conference room everybody is an anchor. */
  trtcRole: 20 | 21
  readonly enteredAt: number
  camera: boolean
  microphone: boolean
  screen: boolean
  isMessageDisabled: boolean
  /** The Conference service's `CustomInfo` of a member. */
  customInfo: Record<string, string>
}

/** Conference-managed recording of a room: who pressed, and since when (milliseconds since the epoch). */
export interface RoomRecording {
  by: { userId: string, userName: string, avatarUrl: string }
  startedAt: number
}

export interface Room {
  readonly roomId: string
  readonly roomIdType: RoomIdType
  roomName: string
  ownerId: string
  readonly createdAt: number
  isAllMicrophoneDisabled: boolean
  isAllCameraDisabled: boolean
  isAllScreenShareDisabled: boolean
  isAllMessageDisabled: boolean
  /** What only the Conference service knows of. */
  customInfo: string
  isCloudRecordingDisabled: boolean
  recording: RoomRecording | null
  /** In order of entry. */
  readonly users: ReadonlyMap<string, RoomUser>
}

export type LeaveReason = 'left' | 'timeout' | 'kicked' | 'roomClosed'

/** `room` and `user` are the live objects; the user of `userLeft` is as it last was. Leaving announces no `streamChanged`. */
export type RoomEvent
  = | { type: 'roomCreated', room: Room, operator: string }
    | { type: 'roomClosed', room: Room, operator: string | null }
    | { type: 'roomUpdated', room: Room }
    | { type: 'userEntered', room: Room, user: RoomUser }
    | { type: 'userLeft', room: Room, user: RoomUser, reason: LeaveReason }
    | { type: 'userUpdated', room: Room, user: RoomUser }
    | { type: 'trtcRoleChanged', room: Room, user: RoomUser }
    | { type: 'streamChanged', room: Room, user: RoomUser, stream: RoomStream, on: boolean }

export interface UserChange {
  userName?: string
  nameCard?: string
  avatarUrl?: string
  /** `Owner` hands the room over; the owner's own role only changes that way. */
  role?: RoomRole
  /** Who becomes audience stops sending first. */
  trtcRole?: 20 | 21
  isMessageDisabled?: boolean
  customInfo?: Record<string, string>
  camera?: boolean
  microphone?: boolean
  screen?: boolean
}

export interface RoomChange {
  roomName?: string
  isAllMicrophoneDisabled?: boolean
  isAllCameraDisabled?: boolean
  isAllScreenShareDisabled?: boolean
  isAllMessageDisabled?: boolean
  customInfo?: string
  isCloudRecordingDisabled?: boolean
  recording?: RoomRecording | null
}

/** The one authority on who is where and sends what. Every change is synchronous and announced in order. */
export interface RoomService {
  rooms: () => Iterable<Room>
  /** `roomIdType` defaults to 0. */
  find: (roomId: string, roomIdType?: RoomIdType) => Room | undefined
  /**
   * Creates the room for its first user, who owns it. Entering twice changes nothing.
   * A room outlives its last user, as the Conference service's rooms do, and still belongs to its owner.
   */
  enter: (roomId: string, user: { userId: string, userName?: string, avatarUrl?: string }, options?: { roomIdType?: RoomIdType, roomName?: string }) => Room
  /** @throws RoomServiceError when the user isn't in the room, the owner would lose the role, or audience would send. */
  update: (room: Room, userId: string, change: UserChange) => void
  updateRoom: (room: Room, change: RoomChange) => void
  /** `reason` defaults to `left`. Nothing happens when the user isn't in the room. */
  leave: (room: Room, userId: string, reason?: LeaveReason) => void
  /** @throws RoomServiceError when the user isn't in the room. */
  transferOwner: (room: Room, userId: string) => void
  /** Everybody leaves, then the room is gone. Without `operator` it was the server's doing. */
  close: (room: Room, operator?: string) => void
  /** Calls `listener` for every change until the returned function is called. */
  subscribe: (listener: (event: RoomEvent) => void) => () => void
}

/** A change was asked of the room service that the room doesn't allow. */
export class RoomServiceError extends Error {
  override name = 'RoomServiceError'
}

export interface RoomServiceOptions {
  /** Milliseconds since the epoch. @default Date.now */
  now?: () => number
}

type OwnRoom = Room & { readonly users: Map<string, RoomUser> }

const streams = ['camera', 'microphone', 'screen'] as const

export function createRoomService({ now = Date.now }: RoomServiceOptions = {}): RoomService {
  const rooms = new Map<string, OwnRoom>()
  const listeners = new Set<(event: RoomEvent) => void>()
  const pending: RoomEvent[] = []
  let announcing = false

  // A listener may change a room; its events wait, so that every listener sees one order.
  function announce(event: RoomEvent) {
    pending.push(event)
    if (announcing) return
    announcing = true
    const errors: unknown[] = []
    for (let next = pending.shift(); next; next = pending.shift()) {
      for (const listener of [...listeners]) {
        try {
          listener(next)
        } catch (error) {
          errors.push(error)
        }
      }
    }
    announcing = false
    if (errors.length > 0) throw errors.length === 1 ? errors[0] : new AggregateError(errors, 'Room listeners failed')
  }

  const keyOf = (roomId: string, roomIdType: RoomIdType) => `${roomIdType}:${roomId}`

  /** The room, unless it was closed meanwhile. */
  const stillOpen = (room: Room) => {
    const current = rooms.get(keyOf(room.roomId, room.roomIdType))
    return current === room ? current : undefined
  }

  function userOf(room: Room, userId: string): RoomUser {
    const user = room.users.get(userId)
    if (!user) throw new RoomServiceError(`User ${userId} is not in room ${room.roomId}`)
    return user
  }

  function create(roomId: string, roomIdType: RoomIdType, ownerId: string, roomName: string): OwnRoom {
    const room: OwnRoom = {
      roomId,
      roomIdType,
      roomName,
      ownerId,
      createdAt: now(),
      isAllMicrophoneDisabled: false,
      isAllCameraDisabled: false,
      isAllScreenShareDisabled: false,
      isAllMessageDisabled: false,
      customInfo: '',
      isCloudRecordingDisabled: false,
      recording: null,
      users: new Map(),
    }
    rooms.set(keyOf(roomId, roomIdType), room)
    announce({ type: 'roomCreated', room, operator: ownerId })
    return room
  }

  function setTrtcRole(room: Room, user: RoomUser, trtcRole: 20 | 21) {
    user.trtcRole = trtcRole
    announce({ type: 'trtcRoleChanged', room, user })
  }

  const service: RoomService = {
    rooms: () => rooms.values(),

    find: (roomId, roomIdType = 0) => rooms.get(keyOf(roomId, roomIdType)),

    enter(roomId, { userId, userName = userId, avatarUrl = '' }, { roomIdType = 0, roomName = roomId } = {}) {
      const room = rooms.get(keyOf(roomId, roomIdType)) ?? create(roomId, roomIdType, userId, roomName)
      if (room.users.has(userId)) return room
      const user: RoomUser = {
        userId,
        userName,
        avatarUrl,
        nameCard: '',
        role: room.ownerId === userId ? 'Owner' : 'Member',
        trtcRole: 20,
        enteredAt: now(),
        camera: false,
        microphone: false,
        screen: false,
        isMessageDisabled: false,
        customInfo: {},
      }
      room.users.set(userId, user)
      announce({ type: 'userEntered', room, user })
      return room
    },

    update(room, userId, change) {
      const user = userOf(room, userId)
      const { role } = change
      if (role !== undefined && role !== 'Owner' && user.role === 'Owner')
        throw new RoomServiceError(`User ${userId} owns room ${room.roomId}; hand it over instead`)

      const { userName, nameCard, avatarUrl, isMessageDisabled } = change
      const profile = { userName, nameCard, avatarUrl, isMessageDisabled, role: role === 'Owner' ? undefined : role }
      const customInfo = change.customInfo && { ...user.customInfo, ...change.customInfo }
      if (assignChanged(user, { ...profile, customInfo })) announce({ type: 'userUpdated', room, user })
      if (role === 'Owner') service.transferOwner(room, userId)

      const { trtcRole = user.trtcRole } = change
      if (trtcRole === 21 && streams.some(stream => change[stream]))
        throw new RoomServiceError(`User ${userId} is audience in room ${room.roomId}, and audience sends nothing`)
      if (trtcRole === 20 && user.trtcRole === 21) setTrtcRole(room, user, trtcRole)

      for (const stream of streams) {
        const on = trtcRole === 21 ? false : change[stream]
        if (on === undefined || on === user[stream]) continue
        user[stream] = on
        announce({ type: 'streamChanged', room, user, stream, on })
      }
      if (trtcRole !== user.trtcRole) setTrtcRole(room, user, trtcRole)
    },

    updateRoom(room, change) {
      if (stillOpen(room) && assignChanged(room, change)) announce({ type: 'roomUpdated', room })
    },

    leave(room, userId, reason = 'left') {
      const user = room.users.get(userId)
      if (!user) return
      stillOpen(room)?.users.delete(userId)
      announce({ type: 'userLeft', room, user, reason })
    },

    transferOwner(room, userId) {
      const user = userOf(room, userId)
      if (room.ownerId === userId) return
      const former = room.users.get(room.ownerId)
      room.ownerId = userId
      user.role = 'Owner'
      if (former) former.role = 'Member'
      announce({ type: 'userUpdated', room, user })
      if (former) announce({ type: 'userUpdated', room, user: former })
      announce({ type: 'roomUpdated', room })
    },

    close(room, operator) {
      const closing = stillOpen(room)
      if (!closing) return
      rooms.delete(keyOf(room.roomId, room.roomIdType))
      for (const [userId, user] of closing.users) {
        closing.users.delete(userId)
        announce({ type: 'userLeft', room, user, reason: 'roomClosed' })
      }
      announce({ type: 'roomClosed', room, operator: operator ?? null })
    },

    subscribe(listener) {
      listeners.add(listener)
      return () => { listeners.delete(listener) }
    },
  }
  return service
}

/** Copies what is given and differs, and tells whether anything did. */
function assignChanged<T extends object>(target: T, change: { [K in keyof T]?: T[K] | undefined }): boolean {
  const changed = (Object.keys(change) as (keyof T)[]).filter(key => change[key] !== undefined && change[key] !== target[key])
  for (const key of changed) target[key] = change[key] as T[keyof T]
  return changed.length > 0
}
