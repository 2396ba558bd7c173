import type { PictureSize, ProcessTier, StreamTier } from './charged-tiers.js'
import type { RecordedRun } from './recorded-runs.js'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { chargedByProcess, chargedByStream } from './charged-tiers.js'
import { estimateCost } from './estimate-cost.js'
import { pricesSchema, toRecordingPrices } from './prices.js'
import { cutByDay, groupUsage, wholeMinutes } from './recorded-runs.js'

const HOUR = 3_600_000
const noon = Date.UTC(2026, 0, 1, 4)
const year = { from: Date.UTC(2026, 0, 1) - HOUR * 24, to: Date.UTC(2027, 0, 1) }
const international = pricesSchema.parse('international')
const china = pricesSchema.parse('china')

const size = (width: number, height: number): PictureSize => ({ width, height })
const run = (changes: Partial<RecordedRun> = {}): RecordedRun =>
  ({ recordingId: 'r1', roomId: 'room', mode: 'mixed', media: 'audioVideo', quality: 'hd', format: 'mp4', from: noon, to: noon + HOUR, idleMs: 0, ...changes })

describe('by process, the sum of all pictures is charged once', () => {
  it.each<[string, PictureSize[], ProcessTier]>([
    ['nobody', [], 'audio'],
    ['one camera', [size(640, 360)], 'hd'],
    ['four cameras of 640×360, exactly HD', Array.from({ length: 4 }, () => size(640, 360)), 'hd'],
    ['a pixel more', [size(1280, 720), size(1, 1)], 'fhd'],
    ['two of 1280×720', [size(1280, 720), size(1280, 720)], 'fhd'],
    ['one of 1920×1080', [size(1920, 1080)], 'fhd'],
    ['one of 2560×1440', [size(2560, 1440)], '2k'],
    ['five of 1280×720', Array.from({ length: 5 }, () => size(1280, 720)), '4k'],
  ])('%s', (_, pictures, tier) => {
    expect(chargedByProcess(pictures)).toBe(tier)
  })
})

describe('by stream, each is charged by itself', () => {
  it.each<[string, 'mixed' | 'single', PictureSize[], number, StreamTier[]]>([
    ['a mix of nobody', 'mixed', [], 0, ['audio']],
    ['single streams of nobody', 'single', [], 0, ['audio']],
    ['a mix of voices alone is one', 'mixed', [], 3, ['audio']],
    ['single voices are each one', 'single', [], 3, ['audio', 'audio', 'audio']],
    ['a voice beside pictures is one', 'mixed', [size(1280, 720), size(1280, 720)], 1, ['hd', 'hd', 'audio']],
    ['every size', 'mixed', [size(640, 480), size(1280, 720), size(1920, 1080), size(2560, 1440), size(4096, 2176)], 0, ['sd', 'hd', 'fhd', '2k', '4k']],
  ])('%s', (_, mode, pictures, voices, tiers) => {
    expect(chargedByStream({ mode, pictures, voices })).toEqual(tiers)
  })
})

describe('an estimate', () => {
  it('agrees with the worked example: mixed, an hour, two pictures of 1280×720 and one voice', () => {
    const streams = { pictures: [size(1280, 720), size(1280, 720)], voices: 1 }
    expect(estimateCost([run()], year, china, streams)).toMatchObject({ currency: 'CNY', per: 'stream', amount: 4.74 })
    expect(estimateCost([run()], year, international, streams)).toMatchObject({ currency: 'USD', per: 'process', amount: 0.81, minutes: [{ tier: 'fhd', minutes: 60 }] })
  })

  it('charges waiting for nobody as audio', () => {
    expect(estimateCost([run({ idleMs: 600_000 })], year, international).minutes).toEqual([{ mode: 'mixed', tier: 'hd', minutes: 50 }, { mode: 'mixed', tier: 'audio', minutes: 10 }])
  })

  it('charges each output format on its own', () => {
    expect(estimateCost([run({ format: 'hls+mp4' })], year, international).minutes).toEqual([{ mode: 'mixed', tier: 'hd', minutes: 120 }])
  })

  it('adds up seconds by day before it rounds', () => {
    const short = Array.from({ length: 6 }, (_, index) => run({ from: noon + index * 60_000, to: noon + index * 60_000 + 10_000 }))
    expect(estimateCost(short, year, international).minutes).toEqual([{ mode: 'mixed', tier: 'hd', minutes: 1 }])
    // midnight at UTC+8
    const midnight = Date.UTC(2026, 0, 1, 16)
    expect(estimateCost([run({ from: midnight - 10_000, to: midnight + 10_000 })], year, international).minutes).toEqual([{ mode: 'mixed', tier: 'hd', minutes: 2 }])
  })

  it('of sound alone takes no picture', () => {
    expect(estimateCost([run({ media: 'audio', format: 'aac' })], year, china).minutes).toEqual([{ mode: 'mixed', tier: 'audio', minutes: 60 }])
  })
})

