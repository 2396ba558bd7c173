import type { LeaveReason, RoomEvent, RoomService } from '../rooms/room-service.js'
import type { CallbackEvent } from './callback-event.js'

/** Reason of 104: 1 normal, 2 time-out, 3 removed. */
const leaveReasons: Record<LeaveReason, number> = { left: 1, timeout: 2, kicked: 3, roomClosed: 3 }

/** Started, stopped. */
const streamEvents = { camera: [201, 202], microphone: [203, 204], screen: [205, 206] } as const

/** Terminal 100 is "other", user type 1 is WebRTC. */
const browser = { TerminalType: 100, UserType: 1 }

/**
 * What a change in a room is called in "Room & Media Webhooks", if it has a name there.
 * Leaving is 104 alone: the streams that end with it are not told.
 */
export function roomCallback(event: RoomEvent, at: number): CallbackEvent | null {
  const { roomId, roomIdType } = event.room
  const place = { roomId, roomIdType, at }
  switch (event.type) {
    case 'roomCreated': return { kind: 'room', eventType: 101, ...place, userId: event.operator }
    case 'roomClosed': return { kind: 'room', eventType: 102, ...place }
    case 'userEntered': {
      const { userId, trtcRole } = event.user
      return { kind: 'room', eventType: 103, ...place, userId, facts: { Role: trtcRole, ...browser, Reason: 1 } }
    }
    case 'userLeft': {
      const { userId, trtcRole } = event.user
      return { kind: 'room', eventType: 104, ...place, userId, facts: { Role: trtcRole, Reason: leaveReasons[event.reason] } }
    }
    case 'streamChanged': {
      const [started, stopped] = streamEvents[event.stream]
      return { kind: 'media', eventType: event.on ? started : stopped, ...place, userId: event.user.userId, ...event.on ? {} : { facts: { Reason: 0 } } }
    }
    case 'trtcRoleChanged': {
      const { userId, trtcRole } = event.user
      return { kind: 'room', eventType: 105, ...place, userId, facts: { Role: trtcRole } }
    }
    // A Conference user's role (owner, admin) is none of TRTC's: 105 is for anchor and audience.
    case 'userUpdated':
    case 'roomUpdated': return null
  }
}

/** Sends room and media callbacks until the returned function is called. */
export function sendRoomCallbacks(rooms: RoomService, send: (event: CallbackEvent) => void, now: () => number): () => void {
  return rooms.subscribe(event => {
    const callback = roomCallback(event, now())
    if (callback) send(callback)
  })
}
