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

const MOST_BYTES = 2 * 1024 ** 3
const LONGEST_HLS = 14 * 86_400_000

/** Bits per second that are counted on: those asked for, their defaults, and for single streams what clients usually send. */
const usualBitRates = { video: 550_000, audio: 64_000, main: 900_000, aux: 1_600_000 }

function filesOf(request: CreateCloudRecordingRequest, capture: Capture, format: FileFormat, variants: EmulatorVariants, now: number): RecordedFile[] {
  const { userId, mediaId, begin } = capture
  const end = capture.end ?? now
  const inParts = (trackType: TrackType, suffix: string, longest: number) => {
    const cuts = cut(begin, end, longest)
    return cuts.map(([from, to], index): RecordedFile => {
      const name = fileName(request, capture, `${suffix}${cuts.length > 1 ? `_${index + 1}` : ''}.${format}`, variants)
      return { name, format, userId, mediaId, trackType, begin: from, end: to }
    })
  }

  if (format === 'm3u8') {
    if (mediaId === 'mix') return inParts(trackTypeOf(capture), '', LONGEST_HLS)
    if (request.RecordParams.AvMerge === 1) return inParts(trackTypeOf(capture), `_${trackTypeOf(capture).replace('_', '')}`, LONGEST_HLS)
    return (['audio', 'video'] as const).filter(track => capture[track]).flatMap(track => inParts(track, `_${track}`, LONGEST_HLS))
  }
  if (format === 'aac' && !capture.audio) return []
  const trackType = format === 'aac' ? 'audio' : trackTypeOf(capture)
  return inParts(trackType, '', Math.min(request.RecordParams.MaxMediaFileDuration * 60_000, untilTooLarge(request, capture, trackType)))
}

/** How many milliseconds of it the service would put into 2 GB. Rendered files are much smaller, and are cut all the same. */
function untilTooLarge({ MixTranscodeParams }: CreateCloudRecordingRequest, { mediaId }: Capture, trackType: TrackType): number {
  const video = mediaId === 'mix' ? MixTranscodeParams?.VideoParams?.BitRate ?? usualBitRates.video : usualBitRates[mediaId]
  const audio = MixTranscodeParams?.AudioParams?.BitRate ?? usualBitRates.audio
  const bitRate = (trackType === 'audio' ? 0 : video) + (trackType === 'video' ? 0 : audio)
  return Math.floor(MOST_BYTES * 8 / bitRate) * 1000
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
