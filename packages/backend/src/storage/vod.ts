import type { FileStorage, FoundFile, StorageCheck } from './file-storage.js'
import type { VodApi, VodMediaInfo } from './vod-client.js'
import { parseFileName } from './file-name.js'
import { StorageError } from './file-storage.js'
import { signPlayUrl } from './vod-play-key.js'

export interface VodStorageOptions {
  vod: VodApi
  sdkAppId: number
  /** With it links expire; without it VOD's addresses are open to whoever knows them. */
  playKey: string | undefined
}

const PAGE = 100
/** SearchMedia shows no more than that, however it is paged. */
const MOST_RESULTS = 5_000
/** Clocks differ, and VOD tells time in whole seconds. */
const SKEW_MS = 10 * 60_000

/** ISO 8601 in whole seconds, as VOD reads time. */
const isoSeconds = (at: number): string => `${new Date(at).toISOString().slice(0, 19)}Z`

export function createVodStorage({ vod, sdkAppId, playKey }: VodStorageOptions): FileStorage {
  async function addressOf(vodFileId: string): Promise<string> {
    const url = (await vod.describeMedia(vodFileId))?.BasicInfo?.MediaUrl
    if (!url) throw new StorageError('DescribeMediaInfos', true, 'ResourceNotFound')
    return url
  }

  return {
    async find({ recording }) {
      const found: FoundFile[] = []
      for (let offset = 0; offset < MOST_RESULTS;) {
        const { total, media } = await vod.searchMedia({
          TrtcSdkAppIds: [sdkAppId],
          TrtcRoomIds: [recording.roomId],
          SourceTypes: ['TrtcRecord'],
          CreateTime: { After: isoSeconds(recording.requestedAt - SKEW_MS) },
          Filters: ['basicInfo', 'metaData'],
          Sort: { Field: 'CreateTime', Order: 'Asc' },
          Offset: offset,
          Limit: PAGE,
        })
        found.push(...media.flatMap(item => toFoundFile(item) ?? []))
        offset += media.length
        if (media.length === 0 || offset >= total) break
      }
      return found
    },

    async link({ file, expiresAt }) {
      const address = file.url ?? await addressOf(file.vodFileId ?? '')
      if (playKey === undefined) return { url: address, expiresAt: null }
      return { url: signPlayUrl(address, { playKey, expiresAt }), expiresAt }
    },

    async delete({ vodFileId }) {
      if (vodFileId === null) return 'unknown'
      try {
        await vod.deleteMedia(vodFileId)
        return 'gone'
      } catch (error) {
        // which code stands for "no such file" differs between pages, so VOD is asked whether there is one
        if (!(error instanceof StorageError) || !error.isRefusal || await vod.describeMedia(vodFileId)) throw error
        return 'unknown'
      }
    },

    async check(): Promise<StorageCheck> {
      try {
        await vod.searchMedia({ Limit: 1, Filters: ['basicInfo'] })
        return { state: 'ok' }
      } catch (error) {
        if (!(error instanceof StorageError)) throw error
        const { isRefusal, upstreamCode } = error
        if (!isRefusal) return { state: 'unknown', problem: 'VOD did not answer.', ...upstreamCode !== undefined && { upstreamCode } }
        return { state: 'failed', problem: refusalOf(upstreamCode ?? ''), ...upstreamCode !== undefined && { upstreamCode } }
      }
    },

    close: vod.close,
  }
}

function refusalOf(upstreamCode: string): string {
  if (/SubAppId/.test(upstreamCode)) return 'VOD does not know the application: set VOD_SUB_APP_ID to one of this account.'
  if (/^(?:AuthFailure|UnauthorizedOperation)/.test(upstreamCode)) return 'The API credential may not use VOD: it needs SearchMedia, DescribeMediaInfos and DeleteMedia.'
  return 'VOD refused to be searched.'
}

/** `null`: not of a TRTC recording. */
function toFoundFile({ FileId, BasicInfo, MetaData }: VodMediaInfo): FoundFile | null {
  const taskId = BasicInfo?.SourceInfo?.TrtcRecordInfo?.TaskId
  if (!taskId) return null
  const name = nameOf(BasicInfo?.Name || FileId, BasicInfo?.Type ?? '')
  const parsed = parseFileName(name)
  const { Duration, VideoDuration, AudioDuration, Size } = MetaData ?? {}
  return {
    taskId,
    recorderUserId: BasicInfo?.SourceInfo?.SourceContext || null,
    name,
    userId: parsed?.userId ?? null,
    stream: parsed?.stream ?? 'mix',
    track: parsed?.track ?? trackOf(parsed?.extension ?? BasicInfo?.Type, VideoDuration, AudioDuration),
    startedAt: null,
    endedAt: null,
    durationMs: Duration ? Math.round(Duration * 1000) : null,
    sizeBytes: Size ?? null,
    vodFileId: FileId,
    url: BasicInfo?.MediaUrl || null,
    isComplete: true,
  }
}

/** VOD may keep the extension apart from the name. */
function nameOf(name: string, type: string): string {
  const extension = type === 'hls' ? 'm3u8' : type
  return extension === '' || name.toLowerCase().endsWith(`.${extension}`) ? name : `${name}.${extension}`
}

function trackOf(extension: string | null | undefined, video: number | null | undefined, audio: number | null | undefined): FoundFile['track'] {
  if (extension === 'aac') return 'audio'
  if (video === 0 && audio) return 'audio'
  return audio === 0 && video ? 'video' : 'audioVideo'
}
