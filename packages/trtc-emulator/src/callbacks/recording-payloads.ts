import type { MixLayoutParams } from '../actions/mix-params.js'
import type { StoredMedia } from '../media/media-store.js'
import type { RecordedFile } from '../recording-files.js'
import type { EmulatorVariants } from '../variants.js'

/** "Cloud Recording and Web Page Recording Webhooks": EVENT_TYPE_CLOUD_RECORDING_… */
export const EventType = {
  RecorderStart: 301,
  RecorderStop: 302,
  UploadStart: 303,
  FileInfo: 304,
  UploadStop: 305,
  Failover: 306,
  FileSlice: 307,
  UploadError: 308,
  DownloadImageError: 309,
  Mp4Stop: 310,
  VodCommit: 311,
  VodStop: 312,
} as const

/** What a payload depends on is known when it is sent. */
export type Payload = object | ((variants: EmulatorVariants) => object)

/** 305: 0 all there, 1 some are left behind, 2 those have been recovered. */
export const uploadStopPayload = (status: 0 | 1 | 2): Payload => ({ uploadStopField }: EmulatorVariants) => ({ [uploadStopField]: status })

export function fileSlicePayload({ name, userId, trackType, begin }: RecordedFile): Payload {
  const facts = { FileName: name, UserId: userId, TrackType: trackType }
  return ({ sliceBeginTimeStamp }: EmulatorVariants) => ({ ...facts, BeginTimeStamp: sliceBeginTimeStamp === 'string' ? String(begin) : begin })
}

/** 310: 0 it is there, 1 it is left behind, 2 an abnormal end. */
export function mp4StopPayload({ name, userId, trackType, mediaId, begin, end }: RecordedFile, status: 0 | 1 | 2 = 0): Payload {
  return (variants: EmulatorVariants) => {
    const message = { FileName: name, UserId: userId, TrackType: trackType, MediaId: mediaIdAs(variants, mediaId), StartTimeStamp: begin, EndTimeStamp: end }
    return { Status: status, FileList: [name], FileMessage: [message] }
  }
}

/** 311 of a file that is where it belongs. What goes into COS has neither an id nor an address. */
export function committedPayload({ name, userId, trackType, mediaId, begin, end }: RecordedFile, stored?: StoredMedia): Payload {
  return (variants: EmulatorVariants) => flatIf(variants, { Status: 0 }, {
    UserId: userId,
    TrackType: trackType,
    MediaId: mediaIdAs(variants, mediaId),
    FileId: stored?.fileId ?? '',
    VideoUrl: stored?.url ?? '',
    CacheFile: name,
    StartTimeStamp: begin,
    EndTimeStamp: end,
  })
}

/** 311 of a file that is not: 1 left behind for now, 2 failed. */
export function notCommittedPayload({ name, userId, trackType }: RecordedFile, status: 1 | 2, reason: string): Payload {
  return (variants: EmulatorVariants) => flatIf(variants, { Status: status, Errmsg: reason }, { UserId: userId, TrackType: trackType, CacheFile: name })
}

interface VodFile {
  StartTimeStamp?: number
  EndTimeStamp?: number
  [field: string]: unknown
}

/** Older bodies were flat, in seconds, and called the start BeginTimeStamp. */
function flatIf({ vodCommit }: EmulatorVariants, outcome: object, file: VodFile): object {
  if (vodCommit === 'tencentVod') return { ...outcome, TencentVod: file }
  const { StartTimeStamp, EndTimeStamp, ...facts } = file
  const seconds = (ms: number | undefined) => ms === undefined ? undefined : Math.floor(ms / 1000)
  return { ...outcome, ...facts, BeginTimeStamp: seconds(StartTimeStamp), EndTimeStamp: seconds(EndTimeStamp) }
}

function mediaIdAs({ mixMediaId }: EmulatorVariants, mediaId: RecordedFile['mediaId']) {
  return mediaId === 'mix' ? mixMediaId : mediaId
}

/** Every picture that a layout has the service fetch, each once. */
export function imagesOf(layout: MixLayoutParams | undefined): string[] {
  if (!layout) return []
  const { BackgroundImageUrl, DefaultSubBackgroundImage, MixLayoutList = [], WaterMarkList = [] } = layout
  const urls = [
    BackgroundImageUrl,
    DefaultSubBackgroundImage,
    ...MixLayoutList.map(({ SubBackgroundImage }) => SubBackgroundImage),
    ...WaterMarkList.map(({ WaterMarkImage }) => WaterMarkImage?.WaterMarkUrl),
  ]
  return [...new Set(urls.filter(url => url !== undefined))]
}
