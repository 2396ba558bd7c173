import type { RecordingMode } from '@roomkit-recording/core'
import type { TencentcloudClient } from '../trtc/tencentcloud-client.js'
import type { Span } from './recorded-runs.js'
import { z } from 'zod'
import { TrtcError } from '../trtc/trtc-error.js'

/** TRTC's own books. Rejects with a `TrtcError`. */
export interface TrtcUsageApi {
  /** Minutes by kind, as TRTC names the kinds, of whole days as `trtcDays` gives them. */
  recordedMinutes: (mode: RecordingMode, days: Span) => Promise<Record<string, number>>
  close: () => void
}

/** Calls a second that DescribeRecordingUsage allows. */
export const USAGE_CALLS_PER_SECOND = 5

const DAY = 24 * 3_600_000
/** Tencent's days begin at UTC+8. */
const ZONE_MS = 8 * 3_600_000
const MOST_DAYS = 31

const usage = z.object({
  UsageKey: z.array(z.string()).nullish(),
  UsageList: z.array(z.object({ UsageValue: z.array(z.number()).nullish() })).nullish(),
})

/** The whole days at UTC+8 that a span touches. */
export function trtcDays({ from, to }: Span): Span {
  const midnight = (at: number) => Math.floor((at + ZONE_MS) / DAY) * DAY - ZONE_MS
  return { from: midnight(from), to: midnight(to - 1) + DAY }
}

export function createTrtcUsageApi({ client, sdkAppId }: { client: TencentcloudClient, sdkAppId: number }): TrtcUsageApi {
  const dayOf = (at: number) => new Date(at + ZONE_MS).toISOString().slice(0, 10)
  return {
    async recordedMinutes(mode, { from, to }) {
      const minutes: Record<string, number> = {}
      for (let start = from; start < to; start += MOST_DAYS * DAY) {
        const last = Math.min(to, start + MOST_DAYS * DAY) - DAY
        const { success, data, error } = usage.safeParse(await client.call('DescribeRecordingUsage', { StartTime: dayOf(start), EndTime: dayOf(last), MixType: mode === 'mixed' ? 'multi' : 'single', SdkAppId: sdkAppId }))
        if (!success) throw new TrtcError('DescribeRecordingUsage', 'lost', { message: 'an answer that cannot be understood', cause: error })
        const keys = data.UsageKey ?? []
        for (const { UsageValue } of data.UsageList ?? []) {
          for (const [index, value] of (UsageValue ?? []).entries()) {
            const key = keys[index] ?? 'unknown'
            minutes[key] = (minutes[key] ?? 0) + value
          }
        }
      }
      return minutes
    },
    close: client.close,
  }
}
