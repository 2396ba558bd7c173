import { z } from 'zod'
import { int, oneOf } from '../actions/fields.js'
import { storageParams } from '../actions/storage-params.js'

/** A template of automatic recording, as the console makes one ("On-Cloud Recording"). Single-stream only. */
export interface AutoRecordingOptions {
  /** 0 audio and video, 1 audio only, 2 video only. @default 0 */
  streamType?: 0 | 1 | 2
  /** `aac` needs `streamType` 1. @default 'mp4' */
  format?: 'mp4' | 'hls' | 'aac'
  /** How long the recording waits for somebody to come back before it ends, in seconds: 1 to 86400. @default 30 */
  resumeWaitSeconds?: number
  /** Where MP4 and AAC files are cut, in minutes: 1 to 1440. @default 1440 */
  maxMediaFileMinutes?: number
  /** `StorageParams` as CreateCloudRecording takes them. @default VOD */
  storage?: object
}

export const autoRecordingOptions = z.strictObject({
  streamType: oneOf(0, 1, 2).default(0),
  format: z.enum(['mp4', 'hls', 'aac']).default('mp4'),
  resumeWaitSeconds: int(1, 86_400).default(30),
  maxMediaFileMinutes: int(1, 1440).default(1440),
  storage: storageParams.prefault({ CloudVod: { TencentVod: {} } }),
}).refine(({ format, streamType }) => format !== 'aac' || streamType === 1, 'aac needs streamType 1')

export type ResolvedAutoRecordingOptions = z.output<typeof autoRecordingOptions>
