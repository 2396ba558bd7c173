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
  /** The owner's `Role` in `get_room_member_list`: the sample says `RoomOwner`, the field table `Owner`. */
  ownerRole: z.enum(['RoomOwner', 'Owner']).default('RoomOwner'),
})

export type EmulatorVariants = z.output<typeof variantsSchema>
