import type { RecordingTask } from '../recording-task.js'
import type { Room } from '../rooms/room-service.js'
import { mask } from '../mask.js'

/** A room as JSON, its people in order of entry. */
export const roomView = ({ users, ...room }: Room) => ({ ...room, users: [...users.values()] })
export type RoomView = ReturnType<typeof roomView>

/** A recording task as JSON, with its request as CreateCloudRecording got it, defaults filled in and secrets masked. */
export const taskView = (task: RecordingTask) => ({
  taskId: task.taskId,
  roomId: task.request.RoomId,
  roomIdType: task.request.RoomIdType,
  recorderId: task.recorderId,
  origin: task.origin,
  phase: task.phase,
  status: task.status,
  leaveCode: task.leaveCode,
  createdAt: task.createdAt,
  controllableUntil: task.controllableUntil,
  request: mask(task.request),
  timeline: task.timeline,
  compositions: task.compositions,
  captures: task.captures,
  files: task.files().map(({ name, userId, mediaId, trackType }) => ({ name, userId, mediaId, trackType })),
})
export type TaskView = ReturnType<typeof taskView>
