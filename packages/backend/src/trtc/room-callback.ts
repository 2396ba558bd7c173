import type { StreamKind } from '@roomkit-recording/core'
import { createHash } from 'node:crypto'
import { z } from 'zod'
import { eventTime, id, number } from './callback-fields.js'

/** EventType of group 1, "room", and group 2, "media" ("Room & Media Webhooks"). */
export const RoomCallbackType = {
  RoomCreated: 101,
  RoomClosed: 102,
  UserEntered: 103,
  UserLeft: 104,
  RoleChanged: 105,
  VideoStarted: 201,
  VideoStopped: 202,
  AudioStarted: 203,
  AudioStopped: 204,
  ScreenStarted: 205,
  ScreenStopped: 206,
} as const

/** What somebody sends. */
export type SentStream = StreamKind | 'microphone'

/** What a callback of group 1 or 2 says, in our words. */
export type RoomFact
  = | { type: 'closed' }
    | { type: 'entered', userId: string, isAudience: boolean }
    | { type: 'left', userId: string }
    | { type: 'role', userId: string, isAudience: boolean }
    | { type: 'stream', userId: string, stream: SentStream, on: boolean }
    | { type: 'other' }

export interface RoomCallback {
  kind: 'room'
  eventType: number
  roomId: string
  eventMsTs: number
  payloadHash: string
  fact: RoomFact
}

const AUDIENCE = 21

const eventInfo = z.object({
  // a text in one sample and a number in the next, for one room
  RoomId: id.pipe(z.string().min(1)),
  EventTs: number.nullish().catch(null),
  EventMsTs: number.nullish().catch(null),
  UserId: id.nullish().transform(value => value ?? ''),
  Role: number.nullish().catch(null),
})

/** `info` is the EventInfo. @throws ZodError when it names no room */
export function parseRoomCallback(eventType: number, info: Record<string, unknown>): RoomCallback {
  const { RoomId: roomId, EventTs, EventMsTs, UserId: userId, Role } = eventInfo.parse(info)
  return {
    kind: 'room',
    eventType,
    roomId,
    eventMsTs: eventTime(EventMsTs, EventTs),
    payloadHash: createHash('sha256').update(JSON.stringify(info)).digest('hex'),
    fact: factOf(eventType, userId, Role === AUDIENCE),
  }
}

const streams = new Map<number, { stream: SentStream, on: boolean }>([
  [RoomCallbackType.VideoStarted, { stream: 'camera', on: true }],
  [RoomCallbackType.VideoStopped, { stream: 'camera', on: false }],
  [RoomCallbackType.AudioStarted, { stream: 'microphone', on: true }],
  [RoomCallbackType.AudioStopped, { stream: 'microphone', on: false }],
  [RoomCallbackType.ScreenStarted, { stream: 'screen', on: true }],
  [RoomCallbackType.ScreenStopped, { stream: 'screen', on: false }],
])

function factOf(eventType: number, userId: string, isAudience: boolean): RoomFact {
  if (eventType === RoomCallbackType.RoomClosed) return { type: 'closed' }
  if (userId === '') return { type: 'other' }
  const stream = streams.get(eventType)
  if (stream) return { type: 'stream', userId, ...stream }
  switch (eventType) {
    case RoomCallbackType.UserEntered: return { type: 'entered', userId, isAudience }
    case RoomCallbackType.UserLeft: return { type: 'left', userId }
    case RoomCallbackType.RoleChanged: return { type: 'role', userId, isAudience }
    default: return { type: 'other' }
  }
}
