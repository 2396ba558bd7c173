import type { RoomIdType } from '../rooms/room-service.js'
import type { Services } from '../services.js'
import { z } from 'zod'
import { TencentCloudError } from '../errors.js'
import { leaveCodes } from '../recording-task.js'
import { int, roomId, sdkAppId, userId } from './fields.js'

const userIds = z.array(userId).min(1).max(10)

/** For rooms with a number, which travels as a number here. */
export const removeUserRequest = z.strictObject({ SdkAppId: sdkAppId, RoomId: int(1, 0xFFFFFFFF), UserIds: userIds })
export const removeUserByStrRoomIdRequest = z.strictObject({ SdkAppId: sdkAppId, RoomId: roomId, UserIds: userIds })

export const removeUser = ({ RoomId, UserIds }: z.output<typeof removeUserRequest>, services: Services) =>
  remove(String(RoomId), 1, UserIds, services)
export const removeUserByStrRoomId = ({ RoomId, UserIds }: z.output<typeof removeUserByStrRoomIdRequest>, services: Services) =>
  remove(RoomId, 0, UserIds, services)

/** Recorders are users of the room too, once they have entered. */
function remove(roomId: string, roomIdType: RoomIdType, userIds: string[], { rooms, tasks }: Services) {
  const room = rooms.find(roomId, roomIdType)
  const recorders = tasks.inRoom(roomId, roomIdType)
  if (!room && recorders.length === 0) throw new TencentCloudError('FailedOperation.RoomNotExist', `The room ${roomId} does not exist.`)
  const leaving = recorders.filter(task => userIds.includes(task.recorderId))
  const present = userIds.filter(userId => room?.users.has(userId))
  if (leaving.length + present.length === 0) throw new TencentCloudError('FailedOperation.UserNotExist', 'None of the users is in the room.')
  for (const task of leaving) task.leave(leaveCodes.removedByCustomer)
  for (const userId of present) rooms.leave(room!, userId, 'kicked')
  return {}
}
