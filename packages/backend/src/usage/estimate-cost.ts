import type { RecordingMode } from '@roomkit-recording/core'
import type { PictureSize, StreamTier } from './charged-tiers.js'
import type { RecordingPriceList } from './prices.js'
import type { RecordedRun, Span } from './recorded-runs.js'
import { chargedByProcess, chargedByStream } from './charged-tiers.js'
import { qualitySizes } from './prices.js'
import { cutByDay, wholeMinutes } from './recorded-runs.js'

export interface RecordingCost {
  currency: string
  per: RecordingPriceList['per']
  /** In whole currency units, rounded to cents. */
  amount: number
  /** Charged minutes; of `stream` those of all streams together. */
  minutes: { mode: RecordingMode, tier: StreamTier, minutes: number }[]
}

/** Our books do not say who published what, so this is assumed of every moment that is not waiting. */
export interface AssumedStreams {
  /** Left out: one picture of the recording's quality. */
  pictures?: readonly PictureSize[]
  /** People with sound alone. @default 0 */
  voices?: number
}

/** Tencent's bills have days begin at UTC+8. */
const ZONE_MS = 8 * 3_600_000

/**
 * What recording itself costs by list prices; the recorder's minutes as a listener, storage and delivery come on top. An estimate:
 * Tencent's bill decides. Each output format is charged on its own, seconds are added up by day and begun minutes count.
 */
export function estimateCost(runs: readonly RecordedRun[], span: Span, prices: RecordingPriceList, { pictures, voices = 0 }: AssumedStreams = {}): RecordingCost {
  const charged = new Map<string, { mode: RecordingMode, tier: StreamTier, ms: number }>()
  for (const run of runs) {
    const { mode, media, quality, format } = run
    const recorded = media === 'audio' ? { mode, pictures: [], voices: voices + (pictures?.length ?? 0) } : { mode, pictures: pictures ?? [qualitySizes[quality]], voices }
    const waiting = { mode, pictures: [], voices: 0 }
    const idleFrom = Math.max(run.from, run.to - run.idleMs)
    for (const [streams, from, to] of [[recorded, run.from, idleFrom], [waiting, idleFrom, run.to]] as const) {
      const tiers: StreamTier[] = prices.per === 'process' ? [chargedByProcess(streams.pictures)] : chargedByStream(streams)
      for (const part of cutByDay({ from, to }, span, ZONE_MS)) {
        for (const tier of tiers) {
          const id = `${part.day} ${mode} ${tier}`
          const sum = charged.get(id) ?? { mode, tier, ms: 0 }
          charged.set(id, sum)
          sum.ms += (part.to - part.from) * format.split('+').length
        }
      }
    }
  }

  const minutes = new Map<string, RecordingCost['minutes'][number]>()
  let amount = 0
  for (const { mode, tier, ms } of charged.values()) {
    const whole = wholeMinutes(ms)
    amount += whole * priceOf(prices, mode, tier) / 1000
    const known = minutes.get(`${mode} ${tier}`)
    minutes.set(`${mode} ${tier}`, { mode, tier, minutes: (known?.minutes ?? 0) + whole })
  }
  return { currency: prices.currency, per: prices.per, amount: Math.round(amount * 100) / 100, minutes: [...minutes.values()] }
}

/** Per 1000 minutes. */
function priceOf(prices: RecordingPriceList, mode: RecordingMode, tier: StreamTier): number {
  if (prices.per === 'stream') return prices.thousandMinutes[mode][tier]
  return prices.thousandMinutes[tier === 'sd' ? 'hd' : tier]
}
