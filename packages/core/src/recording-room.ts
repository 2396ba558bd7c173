/** Roles of TUIRoomKit. */
export type RoomRole = 'owner' | 'admin' | 'member'

export interface RoomPerson {
  userId: string
  name: string
  avatarUrl: string | null
  role: RoomRole
  camera: boolean
  microphone: boolean
  screen: boolean
}

export interface RecordingRoomState {
  /** `null`: in no room. */
  roomId: string | null
  /** The one who sits in front of this browser. */
  self: RoomPerson | null
  /** Everybody in the room, oneself included, in order of entry as far as the room tells. */
  people: RoomPerson[]
}

/** The port to the room in which the recording happens: who is here, and who am I. */
export interface RecordingRoom {
  readonly state: RecordingRoomState
  /** Calls `listener` after every change until the returned function is called. */
  subscribe: (listener: (state: RecordingRoomState) => void) => () => void
}
