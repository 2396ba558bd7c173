import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createBackoff } from './backoff.js'

const bounds = { minMs: 500, maxMs: 30_000 }
const steps = (count: number, next: () => number) => Array.from({ length: count }, next)

describe('createBackoff', () => {
  it('doubles its step up to the longest one', () => {
    const { next } = createBackoff({ ...bounds, random: () => 1 })
    expect(steps(8, next)).toEqual([500, 1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000])
  })

  it('takes a random share of the step, from nothing or from the floor', () => {
    expect(createBackoff({ ...bounds, random: () => 0 }).next()).toBe(0)
    expect(createBackoff({ ...bounds, random: () => 0 }).next(0.5)).toBe(250)
    expect(createBackoff({ ...bounds, random: () => 0.5 }).next(0.5)).toBe(375)
  })

  it('starts again after reset', () => {
    const { next, reset } = createBackoff({ ...bounds, random: () => 1 })
    steps(5, next)
    reset()
    expect(next()).toBe(500)
  })

  it.each([[2_000, 2_000], [0, 500], [3_600_000, 30_000]])('asked to start at %i ms it starts at %i', (wish, first) => {
    const { next, startAt } = createBackoff({ ...bounds, random: () => 1 })
    startAt(wish)
    expect(next()).toBe(first)
  })

  it('never leaves its bounds, however often it is asked', () => {
    fc.assert(fc.property(fc.integer({ min: 1, max: 5_000 }), fc.double({ min: 0, max: 1, noNaN: true }), (tries, share) => {
      const { next } = createBackoff({ ...bounds, random: () => share })
      for (const ms of steps(tries, next)) {
        expect(ms).toBeGreaterThanOrEqual(0)
        expect(ms).toBeLessThanOrEqual(30_000)
      }
    }), { numRuns: 30 })
  })
})
