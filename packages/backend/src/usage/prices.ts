import type { RecordingMode, RecordingPrices, RecordingQuality } from '@roomkit-recording/core'
import { z } from 'zod'
import { chargedByProcess, chargedByStream } from './charged-tiers.js'

const price = z.number().min(0)
const currency = z.string().regex(/^[A-Z]{3}$/, 'must be a currency of three letters')
const byStream = z.strictObject({ 'audio': price, 'sd': price, 'hd': price, 'fhd': price, '2k': price, '4k': price })

const processPrices = z.strictObject({
  per: z.literal('process'),
  currency,
  thousandMinutes: z.strictObject({ 'audio': price, 'hd': price, 'fhd': price, '2k': price, '4k': price }),
})
const streamPrices = z.strictObject({
  per: z.literal('stream'),
  currency,
  thousandMinutes: z.strictObject({ single: byStream, mixed: byStream }),
})

const priceListSchema = z.discriminatedUnion('per', [processPrices, streamPrices])

/**
 * What recording costs, by one of Tencent's two billing rules: `process` counts the sum of all recorded resolutions once (trtc.io),
 * `stream` counts every recorded stream by its own resolution (cloud.tencent.com). Prices are per 1000 minutes.
 */
export type RecordingPriceList = z.output<typeof priceListSchema>

/** "Billing of On-Cloud Recording and Recording Delivery", list prices; the tier above 2K is called 2K+ there. */
const international: RecordingPriceList = {
  per: 'process',
  currency: 'USD',
  thousandMinutes: { 'audio': 1.49, 'hd': 5.99, 'fhd': 13.49, '2k': 23.99, '4k': 53.99 },
}

/** 云端录制计费说明, list prices for applications created after 2022-07-20. */
const china: RecordingPriceList = {
  per: 'stream',
  currency: 'CNY',
  thousandMinutes: {
    single: { 'audio': 3.5, 'sd': 7, 'hd': 14, 'fhd': 31, '2k': 56, '4k': 97 },
    mixed: { 'audio': 9, 'sd': 19, 'hd': 35, 'fhd': 79, '2k': 138, '4k': 323 },
  },
}

/** Option `prices`: one of Tencent's two lists, or your own. */
export const pricesSchema = z.union([z.enum(['international', 'china']), priceListSchema], 'must be "international", "china", or { per, currency, thousandMinutes }')
  .transform(given => given === 'international' ? international : given === 'china' ? china : given)

export const qualitySizes: Record<RecordingQuality, { width: number, height: number }> = {
  sd: { width: 640, height: 360 },
  hd: { width: 1280, height: 720 },
  fhd: { width: 1920, height: 1080 },
}

const MINUTES_PER_HOUR = 60

/** The list as a start dialog needs it: what an hour costs in one mode, by sound or the picture's quality. */
export function toRecordingPrices(prices: RecordingPriceList, mode: RecordingMode): RecordingPrices {
  const hourOf = (pictures: { width: number, height: number }[]) => {
    const perThousand = prices.per === 'process'
      ? prices.thousandMinutes[chargedByProcess(pictures)]
      : prices.thousandMinutes[mode][chargedByStream({ mode, pictures, voices: 0 })[0]!]
    return perThousand * MINUTES_PER_HOUR / 1000
  }
  return {
    currency: prices.currency,
    per: prices.per,
    hour: { audio: hourOf([]), sd: hourOf([qualitySizes.sd]), hd: hourOf([qualitySizes.hd]), fhd: hourOf([qualitySizes.fhd]) },
  }
}
