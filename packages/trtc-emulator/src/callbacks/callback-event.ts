import type { RoomIdType } from '../rooms/room-service.js'
import type { EmulatorVariants } from '../variants.js'

/** `EventGroupId`, and with it which of the application's callback URLs an event goes to. */
export const callbackGroups = { room: 1, media: 2, recording: 3 } as const
export type CallbackKind = keyof typeof callbackGroups | 'conference'

export interface CallbackEvent {
  kind: keyof typeof callbackGroups
  eventType: number
  roomId: string
  roomIdType: RoomIdType
  /** Milliseconds since the epoch. */
  at: number
  userId?: string
  taskId?: string
  /** Recording events put their facts here, room and media events beside the others. A function where they depend on a switch. */
  payload?: object | ((variants: EmulatorVariants) => object)
  facts?: object
}

/** A callback of the Conference service, which knows neither groups nor signed bodies. */
export interface ConferenceEvent {
  kind: 'conference'
  /** Such as `Room.CallbackAfterCreateRoom`. */
  command: string
  roomId: string
  url: string
  body: (variants: EmulatorVariants) => object
}

/** The document that is sent. `callbackTs` is when, in milliseconds. */
export function callbackDocument({ kind, eventType, roomId, roomIdType, at, userId, taskId, payload, facts }: CallbackEvent, callbackTs: number, variants: EmulatorVariants): object {
  const seconds = Math.floor(at / 1000)
  const extra = variants.extraFields === 'yes' ? { EventSeq: at % 1_000_000 } : {}
  return {
    EventGroupId: callbackGroups[kind],
    EventType: eventType,
    CallbackTs: callbackTs,
    EventInfo: {
      RoomId: roomIdType === 1 && variants.numericRoomId === 'number' ? Number(roomId) : roomId,
      EventTs: variants.eventTs === 'string' ? String(seconds) : seconds,
      EventMsTs: at,
      UserId: userId,
      TaskId: taskId,
      Payload: typeof payload === 'function' ? (payload as (variants: EmulatorVariants) => object)(variants) : payload,
      ...facts,
      ...extra,
    },
    ...extra,
  }
}
