import type { Services } from '../services.js'
import { z } from 'zod'
import { sdkAppId, taskId } from './fields.js'

export const describeCloudRecordingRequest = z.strictObject({
  SdkAppId: sdkAppId,
  TaskId: taskId,
  RecorderKey: z.string().optional(),
})

/** Lists files of COS tasks only: for VOD the list stays empty, while the task runs and afterwards. */
export function describeCloudRecording({ TaskId }: z.output<typeof describeCloudRecordingRequest>, { tasks, options }: Services) {
  const task = tasks.controllable(TaskId)
  const files = task.storageFiles()
  const empty = options.variants.emptyStorageFileList === 'null' ? null : []
  return { TaskId, Status: task.status, StorageFileList: files.length > 0 ? files : empty, RecorderKey: '' }
}
