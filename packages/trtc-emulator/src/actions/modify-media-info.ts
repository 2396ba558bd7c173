import type { Services } from '../services.js'
import { z } from 'zod'
import { TencentCloudError } from '../errors.js'
import { NEVER } from '../vod/media-info.js'
import { int } from './fields.js'
import { breach } from './request-schema.js'
import { fileId, fileNotExist, isoTime, subAppId, subAppIdOf } from './vod-fields.js'

const MOST_TAGS = 16

const tags = z.array(z.string().min(1).max(32)).max(MOST_TAGS).optional()

/** ModifyMediaInfo without its covers, marks and subtitles, which recordings have none of. */
export const modifyMediaInfoRequest = z.strictObject({
  FileId: fileId,
  SubAppId: subAppId,
  Name: z.string().max(64).optional(),
  Description: z.string().max(128).optional(),
  ClassId: int().optional(),
  ExpireTime: isoTime.optional(),
  AddTags: tags,
  DeleteTags: tags,
  /** 1 clears them, any other value means nothing. */
  ClearTags: int().optional(),
}).superRefine(({ AddTags = [], DeleteTags = [], ClearTags }, ctx) => {
  if (AddTags.some(tag => DeleteTags.includes(tag))) ctx.addIssue(breach('InvalidParameterValue.DeleteTags', 'AddTags and DeleteTags must differ.'))
  if (ClearTags === 1 && AddTags.length > 0) ctx.addIssue(breach('InvalidParameterValue.AddTags', 'ClearTags and AddTags exclude each other.'))
})

export function modifyMediaInfo(request: z.output<typeof modifyMediaInfoRequest>, services: Services) {
  const { vod, options: { clock } } = services
  const { FileId, SubAppId, Name, Description, ClassId, ExpireTime, AddTags = [], DeleteTags = [], ClearTags } = request
  const media = vod.find(FileId, subAppIdOf(SubAppId, services))
  if (!media) throw fileNotExist(FileId)
  const kept = ClearTags === 1 ? [] : media.tags.filter(tag => !DeleteTags.includes(tag))
  const tags = [...new Set([...kept, ...AddTags])]
  if (tags.length > MOST_TAGS) throw new TencentCloudError('InvalidParameterValue.AddTags', `A file has at most ${MOST_TAGS} tags.`)
  if (ExpireTime !== undefined && ExpireTime <= clock.now()) throw new TencentCloudError('InvalidParameterValue.ExpireTime', 'ExpireTime is over already.')

  Object.assign(media, {
    name: Name ?? media.name,
    description: Description ?? media.description,
    classId: ClassId ?? media.classId,
    expiresAt: ExpireTime === undefined ? media.expiresAt : ExpireTime === Date.parse(NEVER) ? null : ExpireTime,
    tags,
    updatedAt: clock.now(),
  })
  return {}
}
