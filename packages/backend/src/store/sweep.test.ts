import { afterAll, beforeAll, expect, it } from 'vitest'
import { temporaryDatabase } from '../../testing/database.js'
import { silent } from '../../testing/silent.js'
import { aStranger } from '../recordings/presence.js'
import { callbacks, people } from './schema.js'
import { openStore } from './store.js'
import { sweep } from './sweep.js'

const DAY = 24 * 3_600_000
const now = 100 * DAY
let database: Awaited<ReturnType<typeof temporaryDatabase>>
let store: Awaited<ReturnType<typeof openStore>>
beforeAll(async () => {
  database = await temporaryDatabase()
  store = await openStore({ databaseUrl: database.databaseUrl, logger: silent, proofNoticeMs: 30_000 })
})
afterAll(async () => {
  await store.close()
  await database.remove()
})

it('forgets people who left, and those of whom nothing was heard for long', async () => {
  await store.change('room', async ({ tx }) => {
    const person = (userId: string, times: Partial<typeof people.$inferInsert>) => ({ ...aStranger({ roomId: 'room', userId }), ...times })
    await tx.insert(people).values([
      person('left', { enteredAt: now - 3 * DAY, leftAt: now - 2 * DAY }),
      person('only ever left', { leftAt: now - 2 * DAY }),
      person('came back', { enteredAt: now - DAY, leftAt: now - 2 * DAY }),
      person('left just now', { enteredAt: now - 3 * DAY, leftAt: now }),
      person('there', { enteredAt: now - 3 * DAY }),
      person('never left', { enteredAt: now - 31 * DAY }),
    ])
  })
  await sweep(store.db, now)
  const left = await store.db.select({ userId: people.userId }).from(people)
  expect(left.map(({ userId }) => userId).toSorted()).toEqual(['came back', 'left just now', 'there'])
})

it('forgets room and media callbacks that have taken effect, and no recording callback', async () => {
  const callback = (eventType: number, receivedAt: number, processedAt: number | null) => ({ eventType, receivedAt, processedAt, taskId: '', eventMsTs: receivedAt, payloadHash: '', body: '' })
  await store.db.insert(callbacks).values([callback(103, now - 2 * DAY, now - 2 * DAY), callback(201, now - 2 * DAY, null), callback(203, now, now), callback(302, now - 2 * DAY, now - 2 * DAY)])
  await sweep(store.db, now)
  const left = await store.db.select({ eventType: callbacks.eventType }).from(callbacks)
  expect(left.map(({ eventType }) => eventType).toSorted()).toEqual([201, 203, 302])
})
