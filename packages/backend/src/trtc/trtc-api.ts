import type { CallPriority } from './call-budget.js'
import type { MixLayoutParams } from './mix-layout-params.js'
import type { SubscribeStreamUserIds } from './subscribe-params.js'

/** What CreateCloudRecording is sent, in TRTC's own words ("CreateCloudRecording", request parameters), without the application. */
export interface CreateCloudRecordingParams {
  RoomId: string
  /** 0 text, 1 number. */
  RoomIdType: 0 | 1
  /** The recorder. */
  UserId: string
  UserSig: string
  RecordParams: {
    /** 1 single-stream, 2 mixed. */
    RecordMode: 1 | 2
    MaxIdleTime: number
    /** 0 audio and video, 1 audio, 2 video. */
    StreamType: 0 | 1 | 2
    SubscribeStreamUserIds?: SubscribeStreamUserIds
    AvMerge?: 0 | 1
    /** For COS only: 0 HLS, 1 HLS and MP4, 2 HLS and AAC, 3 MP4, 4 AAC. */
    OutputFormat?: 0 | 1 | 2 | 3 | 4
  }
  /** One of both. */
  StorageParams: { CloudVod: { TencentVod: TencentVodParams } } | { CloudStorage: CloudStorageParams }
  MixTranscodeParams?: {
    VideoParams?: { Width: number, Height: number, Fps: number, BitRate: number, Gop: number }
    AudioParams?: { SampleRate: 1 | 2 | 3, Channel: 1 | 2, BitRate: number }
  }
  MixLayoutParams?: MixLayoutParams
  ResourceExpiredHour: number
}

export interface TencentVodParams {
  SubAppId?: number
  /** 0 MP4, 1 HLS, 2 AAC, 3 HLS and MP4, 4 HLS and AAC. */
  MediaType: 0 | 1 | 2 | 3 | 4
  ExpireTime: number
  /** Stays with the file in VOD: our recorder, so that the file is ours whatever we heard of its task. */
  SourceContext: string
  UserDefineRecordId?: string
}

/** COS. TRTC writes there itself, so this holds the key: it is never logged. */
export interface CloudStorageParams {
  Vendor: 0
  Region: string
  Bucket: string
  AccessKey: string
  SecretKey: string
  FileNamePrefix: string[]
}

/** ModifyCloudRecording replaces both, so both always travel. */
export interface ModifyCloudRecordingParams {
  TaskId: string
  SubscribeStreamUserIds: SubscribeStreamUserIds
  MixLayoutParams?: MixLayoutParams
}

export type CloudRecordingStatus = 'Idle' | 'InProgress' | 'Exited'

/** The port to TRTC's server API. Every method rejects with a `TrtcError`. */
export interface TrtcApi {
  createCloudRecording: (params: CreateCloudRecordingParams) => Promise<{ taskId: string }>
  describeCloudRecording: (taskId: string, priority?: CallPriority) => Promise<{ status: CloudRecordingStatus }>
  modifyCloudRecording: (params: ModifyCloudRecordingParams) => Promise<void>
  deleteCloudRecording: (taskId: string) => Promise<void>
  /** RemoveUserByStrRoomId for rooms with a text id, else RemoveUser. */
  removeUser: (params: { roomId: string, roomIdType: 0 | 1, userId: string }) => Promise<void>
  close: () => void
}
