import type { Scenario } from '../../testing/live.js'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { live } from '../../testing/live.js'
import { isActive } from './recording-state.js'

const scenario: fc.Arbitrary<Scenario> = fc.record({
  seed: fc.integer(),
  weather: fc.record({
    trouble: fc.constantFrom(0, 0.1, 0.4, 0.7),
    dropped: fc.constantFrom(0, 0.2, 1),
    duplicated: fc.constantFrom(0, 0.3),
    slowest: fc.constantFrom(100, 3_000, 70_000),
    late: fc.constant(4_000),
    removalDenied: fc.boolean(),
  }),
  crashes: fc.constantFrom(0, 0.1, 0.3),
  stalls: fc.constantFrom(0, 0.2),
  stopAt: fc.option(fc.integer({ min: 0, max: 400_000 })),
  serviceEndAt: fc.option(fc.integer({ min: 0, max: 400_000 })),
  leaveCode: fc.constantFrom(2, 3, 4, 99, 100),
})

/** A few seconds' worth; more in a soak. */
const RUNS = Number(process.env.SIMULATIONS ?? 300)

describe('a recording under every fault', () => {
  it('leaves no task running that nobody knows, and ends', () => {
    fc.assert(fc.property(scenario, given => {
      const { state, trtc } = live(given)
      expect(trtc.running()).toEqual([])
      expect(isActive(state.recording)).toBe(false)
      expect(['ready', 'failed']).toContain(state.recording.status)
    }), { numRuns: RUNS })
  })

  it('leaves none running either when a call takes effect long after it was given up, as callbacks tell', () => {
    fc.assert(fc.property(scenario, given => {
      const { trtc } = live({ ...given, weather: { ...given.weather, dropped: 0, late: 60_000 } })
      expect(trtc.running()).toEqual([])
    }), { numRuns: RUNS })
  })

  it('never has two tasks at once', () => {
    fc.assert(fc.property(scenario, given => {
      const { trtc } = live(given)
      const tasks = trtc.tasks.toSorted((a, b) => a.entersAt - b.entersAt)
      for (const [index, task] of tasks.entries()) {
        for (const later of tasks.slice(index + 1)) {
          if (task.entered && later.entered) expect(task.endedAt).toBeLessThanOrEqual(Math.max(task.entersAt, later.entersAt))
        }
      }
    }), { numRuns: RUNS })
  })

  it('goes through its states in their order', () => {
    const allowed: Record<string, string[]> = {
      starting: ['recording', 'stopping', 'processing', 'ready', 'failed'],
      recording: ['stopping', 'processing', 'ready', 'failed'],
      stopping: ['processing', 'ready', 'failed'],
      processing: ['ready', 'failed'],
      failed: ['ready'],
      ready: [],
    }
    fc.assert(fc.property(scenario, given => {
      const { statuses } = live(given)
      statuses.slice(1).forEach((status, index) => expect(allowed[statuses[index]!]).toContain(status))
    }), { numRuns: RUNS })
  })

  it('of many people ends too, and nobody is ever wanted in two parts', () => {
    fc.assert(fc.property(scenario, fc.integer({ min: 20, max: 90 }), (given, crowd) => {
      const { state, trtc, most } = live({ ...given, crowd })
      expect(trtc.running()).toEqual([])
      expect(['ready', 'failed']).toContain(state.recording.status)
      expect(most.parts).toBeLessThanOrEqual(Math.ceil(crowd / 25))
      expect(most.places).toBeLessThanOrEqual(1)
    }), { numRuns: Math.ceil(RUNS / 5) })
  })

  it('with good weather: one task, one file, ready', () => {
    const { state, trtc, statuses } = live({ seed: 1, weather: { trouble: 0, dropped: 0, duplicated: 0, slowest: 100, late: 4_000, removalDenied: false }, crashes: 0, stalls: 0, stopAt: 90_000, serviceEndAt: null, leaveCode: 99 })
    expect(trtc.tasks).toHaveLength(1)
    expect(statuses.filter(status => status !== 'processing')).toEqual(['starting', 'recording', 'stopping', 'ready'])
    expect(state.recording).toMatchObject({ stopReason: 'user', filesExpected: 1 })
  })
})
