import type { Services } from '../services.js'
import { z } from 'zod'
import { int } from './fields.js'
import { fileId, fileNotExist, subAppId, subAppIdOf } from './vod-fields.js'

export const deleteMediaRequest = z.strictObject({
  FileId: fileId,
  SubAppId: subAppId,
  DeleteParts: z.array(z.strictObject({ Type: z.string().min(1), Definition: int().default(0) })).default([]),
})

/** Final. Naming parts deletes these; a recording consists of nothing but its original file. */
export function deleteMedia({ FileId, SubAppId, DeleteParts }: z.output<typeof deleteMediaRequest>, services: Services) {
  if (!services.vod.find(FileId, subAppIdOf(SubAppId, services))) throw fileNotExist(FileId)
  if (DeleteParts.length === 0 || DeleteParts.some(({ Type }) => Type === 'OriginalFiles')) services.vod.remove(FileId)
  return {}
}
