import type { EmulatorVariants } from '../variants.js'
import { z } from 'zod'
import { int, oneOf } from './fields.js'
import { breach } from './request-schema.js'

/** A user id, or the start of some followed by `.*$`. */
const userIdOrPattern = z.string().min(1).max(35).regex(/^[\w-]{0,32}(?:\.\*\$)?$/, 'a user id, or a prefix followed by .*$, is needed')
const userIds = z.array(userIdOrPattern).max(32).default([])

export const subscribeStreamUserIds = z.strictObject({
  SubscribeAudioUserIds: userIds,
  UnSubscribeAudioUserIds: userIds,
  SubscribeVideoUserIds: userIds,
  UnSubscribeVideoUserIds: userIds,
}).superRefine((lists, ctx) => {
  for (const kind of ['Audio', 'Video'] as const) {
    if (lists[`Subscribe${kind}UserIds`].length > 0 && lists[`UnSubscribe${kind}UserIds`].length > 0)
      ctx.addIssue(breach('InvalidParameter', `Subscribe${kind}UserIds and UnSubscribe${kind}UserIds exclude each other.`))
  }
})

export type SubscribeStreamUserIds = z.output<typeof subscribeStreamUserIds>

export const everyone: SubscribeStreamUserIds = {
  SubscribeAudioUserIds: [],
  UnSubscribeAudioUserIds: [],
  SubscribeVideoUserIds: [],
  UnSubscribeVideoUserIds: [],
}

export function recordParams({ streamType }: EmulatorVariants) {
  const streamTypes = oneOf(0, 1, 2)
  return z.strictObject({
    RecordMode: oneOf(1, 2),
    /** Seconds without any anchor in the room. */
    MaxIdleTime: int(5, 86_400).default(30),
    /** 0 audio and video, 1 audio only, 2 video only. */
    StreamType: streamType === 'required' ? streamTypes : streamTypes.default(0),
    SubscribeStreamUserIds: subscribeStreamUserIds.default(everyone),
    /** COS and AWS only: 0 HLS, 1 HLS+MP4, 2 HLS+AAC, 3 MP4, 4 AAC. */
    OutputFormat: oneOf(0, 1, 2, 3, 4).default(0),
    AvMerge: oneOf(0, 1).default(0),
    /** Minutes; MP4 and AAC only. */
    MaxMediaFileDuration: int(1, 1440).default(1440),
    /** 0 camera and screen, 1 camera only, 2 screen only. */
    MediaId: oneOf(0, 1, 2).default(0),
    FillType: oneOf(0, 1).default(0),
    SubscribeAbility: oneOf(0, 1).default(0),
  })
}

export type RecordParams = z.output<ReturnType<typeof recordParams>>
