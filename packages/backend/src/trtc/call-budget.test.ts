import type { CallPriority } from './call-budget.js'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createCallBudget, leaseAlone } from './call-budget.js'

/** Time that passes when everybody waits. */
function createTime() {
  let now = 0
  const timers: { at: number, go: () => void }[] = []
  return {
    now: () => now,
    sleep: (ms: number) => new Promise<void>(resolve => { timers.push({ at: now + ms, go: resolve }) }),
    async pass(until: number) {
      for (;;) {
        for (let turn = 0; turn < 20; turn++) await Promise.resolve()
        timers.sort((a, b) => a.at - b.at)
        if (timers.length === 0 || timers[0]!.at > until) break
        const { at, go } = timers.shift()!
        now = at
        go()
      }
      now = until
    },
  }
}

const priority = fc.constantFrom<CallPriority>('press', 'routine')

describe('the call budget', () => {
  it('never lets more than the allowance through within a second, and keeps nobody waiting for ever', async () => {
    await fc.assert(fc.asyncProperty(
      fc.integer({ min: 2, max: 50 }),
      fc.integer({ min: 1, max: 3 }),
      fc.array(fc.tuple(fc.integer({ min: 0, max: 300 }), fc.nat(2), priority), { minLength: 1, maxLength: 120 }),
      async (perSecond, instances, calls) => {
        const time = createTime()
        const leaseTurns = leaseAlone(time.now)
        const budgets = Array.from({ length: instances }, () => createCallBudget({ perSecond, leaseTurns, now: time.now, sleep: time.sleep }))
        const made: number[] = []
        for (const [gap, instance, priority] of calls) {
          await time.pass(time.now() + gap)
          void budgets[instance % instances]!.turn('Describe', priority).then(() => made.push(time.now()))
        }
        await time.pass(time.now() + calls.length * 1000)
        expect(made).toHaveLength(calls.length)
        for (const at of made) expect(made.filter(other => other >= at && other < at + 1000).length).toBeLessThanOrEqual(perSecond)
      },
    ), { numRuns: 60 })
  })

  it('lets whoever presses go before hundreds of routine calls, on every instance', async () => {
    const time = createTime()
    const leaseTurns = leaseAlone(time.now)
    const [one, two] = [0, 0].map(() => createCallBudget({ perSecond: 20, leaseTurns, now: time.now, sleep: time.sleep }))
    let routine = 0
    for (let call = 0; call < 500; call++) void (call % 2 ? one : two)!.turn('Describe', 'routine').then(() => { routine++ })
    await time.pass(5_000)
    const pressed: number[] = []
    for (const budget of [one!, two!]) void budget.turn('Describe').then(() => pressed.push(time.now()))
    await time.pass(6_500)
    expect(pressed).toHaveLength(2)
    expect(routine).toBeGreaterThan(60)
    expect(routine).toBeLessThan(130)
  })

  it('gives each action turns of its own', async () => {
    const time = createTime()
    const budget = createCallBudget({ perSecond: 2, leaseTurns: leaseAlone(time.now), now: time.now, sleep: time.sleep })
    const made: string[] = []
    for (const action of ['Create', 'Delete', 'Modify']) void budget.turn(action).then(() => made.push(action))
    await time.pass(0)
    expect(made.toSorted()).toEqual(['Create', 'Delete', 'Modify'])
  })

  it('goes on slowly when the turns cannot be asked for', async () => {
    const time = createTime()
    const budget = createCallBudget({ perSecond: 20, leaseTurns: async () => { throw new Error('the database is away') }, now: time.now, sleep: time.sleep })
    let made = 0
    for (let call = 0; call < 10; call++) void budget.turn('Describe').then(() => { made++ })
    await time.pass(2_000)
    expect(made).toBe(4)
  })

  it('gives up a turn that it is too late for', async () => {
    const time = createTime()
    const late = { now: time.now, sleep: (ms: number) => time.sleep(ms + 700) }
    const budget = createCallBudget({ perSecond: 20, leaseTurns: leaseAlone(time.now), ...late })
    const made: number[] = []
    for (let call = 0; call < 40; call++) void budget.turn('Describe').then(() => made.push(time.now()))
    await time.pass(60_000)
    expect(made).toHaveLength(40)
    for (const at of made) expect(made.filter(other => other >= at && other < at + 1000).length).toBeLessThanOrEqual(20)
  })
})
