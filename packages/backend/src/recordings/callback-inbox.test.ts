import type { Store } from '../store/store.js'
import { and, count, eq, isNotNull, like } from 'drizzle-orm'
import { describe, expect, it, onTestFinished } from 'vitest'
import { startPlain } from '../../testing/plain.js'
import { callbacks } from '../store/schema.js'

const event = (index: number, userId = `user-${index}`) => JSON.stringify({
  EventGroupId: 2,
  EventType: 203,
  CallbackTs: index,
  EventInfo: { RoomId: 'crowd', EventMsTs: 1767225600000 + index, UserId: userId },
})

describe('callbacks of one room that come in a storm', () => {
  it('take effect, all but the one whose effect the database refuses', async () => {
    let store!: Store
    const plain = await startPlain({ internals: { aroundStore(opened) {
      store = opened
      return {
        ...opened,
        change: (roomId, work) => opened.change(roomId, async change => {
          const result = await work(change)
          const [row] = await change.tx.select({ refused: count() }).from(callbacks).where(and(like(callbacks.body, '%"poison"%'), isNotNull(callbacks.processedAt)))
          if (row!.refused > 0) throw new Error('refused')
          return result
        }),
      }
    } } })
    onTestFinished(plain.close)

    const answers = await Promise.all(Array.from({ length: 40 }, (_, index) => plain.callback(event(index, index === 17 ? 'poison' : undefined))))
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]))
    const outcomes = () => store.db.select({ outcome: callbacks.outcome, rows: count() }).from(callbacks).groupBy(callbacks.outcome).orderBy(callbacks.outcome)
    await expect.poll(outcomes, { timeout: 20_000 }).toEqual([{ outcome: 'present', rows: 39 }, { outcome: null, rows: 1 }])
    expect(await store.db.select({ body: callbacks.body }).from(callbacks).where(eq(callbacks.body, event(17, 'poison')))).toHaveLength(1)
  })
})
