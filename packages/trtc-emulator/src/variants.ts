import { z } from 'zod'

/**
 * Where Tencent's documents are silent or disagree, one switch each. The first value is the default:
 * the one that is harder for a client. Both ways occur, so a client should pass with either.
 */
export const variantsSchema = z.strictObject({
  /** Is a bad recorder UserSig accepted and then failed by callback 301 with Status 1, or refused at once? */
  userSigCheck: z.enum(['callback', 'request']).default('callback'),
  /** Does a 302 follow a 301 with Status 1? */
  stopAfterFailedStart: z.enum(['no', 'yes']).default('no'),
  /** Does 312 come for a task that made no file? */
  uploadStopWithoutFiles: z.enum(['no', 'yes']).default('no'),
  /** Is `RecordParams.StreamType` required? The types say optional, the error list has `MissingParameter.StreamType`. */
  streamType: z.enum(['required', 'optional']).default('required'),
  /** Are mix parameters in single-stream mode refused or ignored? */
  mixParamsInSingleMode: z.enum(['refused', 'ignored']).default('refused'),
  /** Are odd canvas sizes refused or accepted? */
  oddCanvas: z.enum(['refused', 'accepted']).default('refused'),
  /** Pictures in a mix at most: 24 in the comment on subscriptions and the page on screen sharing, 25 in that on layouts. */
  mixPictures: z.enum(['24', '25']).default('24'),
  /** Where the pictures of a grid's last row stand when there are too few to fill it. */
  gridLastRow: z.enum(['left', 'centred']).default('left'),
  /** Where the bottom row of a screen share layout begins when `MaxResolutionUserAlign` is 1. */
  mirroredBottomRow: z.enum(['mirrored', 'left']).default('mirrored'),
  /** What `StorageFileList` of Describe holds when there is nothing to list. */
  emptyStorageFileList: z.enum(['null', 'array']).default('null'),
  /** Do retries of one callback carry a new `CallbackTs`, and so another `Sign`? */
  retryCallbackTs: z.enum(['changes', 'stays']).default('changes'),
  /** `EventTs`: text in the official samples, a number in the tables. */
  eventTs: z.enum(['string', 'number']).default('string'),
  /** `RoomId` of a numeric room: the samples mix both. */
  numericRoomId: z.enum(['number', 'string']).default('number'),
  /** The field of 305: `LeaveCode` in the newest table, `Status` in samples and the older page. */
  uploadStopField: z.enum(['LeaveCode', 'Status']).default('LeaveCode'),
  /** `BeginTimeStamp` of 307. */
  sliceBeginTimeStamp: z.enum(['string', 'number']).default('string'),
  /** 311 with a `TencentVod` object and milliseconds, or flat in `Payload` and in seconds as older bodies were. */
  vodCommit: z.enum(['tencentVod', 'flat']).default('tencentVod'),
  /** Fields nobody has documented yet in every body; Tencent reserves the right to add some. */
  extraFields: z.enum(['no', 'yes']).default('no'),
  /** Does the recorder's own entering and leaving raise 103 and 104? */
  recorderRoomEvents: z.enum(['yes', 'no']).default('yes'),
  /** `__UserId_s_` as English pages and deployed code write, or `_UserId_s_` as Chinese pages do. */
  userIdMarker: z.enum(['double', 'single']).default('double'),
  /** `__UserDefine_u_` (SDK comment) or `_UserDefine_u_` (Conference page). */
  userDefineMarker: z.enum(['double', 'single']).default('double'),
  /** Does a storage service's refusal come as 308? Only the older page knows that event. */
  uploadError: z.enum(['yes', 'no']).default('yes'),
  /** `MediaId` of a mixed file in 310 and 311; older pages know only `main` and `aux`. */
  mixMediaId: z.enum(['mix', 'main']).default('mix'),
  /** What `Sign` holds when the application has no callback key: the header is missing, or made with an empty key. */
  keylessSign: z.enum(['none', 'emptyKey']).default('none'),
  /** The look of a `TaskId`: long opaque text as documented, or a UUID as in some samples. */
  taskId: z.enum(['opaque', 'uuid']).default('opaque'),
  /** How calls about a task that has ended, or never was, are refused; the codes are in the service's list, which of them comes is not said. */
  endedTask: z.enum(['ResourceNotFound', 'FailedOperation.TaskNotExist', 'FailedOperation.TaskFinished']).default('ResourceNotFound'),
  /** Do Describe, Modify and Delete know tasks of automatic recording? */
  autoTaskControl: z.enum(['refused', 'allowed']).default('refused'),
  /** Must calls of VOD name their `SubAppId`? Accounts opened since 2023-12-25 must. */
  vodSubAppId: z.enum(['required', 'optional']).default('required'),
  /** Does DescribeMediaInfos know a file as late as SearchMedia does, or right after 311? */
  vodDescribe: z.enum(['delayed', 'immediate']).default('delayed'),
  /** `TencentVod.ExpireTime`: seconds a file is kept, as the example has it, or a moment in Unix seconds, as the words say. */
  vodExpireTime: z.enum(['duration', 'absolute']).default('duration'),
  /** Is `Before` of a time range in SearchMedia itself part of it? The parameter's comment says so, the type's own says not. */
  searchBefore: z.enum(['excluded', 'included']).default('excluded'),
  /** Whose rules DescribeRecordingUsage counts by: each input stream (China), or each task by the sum of its pictures (international). */
  billing: z.enum(['china', 'international']).default('china'),
  /** `RoomType` in the callback of a room's creation: the sample says `Meeting`, the tables `Conference`. */
  createdRoomType: z.enum(['Meeting', 'Conference']).default('Meeting'),
  /** `IsCloudRecordingDisabled` in Conference callbacks: text in a sample, a boolean in the tables. */
  cloudRecordingDisabled: z.enum(['text', 'boolean']).default('text'),
  /** The owner's `Role` in `get_room_member_list`: the sample says `RoomOwner`, the field table `Owner`. */
  ownerRole: z.enum(['RoomOwner', 'Owner']).default('RoomOwner'),
})

export type EmulatorVariants = z.output<typeof variantsSchema>

/** All switches optional, none of them filled in. */
export const variantChange = z.strictObject(Object.fromEntries(
  Object.entries(variantsSchema.shape).map(([name, field]) => [name, field.unwrap().optional()]),
)) as unknown as z.ZodType<Partial<EmulatorVariants>>
