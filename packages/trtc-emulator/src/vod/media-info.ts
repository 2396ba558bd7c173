import type { VodMedia } from './vod-library.js'

/** VOD's way of saying that a file is kept for ever. */
export const NEVER = '9999-12-31T23:59:59Z'

/** ISO 8601 in whole seconds, as VOD writes time. */
export const isoSeconds = (at: number): string => `${new Date(at).toISOString().slice(0, 19)}Z`

export const categoryOf = ({ file }: VodMedia): 'Video' | 'Audio' => file.format === 'aac' || file.trackType === 'audio' ? 'Audio' : 'Video'
export const mediaTypeOf = ({ file }: VodMedia): string => file.format === 'm3u8' ? 'hls' : file.format

/** `MediaInfo` of SearchMedia and DescribeMediaInfos, reduced to the parts that `filters` names (all, if none). */
export function mediaInfo(media: VodMedia, sdkAppId: number, filters: string[] = []) {
  const wants = (part: string) => filters.length === 0 || filters.includes(part)
  return {
    FileId: media.file.fileId,
    BasicInfo: wants('basicInfo') ? basicInfo(media, sdkAppId) : null,
    MetaData: wants('metaData') ? metaData(media) : null,
    TranscodeInfo: null,
    AnimatedGraphicsInfo: null,
    SampleSnapshotInfo: null,
    ImageSpriteInfo: null,
    SnapshotByTimeOffsetInfo: null,
    KeyFrameDescInfo: null,
    AdaptiveDynamicStreamingInfo: null,
    MiniProgramReviewInfo: null,
    SubtitleInfo: null,
    ReviewInfo: null,
  }
}

function basicInfo(media: VodMedia, sdkAppId: number) {
  const { file, name, description, createdAt, updatedAt, expiresAt, classId, tags, storageRegion, sourceContext, userIds } = media
  return {
    Name: name,
    Description: description,
    CreateTime: isoSeconds(createdAt),
    UpdateTime: isoSeconds(updatedAt),
    ExpireTime: expiresAt === null ? NEVER : isoSeconds(expiresAt),
    ClassId: classId,
    ClassName: '其他',
    ClassPath: '其他',
    CoverUrl: '',
    Type: mediaTypeOf(media),
    MediaUrl: file.url,
    SourceInfo: {
      SourceType: 'TrtcRecord',
      SourceContext: sourceContext,
      LiveRecordInfo: null,
      TrtcRecordInfo: { SdkAppId: sdkAppId, RoomId: file.roomId, TaskId: file.taskId, UserIds: userIds },
      WebPageRecordInfo: null,
    },
    StorageRegion: storageRegion,
    TagSet: tags,
    Vid: '',
    Category: categoryOf(media),
    Status: 'Normal',
    StorageClass: 'STANDARD',
  }
}

/** Null as long as it is not known: asking makes it known, a little later. */
function metaData({ file }: VodMedia) {
  const { rendition, trackType } = file
  const { facts } = rendition
  if (!facts) {
    rendition.render().catch(() => {})
    return null
  }
  const { size, durationSeconds, width, height, bitrate, container } = facts
  return {
    Size: size,
    Container: container,
    Bitrate: bitrate,
    Width: width,
    Height: height,
    Duration: durationSeconds,
    VideoDuration: trackType === 'audio' ? 0 : durationSeconds,
    AudioDuration: trackType === 'video' ? 0 : durationSeconds,
    Rotate: 0,
    Md5: '',
    VideoStreamSet: trackType === 'audio' ? [] : [{ Bitrate: bitrate, Width: width, Height: height, Codec: 'h264', Fps: 15 }],
    AudioStreamSet: trackType === 'video' ? [] : [{ Bitrate: 64_000, SamplingRate: 48_000, Codec: 'aac' }],
  }
}
