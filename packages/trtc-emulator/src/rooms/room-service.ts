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
  /** TRTC role 20 anchor, 21 audience. In a Conference room everybody is an anchor. */
  trtcRole: 20 | 21
  enteredAt: number
  camera: boolean
  microphone: boolean
  screen: boolean
}

export interface Room {
  readonly roomId: string
  readonly roomIdType: RoomIdType
  roomName: string
  ownerId: string
  readonly createdAt: number
  /** In order of entry. */
  readonly users: ReadonlyMap<string, RoomUser>
}

export type LeaveReason = 'left' | 'timeout' | 'kicked' | 'roomClosed'

export type RoomEvent
  = | { type: 'roomCreated', room: Room, operator: string }
    | { type: 'roomClosed', room: Room, operator: string | null }
    | { type: 'roomUpdated', room: Room }
    | { type: 'userEntered', room: Room, user: RoomUser }
    | { type: 'userLeft', room: Room, user: RoomUser, reason: LeaveReason }
    | { type: 'userUpdated', room: Room, user: RoomUser }
    | { type: 'streamChanged', room: Room, user: RoomUser, stream: RoomStream, on: boolean }

export interface UserChange {
  userName?: string
  nameCard?: string
  avatarUrl?: string
  role?: RoomRole
  camera?: boolean
  microphone?: boolean
  screen?: boolean
}

/** The one authority on who is where and sends what. Every change is synchronous and announced in order. */
export interface RoomService {
  rooms: () => Iterable<Room>
  find: (roomId: string, roomIdType?: RoomIdType) => Room | undefined
  /** Creates the room for its first user, who owns it. Entering twice changes nothing. */
  enter: (roomId: string, user: { userId: string, userName?: string, avatarUrl?: string }, options?: { roomIdType?: RoomIdType, roomName?: string }) => Room
  update: (room: Room, userId: string, change: UserChange) => void
  leave: (room: Room, userId: string, reason?: LeaveReason) => void
  transferOwner: (room: Room, userId: string) => void
  close: (room: Room, operator?: string) => void
  /** Calls `listener` for every change until the returned function is called. */
  subscribe: (listener: (event: RoomEvent) => void) => () => void
}
