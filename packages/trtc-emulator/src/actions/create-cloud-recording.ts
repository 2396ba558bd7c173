import type { Services } from '../services.js'
import type { EmulatorVariants } from '../variants.js'
import { z } from 'zod'
import { TencentCloudError } from '../errors.js'
import { checkUserSig } from '../user-sig.js'
import { int, isRoomNumber, oneOf, roomId, sdkAppId, userId } from './fields.js'
import { defaultCanvas, mixLayoutParams, mixTranscodeParams, overTheEdge } from './mix-params.js'
import { recordParams } from './record-params.js'
import { breach } from './request-schema.js'
import { storageParams } from './storage-params.js'

/** CreateCloudRecording, "API request parameters". */
export function createCloudRecordingRequest(variants: EmulatorVariants) {
  return z.strictObject({
    SdkAppId: sdkAppId,
    RoomId: roomId,
    /** 0 text, 1 number. */
    RoomIdType: oneOf(0, 1).default(1),
    UserId: userId,
    UserSig: z.string().min(1),
    RecordParams: recordParams(variants),
    StorageParams: storageParams,
    MixTranscodeParams: mixTranscodeParams(variants).optional(),
    MixLayoutParams: mixLayoutParams.optional(),
    /** How long Describe, Modify and Delete work, in hours. */
    ResourceExpiredHour: int(6, 720).default(72),
    PrivateMapKey: z.string().optional(),
  }).superRefine((request, ctx) => {
    const { RecordParams, StorageParams, MixTranscodeParams, MixLayoutParams } = request
    if (request.RoomIdType === 1 && !isRoomNumber(request.RoomId))
      ctx.addIssue(breach('InvalidParameter.RoomId', `RoomIdType 1 needs a room number, "${request.RoomId}" is none.`))

    const mediaType = StorageParams.CloudVod?.TencentVod.MediaType
    if ((mediaType === 2 || mediaType === 4) && RecordParams.StreamType !== 1)
      ctx.addIssue(breach('InvalidParameter', `MediaType ${mediaType} (AAC) needs StreamType 1.`))
    if (StorageParams.CloudStorage && [2, 4].includes(RecordParams.OutputFormat) && RecordParams.StreamType !== 1)
      ctx.addIssue(breach('InvalidParameter', `OutputFormat ${RecordParams.OutputFormat} (AAC) needs StreamType 1.`))

    if (RecordParams.RecordMode === 1 && variants.mixParamsInSingleMode === 'refused' && (MixTranscodeParams ?? MixLayoutParams))
      ctx.addIssue(breach('InvalidParameter', 'MixTranscodeParams and MixLayoutParams are for RecordMode 2.'))
    const outside = MixLayoutParams && overTheEdge(MixLayoutParams, MixTranscodeParams?.VideoParams ?? defaultCanvas)
    if (outside) ctx.addIssue(breach('InvalidParameter.OutOfRange', outside))
  })
}

export type CreateCloudRecordingRequest = z.output<ReturnType<typeof createCloudRecordingRequest>>

export function createCloudRecording(request: CreateCloudRecordingRequest, { options, tasks }: Services) {
  const { sdkAppId, sdkSecretKey, variants, clock, quota } = options
  if (variants.userSigCheck === 'request' && checkUserSig(request.UserSig, { userId: request.UserId, sdkAppId, sdkSecretKey, now: clock.now() }))
    throw new TencentCloudError('InvalidParameter.UserSig', 'The UserSig is expired or wrong.')
  if (tasks.liveCount() >= quota)
    throw new TencentCloudError('FailedOperation.RestrictedConcurrency', `There are ${quota} recording tasks already.`)
  return { TaskId: tasks.create(request).taskId }
}
