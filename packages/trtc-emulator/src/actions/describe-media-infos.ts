import type { Services } from '../services.js'
import { z } from 'zod'
import { mediaInfo } from '../vod/media-info.js'
import { fileId, filters, subAppId, subAppIdOf } from './vod-fields.js'

export const describeMediaInfosRequest = z.strictObject({
  FileIds: z.array(fileId).min(1).max(20),
  SubAppId: subAppId,
  Filters: filters,
})

export function describeMediaInfos({ FileIds, SubAppId, Filters }: z.output<typeof describeMediaInfosRequest>, services: Services) {
  const { vod, options } = services
  const id = subAppIdOf(SubAppId, services)
  const found = [...new Set(FileIds)].map(fileId => ({ fileId, media: vod.find(fileId, id) }))
  return {
    MediaInfoSet: found.flatMap(({ media }) => media ? [mediaInfo(media, options.sdkAppId, Filters)] : []),
    NotExistFileIdSet: found.flatMap(({ fileId, media }) => media ? [] : [fileId]),
  }
}
