import fc from 'fast-check'
import { expect, it } from 'vitest'
import { createPace } from './pace.js'

it('never lets more than the allowance through within a second, and nobody waits for ever', async () => {
  await fc.assert(fc.asyncProperty(
    fc.integer({ min: 4, max: 50 }),
    fc.array(fc.integer({ min: 0, max: 300 }), { minLength: 1, maxLength: 200 }),
    async (perSecond, gaps) => {
      let time = 0
      const turns: number[] = []
      const turn = createPace({
        perSecond,
        now: () => time,
        sleep: async ms => { turns.push(time + ms) },
      })
      for (const gap of gaps) {
        time += gap
        const before = turns.length
        await turn()
        if (turns.length === before) turns.push(time)
      }
      for (const at of turns) expect(turns.filter(other => other >= at && other < at + 1000).length).toBeLessThanOrEqual(perSecond)
      expect(turns.at(-1)! - time).toBeLessThanOrEqual(gaps.length * 1000 / (perSecond * 0.75))
    },
  ))
})
