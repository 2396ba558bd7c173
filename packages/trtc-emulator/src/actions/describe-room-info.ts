import type { Services } from '../services.js'
import { z } from 'zod'
import { int, roomId, sdkAppId } from './fields.js'
import { breach } from './request-schema.js'

const LONGEST_SECONDS = 86_400
const OLDEST_SECONDS = 14 * 86_400

export const describeRoomInfoRequest = z.strictObject({
  SdkAppId: sdkAppId,
  /** Unix seconds, both. */
  StartTime: int(),
  EndTime: int(),
  RoomId: roomId.optional(),
  PageNumber: int().optional(),
  PageSize: int(1, 100).optional(),
}).superRefine(({ StartTime, EndTime }, ctx) => {
  if (EndTime < StartTime || EndTime - StartTime > LONGEST_SECONDS)
    ctx.addIssue(breach('InvalidParameter.OutOfRange', 'EndTime may be up to 24 hours after StartTime.'))
})

/** Rooms that existed in a span of time, newest first. If either is missing, PageNumber and PageSize are 0 and 10. */
export function describeRoomInfo({ StartTime, EndTime, RoomId, PageNumber, PageSize }: z.output<typeof describeRoomInfoRequest>, { roomLog, options }: Services) {
  const now = Math.floor(options.clock.now() / 1000)
  const from = Math.max(StartTime, now - OLDEST_SECONDS)
  const rooms = roomLog.list()
    .map(({ roomId, creator, createdAt, closedAt }) => ({
      CommId: `${options.sdkAppId}_${roomId}_${Math.floor(createdAt / 1000)}`,
      RoomString: roomId,
      CreateTime: Math.floor(createdAt / 1000),
      DestroyTime: Math.floor((closedAt ?? options.clock.now()) / 1000),
      IsFinished: closedAt !== null,
      UserId: creator,
    }))
    .filter(room => room.DestroyTime >= from && room.CreateTime <= EndTime && (RoomId === undefined || room.RoomString === RoomId))
    .reverse()
  const [page, size] = PageNumber === undefined || PageSize === undefined ? [0, 10] : [PageNumber, PageSize]
  return { Total: rooms.length, RoomList: rooms.slice(page * size, (page + 1) * size) }
}
