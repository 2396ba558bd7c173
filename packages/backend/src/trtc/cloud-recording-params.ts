import type { RecordingFormat, RecordingMedia, RecordingQuality } from '@roomkit-recording/core'
import type { SentMix } from '../recordings/mix.js'
import type { RecordingRow } from '../store/schema.js'
import type { CloudStorageParams, CreateCloudRecordingParams, ModifyCloudRecordingParams } from './trtc-api.js'
import { subscribeOf } from '../recordings/mix.js'
import { canvases, mixLayoutParams } from './mix-layout-params.js'
import { subscribeParams } from './subscribe-params.js'

export type RoomIdType = 'string' | 'number'

export interface CloudRecordingSettings {
  /** Makes the recorder's UserSig. */
  signUserSig: (userId: string, expireSeconds: number) => string
  roomIdType: RoomIdType | ((roomId: string) => RoomIdType)
  maxIdleSeconds: number
  vodSubAppId: number | undefined
  /** Left out: no bucket is configured. */
  cloudStorage?: (recording: Pick<RecordingRow, 'id' | 'name'>) => CloudStorageParams
}

const HOUR = 3600

const streamTypes: Record<RecordingMedia, 0 | 1 | 2> = { audioVideo: 0, audio: 1, video: 2 }
const vodMediaTypes: Record<RecordingFormat, 0 | 1 | 2 | 3 | 4> = { 'mp4': 0, 'hls': 1, 'aac': 2, 'hls+mp4': 3, 'hls+aac': 4 }
const outputFormats: Record<RecordingFormat, 0 | 1 | 2 | 3 | 4> = { 'hls': 0, 'hls+mp4': 1, 'hls+aac': 2, 'mp4': 3, 'aac': 4 }
const videoBitRates: Record<RecordingQuality, number> = { sd: 800_000, hd: 1_500_000, fhd: 3_000_000 }

/** The control window covers the longest duration and a day; TRTC allows 6–720 hours. */
export const resourceExpiredHours = (maxMinutes: number): number =>
  Math.min(720, Math.max(6, Math.ceil(maxMinutes / 60) + 24))

/** A text room id and a number are different rooms to TRTC; the wrong type silently records an empty one. */
export const roomIdTypeOf = (roomId: string, { roomIdType }: Pick<CloudRecordingSettings, 'roomIdType'>): 0 | 1 =>
  (typeof roomIdType === 'function' ? roomIdType(roomId) : roomIdType) === 'number' ? 1 : 0

export function createCloudRecordingParams(recording: RecordingRow, mix: SentMix, recorderUserId: string, settings: CloudRecordingSettings): CreateCloudRecordingParams {
  const { mode, media, quality, format, roomId, maxMinutes } = recording
  const hours = resourceExpiredHours(maxMinutes)
  const subscribe = subscribeParams(subscribeOf(mix, recorderUserId))
  const { width, height } = canvases[quality]
  return {
    RoomId: roomId,
    RoomIdType: roomIdTypeOf(roomId, settings),
    UserId: recorderUserId,
    // it outlives the control window by a day: after a failover the recorder has to enter again
    UserSig: settings.signUserSig(recorderUserId, (hours + 24) * HOUR),
    RecordParams: {
      RecordMode: mode === 'mixed' ? 2 : 1,
      MaxIdleTime: settings.maxIdleSeconds,
      StreamType: streamTypes[media],
      ...Object.keys(subscribe).length > 0 && { SubscribeStreamUserIds: subscribe },
      ...mode === 'single' && { AvMerge: 1 },
      ...recording.storage === 'cos' && { OutputFormat: outputFormats[format] },
    },
    StorageParams: storageParams(recording, recorderUserId, settings),
    ...mode === 'mixed' && {
      MixTranscodeParams: {
        ...media !== 'audio' && { VideoParams: { Width: width, Height: height, Fps: 15, BitRate: videoBitRates[quality], Gop: 10 } },
        AudioParams: { SampleRate: 1, Channel: 2, BitRate: 64_000 },
      },
      MixLayoutParams: mixLayoutParams(mix.layout, quality),
    },
    ResourceExpiredHour: hours,
  }
}

function storageParams(recording: RecordingRow, recorderUserId: string, { vodSubAppId, cloudStorage }: CloudRecordingSettings): CreateCloudRecordingParams['StorageParams'] {
  const { storage, format, name } = recording
  if (storage === 'cos') {
    if (!cloudStorage) throw new RangeError('This recording was to go into a bucket of COS, and none is configured any more.')
    return { CloudStorage: cloudStorage(recording) }
  }
  return {
    CloudVod: {
      TencentVod: {
        ...vodSubAppId !== undefined && { SubAppId: vodSubAppId },
        MediaType: vodMediaTypes[format],
        ExpireTime: 0,
        SourceContext: recorderUserId,
        ...name !== null && { UserDefineRecordId: name },
      },
    },
  }
}

/** Layout and subscription always travel together: ModifyCloudRecording overwrites both. */
export function modifyCloudRecordingParams({ mode, quality }: RecordingRow, mix: SentMix, { recorderUserId, taskId }: { recorderUserId: string, taskId: string }): ModifyCloudRecordingParams {
  return {
    TaskId: taskId,
    SubscribeStreamUserIds: subscribeParams(subscribeOf(mix, recorderUserId)),
    ...mode === 'mixed' && { MixLayoutParams: mixLayoutParams(mix.layout, quality) },
  }
}
