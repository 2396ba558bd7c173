import type { Room, RoomService } from './room-service.js'
import { createHistory } from '../history.js'

export interface LoggedRoom {
  roomId: string
  creator: string
  /** Milliseconds since the epoch, both. */
  createdAt: number
  /** Null while it exists. */
  closedAt: number | null
}

export type RoomLog = ReturnType<typeof createRoomLog>

/** Every room there was, in order of creation. */
export function createRoomLog(rooms: RoomService, now: () => number) {
  const history = createHistory<LoggedRoom>()
  const open = new WeakMap<Room, LoggedRoom>()
  rooms.subscribe(event => {
    const { room } = event
    if (event.type === 'roomCreated') {
      const logged = { roomId: room.roomId, creator: event.operator, createdAt: room.createdAt, closedAt: null }
      open.set(room, logged)
      history.add(logged)
    } else if (event.type === 'roomClosed') {
      const logged = open.get(room)
      if (logged) logged.closedAt = now()
    }
  })
  return { list: history.list }
}
