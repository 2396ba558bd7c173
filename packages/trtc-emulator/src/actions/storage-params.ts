import { z } from 'zod'
import { int, oneOf } from './fields.js'
import { breach } from './request-schema.js'

const nameCharacters = /^[\w-]*$/

const cloudStorage = z.strictObject({
  /** 0 Tencent COS, 1 AWS. */
  Vendor: oneOf(0, 1),
  Region: z.string().min(1),
  Bucket: z.string().min(1),
  AccessKey: z.string().min(1),
  SecretKey: z.string().min(1),
  FileNamePrefix: z.array(z.string().min(1).regex(nameCharacters, 'only a-z A-Z 0-9 _ - are allowed')).default([]),
}).superRefine(({ Vendor, Bucket }, ctx) => {
  if (Vendor === 0 && !/^[a-z0-9][a-z0-9-]*-\d+$/.test(Bucket))
    ctx.addIssue(breach('InvalidParameter', 'A COS bucket is named with its appid: <name>-<appid>.'))
})

const tencentVod = z.strictObject({
  Procedure: z.string().default(''),
  ExpireTime: int().default(0),
  StorageRegion: z.string().default(''),
  ClassId: int().default(0),
  SubAppId: int(1).optional(),
  SessionContext: z.string().default(''),
  SourceContext: z.string().default(''),
  /** 0 MP4, 1 HLS, 2 AAC, 3 HLS+MP4, 4 HLS+AAC. */
  MediaType: oneOf(0, 1, 2, 3, 4).default(0),
  UserDefineRecordId: z.string().max(64).regex(nameCharacters, 'only a-z A-Z 0-9 _ - are allowed').default(''),
})

export const storageParams = z.strictObject({
  CloudStorage: cloudStorage.optional(),
  CloudVod: z.strictObject({ TencentVod: tencentVod }).optional(),
}).superRefine(({ CloudStorage, CloudVod }, ctx) => {
  if (CloudStorage && CloudVod) ctx.addIssue(breach('InvalidParameter', 'CloudStorage and CloudVod exclude each other.'))
  if (!CloudStorage && !CloudVod) ctx.addIssue(breach('MissingParameter.CloudStorage', 'Either CloudStorage or CloudVod is needed.'))
})

export type StorageParams = z.output<typeof storageParams>
