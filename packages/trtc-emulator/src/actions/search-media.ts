import type { Services } from '../services.js'
import type { VodMedia } from '../vod/vod-library.js'
import { z } from 'zod'
import { categoryOf, mediaInfo, mediaTypeOf } from '../vod/media-info.js'
import { int } from './fields.js'
import { breach } from './request-schema.js'
import { fileId, filters, isoTime, subAppId, subAppIdOf } from './vod-fields.js'

/** SearchMedia shows no more than so many results, however they are paged. */
const MOST_RESULTS = 5000

const texts = (longest: number, most = 10) => z.array(z.string().min(1).max(longest)).max(most).optional()
const time = z.strictObject({ After: isoTime.optional(), Before: isoTime.optional() }).optional()

/** SearchMedia (VOD 2018-07-17). Conditions that no recording of TRTC can meet are accepted and find nothing. */
export const searchMediaRequest = z.strictObject({
  SubAppId: subAppId,
  FileIds: z.array(fileId).max(10).optional(),
  Names: texts(100),
  NamePrefixes: texts(100),
  Descriptions: texts(100),
  ClassIds: z.array(int()).max(10).optional(),
  Tags: texts(32, 16),
  Categories: z.array(z.enum(['Video', 'Audio', 'Image'])).optional(),
  SourceTypes: z.array(z.enum(['Record', 'Upload', 'VideoProcessing', 'TrtcRecord', 'WebPageRecord', 'Unknown'])).max(10).optional(),
  CreateTime: time,
  ExpireTime: time,
  StorageRegions: texts(20, 20),
  StorageClasses: texts(20),
  MediaTypes: texts(20),
  Status: z.array(z.enum(['Normal', 'SystemForbidden', 'Forbidden'])).optional(),
  ReviewResults: texts(20),
  TrtcSdkAppIds: z.array(int(1)).max(10).optional(),
  TrtcRoomIds: texts(64),
  StreamIds: texts(100),
  StreamDomains: texts(100),
  StreamPaths: texts(100),
  KnowledgeBases: texts(100),
  Filters: filters,
  Sort: z.strictObject({ Field: z.literal('CreateTime'), Order: z.enum(['Asc', 'Desc']) }).optional(),
  Offset: int(0, MOST_RESULTS).default(0),
  Limit: int(1, MOST_RESULTS).default(10),
  Text: z.string().max(64).optional(),
  SourceType: z.string().optional(),
  StreamId: z.string().optional(),
  StartTime: isoTime.optional(),
  EndTime: isoTime.optional(),
  Vids: z.array(z.string()).optional(),
  Vid: z.string().optional(),
}).superRefine(({ Offset, Limit }, ctx) => {
  if (Offset + Limit > MOST_RESULTS) ctx.addIssue(breach('InvalidParameterValue.Limit', `Offset + Limit is more than ${MOST_RESULTS}.`))
})

type SearchMediaRequest = z.output<typeof searchMediaRequest>

export function searchMedia(request: SearchMediaRequest, services: Services) {
  const { vod, options: { sdkAppId, variants } } = services
  const { Offset, Limit, Filters, Sort } = request
  const found = vod.search(subAppIdOf(request.SubAppId, services)).filter(media => matches(media, request, sdkAppId, variants.searchBefore === 'included'))
  found.sort((a, b) => Sort?.Order === 'Asc' ? a.createdAt - b.createdAt : b.createdAt - a.createdAt)
  return {
    TotalCount: Math.min(found.length, MOST_RESULTS),
    MediaInfoSet: found.slice(Offset, Offset + Limit).map(media => mediaInfo(media, sdkAppId, Filters)),
  }
}

/** Conditions are joined by "and", the values of one by "or". */
function matches(media: VodMedia, request: SearchMediaRequest, sdkAppId: number, includesBefore: boolean): boolean {
  const { file, name, description, tags, classId, storageRegion, createdAt, expiresAt } = media
  const among = <T>(list: T[] | undefined, value: T) => !list?.length || list.includes(value)
  const some = (list: string[] | undefined, fits: (text: string) => boolean) => !list?.length || list.some(fits)
  const contains = (whole: string, part: string) => whole.toLowerCase().includes(part.toLowerCase())
  const none = (list: unknown) => list === undefined || (Array.isArray(list) && list.length === 0)
  const within = (at: number, { After, Before }: { After?: number | undefined, Before?: number | undefined }) =>
    (After === undefined || at >= After) && (Before === undefined || (includesBefore ? at <= Before : at < Before))
  // Times are told in whole seconds, and searched for in them.
  const seconds = (at: number) => Math.floor(at / 1000) * 1000

  return among(request.FileIds, file.fileId)
    && some(request.Names, text => contains(name, text))
    && some(request.NamePrefixes, text => name.startsWith(text))
    && some(request.Descriptions, text => contains(description, text))
    && some(request.Text === undefined ? [] : [request.Text], text => contains(name, text) || contains(description, text))
    && among(request.ClassIds, classId)
    && some(request.Tags, tag => tags.includes(tag))
    && among<string>(request.Categories, categoryOf(media))
    && among<string>(request.SourceTypes, 'TrtcRecord')
    && among(request.SourceType === undefined ? [] : [request.SourceType], 'TrtcRecord')
    && within(seconds(createdAt), { After: request.CreateTime?.After ?? request.StartTime, Before: request.CreateTime?.Before ?? request.EndTime })
    && within(seconds(expiresAt ?? Number.MAX_SAFE_INTEGER), request.ExpireTime ?? {})
    && among(request.StorageRegions, storageRegion)
    && among(request.StorageClasses, 'STANDARD')
    && among(request.MediaTypes, mediaTypeOf(media))
    && among<string>(request.Status, 'Normal')
    && among(request.TrtcSdkAppIds, sdkAppId)
    && among(request.TrtcRoomIds, file.roomId)
    && [request.StreamIds, request.StreamId, request.StreamDomains, request.StreamPaths, request.KnowledgeBases, request.ReviewResults].every(none)
}
