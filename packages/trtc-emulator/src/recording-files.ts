import type { CreateCloudRecordingRequest } from './actions/create-cloud-recording.js'
import type { Capture } from './capture.js'
import type { EmulatorVariants } from './variants.js'

export type FileFormat = 'mp4' | 'aac' | 'm3u8'
export type TrackType = 'audio' | 'video' | 'audio_video'

export interface RecordedFile {
  name: string
  format: FileFormat
  /** Empty in mixed mode. */
  userId: string
  mediaId: Capture['mediaId']
  trackType: TrackType
  /** Milliseconds since the epoch. */
  begin: number
  end: number
}

const vodFormats: FileFormat[][] = [['mp4'], ['m3u8'], ['aac'], ['m3u8', 'mp4'], ['m3u8', 'aac']]
const cosFormats: FileFormat[][] = [['m3u8'], ['m3u8', 'mp4'], ['m3u8', 'aac'], ['mp4'], ['aac']]

export function fileFormats({ RecordParams, StorageParams }: CreateCloudRecordingRequest): FileFormat[] {
  const vod = StorageParams.CloudVod?.TencentVod
  return (vod ? vodFormats[vod.MediaType] : cosFormats[RecordParams.OutputFormat])!
}

/** Every file that came of what was captured, named as TRTC's document "On-Cloud Recording" says. `now` ends what still runs. */
export function recordedFiles(request: CreateCloudRecordingRequest, captures: readonly Capture[], variants: EmulatorVariants, now: number): RecordedFile[] {
  return fileFormats(request).flatMap(format => captures.flatMap(capture => filesOf(request, capture, format, variants, now)))
}

function filesOf(request: CreateCloudRecordingRequest, capture: Capture, format: FileFormat, variants: EmulatorVariants, now: number): RecordedFile[] {
  const { userId, mediaId, begin } = capture
  const end = capture.end ?? now
  const file = (trackType: TrackType, suffix: string, from = begin, to = end): RecordedFile =>
    ({ name: fileName(request, capture, `${suffix}.${format}`, variants), format, userId, mediaId, trackType, begin: from, end: to })

  if (format === 'm3u8') {
    if (mediaId === 'mix') return [file(trackTypeOf(capture), '')]
    if (request.RecordParams.AvMerge === 1) return [file(trackTypeOf(capture), `_${trackTypeOf(capture).replace('_', '')}`)]
    return (['audio', 'video'] as const).filter(track => capture[track]).map(track => file(track, `_${track}`))
  }
  if (format === 'aac' && !capture.audio) return []
  const trackType = format === 'aac' ? 'audio' : trackTypeOf(capture)
  const cuts = cut(begin, end, request.RecordParams.MaxMediaFileDuration * 60_000)
  return cuts.map(([from, to], index) => file(trackType, cuts.length > 1 ? `_${index + 1}` : '', from, to))
}

function trackTypeOf({ audio, video }: Capture): TrackType {
  return audio && video ? 'audio_video' : video ? 'video' : 'audio'
}

function cut(begin: number, end: number, longest: number): [from: number, to: number][] {
  const count = Math.max(1, Math.ceil((end - begin) / longest))
  return Array.from({ length: count }, (_, index) => [begin + index * longest, Math.min(end, begin + (index + 1) * longest)])
}

function fileName(request: CreateCloudRecordingRequest, { userId, mediaId, moves }: Capture, suffix: string, variants: EmulatorVariants): string {
  const { SdkAppId, RoomId, RoomIdType, StorageParams } = request
  const own = StorageParams.CloudVod?.TencentVod.UserDefineRecordId
  const _ = variants.userIdMarker === 'double' ? '__' : '_'
  return [
    own ? `${own}${variants.userDefineMarker === 'double' ? '__' : '_'}UserDefine_u_` : '',
    moves > 0 ? `ha${moves}_` : '',
    `${SdkAppId}_${RoomIdType === 1 ? RoomId : nameSafe(RoomId)}`,
    mediaId === 'mix' ? '' : `${_}UserId_s_${nameSafe(userId)}${_}UserId_e_${mediaId}`,
    suffix,
  ].join('')
}

/** Base64 as file names carry it: `-` for `/` and `.` for `=`. */
export function nameSafe(text: string): string {
  return Buffer.from(text).toString('base64').replaceAll('/', '-').replaceAll('=', '.')
}
