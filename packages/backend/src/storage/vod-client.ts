import type { TencentcloudClient } from '../trtc/tencentcloud-client.js'
import { z } from 'zod'
import { TrtcError } from '../trtc/trtc-error.js'
import { StorageError } from './file-storage.js'

/** `MediaInfo` of SearchMedia and DescribeMediaInfos ("Data Types", VOD 2018-07-17), as far as recordings need it. */
const mediaInfo = z.object({
  FileId: z.string(),
  BasicInfo: z.object({
    Name: z.string().nullish(),
    Type: z.string().nullish(),
    MediaUrl: z.string().nullish(),
    SourceInfo: z.object({
      SourceContext: z.string().nullish(),
      TrtcRecordInfo: z.object({ TaskId: z.string().nullish() }).nullish(),
    }).nullish(),
  }).nullish(),
  MetaData: z.object({
    Size: z.number().nullish(),
    Duration: z.number().nullish(),
    VideoDuration: z.number().nullish(),
    AudioDuration: z.number().nullish(),
  }).nullish(),
})

export type VodMediaInfo = z.output<typeof mediaInfo>

const searched = z.object({ TotalCount: z.number(), MediaInfoSet: z.array(mediaInfo).nullish() })
const described = z.object({ MediaInfoSet: z.array(mediaInfo).nullish(), NotExistFileIdSet: z.array(z.string()).nullish() })

export interface SearchMediaParams {
  TrtcSdkAppIds?: number[]
  TrtcRoomIds?: string[]
  SourceTypes?: string[]
  CreateTime?: { After?: string, Before?: string }
  Filters?: string[]
  Sort?: { Field: 'CreateTime', Order: 'Asc' | 'Desc' }
  Offset?: number
  Limit: number
}

/** The calls of VOD that recordings need. Each rejects with a `StorageError`. */
export interface VodApi {
  searchMedia: (params: SearchMediaParams) => Promise<{ total: number, media: VodMediaInfo[] }>
  describeMedia: (fileId: string) => Promise<VodMediaInfo | null>
  deleteMedia: (fileId: string) => Promise<void>
  close: () => void
}

export function createVodClient({ client, subAppId }: { client: TencentcloudClient, subAppId: number | undefined }): VodApi {
  async function call<T extends z.ZodType>(schema: T, action: string, params: object, priority: 'press' | 'routine'): Promise<z.output<T>> {
    let answer: unknown
    try {
      answer = await client.call(action, { ...params, ...subAppId !== undefined && { SubAppId: subAppId } }, priority)
    } catch (error) {
      if (!(error instanceof TrtcError)) throw error
      throw new StorageError(action, error.kind === 'refused' || error.kind === 'gone', error.upstreamCode, { cause: error })
    }
    const { success, data, error } = schema.safeParse(answer)
    if (!success) throw new StorageError(action, false, undefined, { cause: error })
    return data
  }

  return {
    async searchMedia(params) {
      const { TotalCount, MediaInfoSet } = await call(searched, 'SearchMedia', params, 'routine')
      return { total: TotalCount, media: MediaInfoSet ?? [] }
    },
    async describeMedia(fileId) {
      const { MediaInfoSet } = await call(described, 'DescribeMediaInfos', { FileIds: [fileId] }, 'press')
      return MediaInfoSet?.find(({ FileId }) => FileId === fileId) ?? null
    },
    async deleteMedia(fileId) {
      await call(z.unknown(), 'DeleteMedia', { FileId: fileId }, 'press')
    },
    close: client.close,
  }
}
