import type { ServerClock } from './server-clock.js'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readServerClock } from './server-clock.js'

const HOUR = 3_600_000

/** The offset after messages of one epoch, each `[serverTime, arrival]`. */
function offsetAfter(...messages: [serverTime: number, at: number][]): number {
  return messages.reduce<ServerClock | null>((clock, [serverTime, at]) => readServerClock(clock, 'e', serverTime, at), null)!.offset
}

describe('the server\'s clock', () => {
  it.each([
    ['is an hour ahead', HOUR],
    ['is an hour behind', -HOUR],
  ])('%s, and so is the offset: signed and never clamped', (_, offset) => {
    expect(offsetAfter([1_000_000 + offset, 1_000_000])).toBe(offset)
  })

  it('is known best from the message that was under way for the shortest time', () => {
    expect(offsetAfter([0, 400], [1000, 1050], [2000, 2900])).toBe(-50)
  })

  it('is not dragged back by an old snapshot that is fetched again', () => {
    expect(offsetAfter([10_000, 10_000], [10_000, 99_000], [5000, 99_500])).toBe(0)
  })

  it('is not dragged back by one message that was under way for long', () => {
    expect(offsetAfter([0, 0], [1000, 21_000], [30_000, 30_000], [31_000, 51_000], [60_000, 60_000])).toBe(0)
  })

  it('is learnt anew after this browser\'s clock was put back', () => {
    expect(offsetAfter([0, 0], [30_000, 30_000 - HOUR])).toBe(HOUR)
  })

  it('is learnt anew from three messages after this browser\'s clock was put forward', () => {
    const forward = [[30_000, 30_000 + HOUR], [60_000, 60_020 + HOUR], [90_000, 90_010 + HOUR]] satisfies [number, number][]
    expect(offsetAfter([0, 0], ...forward.slice(0, 2))).toBe(0)
    expect(offsetAfter([0, 0], ...forward)).toBe(-HOUR)
  })

  it('is right again at the end of a burst of messages that waited while the page was frozen', () => {
    const burst = Array.from({ length: 20 }, (_, index): [number, number] => [index * 30_000, 600_000])
    expect(offsetAfter([0, 0], ...burst, [600_000, 600_050])).toBe(-50)
  })

  it('belongs to its epoch: another database may have another clock', () => {
    const clock = readServerClock(readServerClock(null, 'old', 5000, 0), 'new', 1000, 0)
    expect(clock).toMatchObject({ epoch: 'new', offset: 1000 })
  })

  it('is never believed to be ahead of what it is, and off by no more than the quickest message took', () => {
    const messages = fc.array(fc.record({ pause: fc.integer({ min: 1, max: 60_000 }), latency: fc.integer({ min: 0, max: 2000 }) }), { minLength: 1, maxLength: 40 })
    fc.assert(fc.property(fc.integer({ min: -HOUR, max: HOUR }), messages, (offset, messages) => {
      let written = 0
      const told = messages.map(({ pause, latency }): [number, number] => {
        written += pause
        return [written + offset, written + latency]
      })
      expect(offsetAfter(...told)).toBe(offset - Math.min(...messages.map(({ latency }) => latency)))
    }))
  })

  it('is found again within three messages, whichever way this browser\'s clock is set', () => {
    const latencies = fc.array(fc.integer({ min: 0, max: 1000 }), { minLength: 6, maxLength: 6 })
    fc.assert(fc.property(fc.integer({ min: -10 * HOUR, max: 10 * HOUR }), latencies, (step, latencies) => {
      const told = latencies.map((latency, index): [number, number] => [index * 30_000, index * 30_000 + latency + (index < 3 ? 0 : step)])
      // a step smaller than the tolerance can't be told from slow delivery
      expect(Math.abs(offsetAfter(...told) + step)).toBeLessThanOrEqual(3000)
    }))
  })
})
