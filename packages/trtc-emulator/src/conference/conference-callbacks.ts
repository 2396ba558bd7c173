import type { ConferenceEvent } from '../callbacks/callback-event.js'
import type { LeaveReason, Room, RoomEvent, RoomService } from '../rooms/room-service.js'
import type { EmulatorVariants } from '../variants.js'
import type { RoomInfo } from './room-info.js'
import { roomInfo } from './room-info.js'

/** `Type` of Room.CallbackAfterMemberLeave. Who was there when a room is closed is not told of. */
const leaveTypes: Record<Exclude<LeaveReason, 'roomClosed'>, string> = { left: 'Leave', timeout: 'Expired', kicked: 'Kicked' }

export interface ConferenceCallbacksContext {
  rooms: RoomService
  /** Where they go, or null. */
  urlFor: (command: string) => string | null
  administrator: string
  now: () => number
  send: (event: ConferenceEvent) => void
}

/** Callbacks of Conference rooms, whose ids are all text ("Callback" pages of the Conference SDK), until the returned function is called. */
export function sendConferenceCallbacks({ rooms, urlFor, administrator, now, send }: ConferenceCallbacksContext): () => void {
  const last = new WeakMap<Room, RoomInfo>()

  function tell(room: Room, command: string, facts: object | ((variants: EmulatorVariants) => object)) {
    const url = urlFor(command)
    if (url === null) return
    const EventTime = now()
    const body = (variants: EmulatorVariants) => ({ CallbackCommand: command, ...typeof facts === 'function' ? facts(variants) : facts, EventTime })
    send({ kind: 'conference', command, roomId: room.roomId, url, body })
  }

  function tellMembers(room: Room, command: string, Operator_Account: string, userId: string, facts: object) {
    tell(room, command, { Operator_Account, RoomId: room.roomId, MemberCount: room.users.size, ...facts, MemberList_Account: [userId] })
  }

  function relay(event: RoomEvent) {
    const { room } = event
    switch (event.type) {
      case 'roomCreated': {
        const { MemberCount, ...info } = roomInfo(room)
        tell(room, 'Room.CallbackAfterCreateRoom', variants => ({
          Operator_Account: event.operator,
          RoomInfo: { ...asSaid(info, variants), RoomType: variants.createdRoomType },
          ScheduleInviteeList_Account: [],
        }))
        last.set(room, roomInfo(room))
        return
      }
      case 'roomClosed':
        return tell(room, 'Room.CallbackAfterDestroyRoom', { Operator_Account: event.operator ?? administrator, RoomId: room.roomId })
      case 'roomUpdated': {
        const info = roomInfo(room)
        const changed = changedFields(last.get(room), info)
        last.set(room, info)
        return tell(room, 'Room.CallbackAfterUpdateRoomInfo', variants => ({
          Operator_Account: room.ownerId,
          RoomInfo: { RoomId: room.roomId, ...asSaid(changed, variants) },
        }))
      }
      case 'userEntered':
        return tellMembers(room, 'Room.CallbackAfterMemberEnter', event.user.userId, event.user.userId, { Type: 'Enter' })
      case 'userLeft':
        if (event.reason !== 'roomClosed')
          tellMembers(room, 'Room.CallbackAfterMemberLeave', event.reason === 'kicked' ? room.ownerId : event.user.userId, event.user.userId, { Type: leaveTypes[event.reason], Reason: '' })
    }
  }

  return rooms.subscribe(event => {
    if (event.room.roomIdType === 0) relay(event)
  })
}

function changedFields(before: RoomInfo | undefined, after: RoomInfo): Partial<RoomInfo> {
  return Object.fromEntries(Object.entries(after).filter(([name, value]) => name !== 'MemberCount' && before?.[name as keyof RoomInfo] !== value))
}

/** A sample writes this one boolean as text. */
function asSaid(info: Partial<RoomInfo>, { cloudRecordingDisabled }: EmulatorVariants): object {
  const { IsCloudRecordingDisabled } = info
  return IsCloudRecordingDisabled === undefined || cloudRecordingDisabled === 'boolean' ? info : { ...info, IsCloudRecordingDisabled: String(IsCloudRecordingDisabled) }
}
