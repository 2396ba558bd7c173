import type { Services } from '../services.js'
import { z } from 'zod'
import { TencentCloudError } from '../errors.js'
import { recordingSeconds, usageKeys } from '../usage/recording-usage.js'
import { sdkAppId } from './fields.js'

const DAY = 86_400_000
const FIVE_MINUTES = 300_000
const MOST_DAYS = 31

/** Days begin where Tencent's bills have them begin: at UTC+8. */
const ZONE = 8 * 3_600_000

const date = z.string().regex(/^\d{4}-\d{2}-\d{2}$/, 'a day is YYYY-MM-DD')

export const describeRecordingUsageRequest = z.strictObject({
  StartTime: date,
  EndTime: date,
  MixType: z.enum(['single', 'multi']),
  SdkAppId: sdkAppId.optional(),
})

/** Minutes by kind: in steps of five minutes for one day, else day by day. Each step is rounded up. */
export function describeRecordingUsage({ StartTime, EndTime, MixType }: z.output<typeof describeRecordingUsageRequest>, { tasks, options }: Services) {
  const from = Date.parse(`${StartTime}T00:00:00Z`) - ZONE
  const to = Date.parse(`${EndTime}T00:00:00Z`) - ZONE + DAY
  if (Number.isNaN(from) || Number.isNaN(to)) throw new TencentCloudError('InvalidParameter', 'There is no such day.')
  const days = (to - from) / DAY
  if (days < 1 || days > MOST_DAYS) throw new TencentCloudError('InvalidParameter.OutOfRange', `From StartTime to EndTime there may be 1 to ${MOST_DAYS} days.`)

  const now = options.clock.now()
  const mode = MixType === 'multi' ? 2 : 1
  const recorded = tasks.list().filter(({ request }) => request.RecordParams.RecordMode === mode)
  const step = days === 1 ? FIVE_MINUTES : DAY
  const starts = Array.from({ length: (to - from) / step }, (_, index) => from + index * step)
  return {
    UsageKey: usageKeys,
    UsageList: starts.filter(start => start <= now).map(start => {
      const used = recorded.map(task => recordingSeconds(task, { from: start, to: start + step }, options.variants.billing, now))
      return {
        TimeKey: new Date(start + ZONE).toISOString().slice(0, 19).replace('T', ' '),
        TimeStampKey: start / 1000,
        UsageValue: usageKeys.map(key => Math.ceil(used.reduce((sum, seconds) => sum + (seconds.get(key) ?? 0), 0) / 60)),
      }
    }),
  }
}