describe('prices', () => {
  it('are told by the hour, as a start dialog needs them', () => {
    const hours = (mode: 'mixed' | 'single', list = china) => Object.values(toRecordingPrices(list, mode).hour).map(value => value.toFixed(2))
    expect(toRecordingPrices(international, 'mixed')).toMatchObject({ currency: 'USD', per: 'process' })
    expect(hours('mixed', international)).toEqual(['0.09', '0.36', '0.36', '0.81'])
    expect(hours('mixed')).toEqual(['0.54', '1.14', '2.10', '4.74'])
    expect(hours('single')).toEqual(['0.21', '0.42', '0.84', '1.86'])
  })

  it.each([null, 'mars', { per: 'process' }, { per: 'stream', currency: 'CNY', thousandMinutes: {} }, { ...international, currency: 'dollars' }])('%j are none', given => {
    expect(pricesSchema.safeParse(given).success).toBe(false)
  })
})

describe('usage', () => {
  const span = { from: Date.UTC(2026, 0, 1), to: Date.UTC(2026, 0, 3) }

  it('is cut at midnight and at the ends of what is asked for', () => {
    const long = run({ from: Date.UTC(2025, 11, 31, 23), to: Date.UTC(2026, 0, 2, 1) })
    expect(groupUsage([long], span, 'day')).toEqual([
      { key: '2026-01-01', mode: 'mixed', media: 'audioVideo', recordings: 1, minutes: 1440 },
      { key: '2026-01-02', mode: 'mixed', media: 'audioVideo', recordings: 1, minutes: 60 },
    ])
  })

  it('keeps modes and media apart, and counts a recording of several tasks once', () => {
    const runs = [run(), run({ from: noon + HOUR, to: noon + HOUR + 30_000 }), run({ recordingId: 'r2', media: 'audio' }), run({ recordingId: 'r3', roomId: 'other', mode: 'single' })]
    expect(groupUsage(runs, span, 'room')).toEqual([
      { key: 'other', mode: 'single', media: 'audioVideo', recordings: 1, minutes: 60 },
      { key: 'room', mode: 'mixed', media: 'audio', recordings: 1, minutes: 60 },
      { key: 'room', mode: 'mixed', media: 'audioVideo', recordings: 1, minutes: 61 },
    ])
  })

  it('loses no millisecond by cutting', () => {
    const times = fc.tuple(fc.integer({ min: 0, max: 10 * 24 * HOUR }), fc.integer({ min: 0, max: 5 * 24 * HOUR }))
    fc.assert(fc.property(times, times, ([from, length], [spanFrom, spanLength]) => {
      const parts = cutByDay({ from, to: from + length }, { from: spanFrom, to: spanFrom + spanLength })
      const overlap = Math.max(0, Math.min(from + length, spanFrom + spanLength) - Math.max(from, spanFrom))
      expect(parts.reduce((sum, part) => sum + part.to - part.from, 0)).toBe(overlap)
      for (const part of parts) expect(new Date(part.from).toISOString().slice(0, 10)).toBe(new Date(part.to - 1).toISOString().slice(0, 10))
    }))
  })

  it.each([[0, 0], [1, 0], [1_000, 1], [60_000, 1], [60_400, 1], [61_000, 2]])('%i ms are %i minutes', (ms, minutes) => {
    expect(wholeMinutes(ms)).toBe(minutes)
  })
})
