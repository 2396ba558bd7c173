import type { RecordingTasks } from './recording-tasks.js'

/** The room that a call is about, by its name or by one of its tasks. Whatever a client may have sent instead names none. */
export function roomOfCall(request: unknown, tasks: RecordingTasks): string | undefined {
  const { RoomId, TaskId } = (request ?? {}) as Record<string, unknown>
  if (typeof RoomId === 'string' || typeof RoomId === 'number') return String(RoomId)
  return typeof TaskId === 'string' ? tasks.find(TaskId)?.request.RoomId : undefined
}
