import type { Services } from '../services.js'
import { z } from 'zod'
import { taskNotFound, TencentCloudError } from '../errors.js'
import { sdkAppId, taskId } from './fields.js'
import { defaultCanvas, mixLayoutParams, overTheEdge } from './mix-params.js'
import { everyone, subscribeStreamUserIds } from './record-params.js'

export const modifyCloudRecordingRequest = z.strictObject({
  SdkAppId: sdkAppId,
  TaskId: taskId,
  MixLayoutParams: mixLayoutParams.optional(),
  SubscribeStreamUserIds: subscribeStreamUserIds.optional(),
})

/** Overwrites both objects: what a call leaves out goes back to its default. */
export function modifyCloudRecording(request: z.output<typeof modifyCloudRecordingRequest>, { tasks, options }: Services) {
  const { TaskId, MixLayoutParams, SubscribeStreamUserIds = everyone } = request
  const task = tasks.controllable(TaskId)
  if (task.status === 'Exited') throw taskNotFound(TaskId, options.variants.endedTask)
  if (MixLayoutParams && task.request.RecordParams.RecordMode === 1 && options.variants.mixParamsInSingleMode === 'refused')
    throw new TencentCloudError('InvalidParameter', 'MixLayoutParams is for RecordMode 2.')
  const outside = MixLayoutParams && overTheEdge(MixLayoutParams, task.request.MixTranscodeParams?.VideoParams ?? defaultCanvas)
  if (outside) throw new TencentCloudError('InvalidParameter.OutOfRange', outside)
  task.modify({ layout: MixLayoutParams, subscribe: SubscribeStreamUserIds })
  return { TaskId }
}
