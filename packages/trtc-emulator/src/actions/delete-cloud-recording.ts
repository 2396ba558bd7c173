import type { Services } from '../services.js'
import { z } from 'zod'
import { taskNotFound } from '../errors.js'
import { leaveCodes } from '../recording-task.js'
import { sdkAppId, taskId } from './fields.js'

export const deleteCloudRecordingRequest = z.strictObject({ SdkAppId: sdkAppId, TaskId: taskId })

/** Stops the recording. The upload goes on afterwards and is told by callbacks. */
export function deleteCloudRecording({ TaskId }: z.output<typeof deleteCloudRecordingRequest>, { tasks, options }: Services) {
  const task = tasks.controllable(TaskId)
  if (task.status === 'Exited') throw taskNotFound(TaskId, options.variants.endedTask)
  task.leave(leaveCodes.stopped)
  return { TaskId }
}
