import type { RoomIdType } from '../rooms/room-service.js'
import type { Services } from '../services.js'
import { z } from 'zod'
import { TencentCloudError } from '../errors.js'
import { leaveCodes } from '../recording-task.js'
import { int, roomId, sdkAppId } from './fields.js'

/** For rooms with a number, which travels as a number here. */
export const dismissRoomRequest = z.strictObject({ SdkAppId: sdkAppId, RoomId: int(1, 0xFFFFFFFF) })
export const dismissRoomByStrRoomIdRequest = z.strictObject({ SdkAppId: sdkAppId, RoomId: roomId })

export const dismissRoom = ({ RoomId }: z.output<typeof dismissRoomRequest>, services: Services) =>
  dismiss(String(RoomId), 1, services)
export const dismissRoomByStrRoomId = ({ RoomId }: z.output<typeof dismissRoomByStrRoomIdRequest>, services: Services) =>
  dismiss(RoomId, 0, services)

function dismiss(roomId: string, roomIdType: RoomIdType, { rooms, tasks, options }: Services) {
  const room = rooms.find(roomId, roomIdType)
  const recorders = tasks.inRoom(roomId, roomIdType)
  if (!room && recorders.length === 0) throw new TencentCloudError('FailedOperation.RoomNotExist', `The room ${roomId} does not exist.`)
  for (const task of recorders) task.leave(leaveCodes.closedByCustomer)
  if (room) rooms.close(room, options.conferenceAdminUserId)
  return {}
}
