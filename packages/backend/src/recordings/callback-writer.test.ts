import type { Store } from '../store/store.js'
import type { StoredCallback } from './callback-writer.js'
import { count } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { temporaryDatabase } from '../../testing/database.js'
import { silent } from '../../testing/silent.js'
import { callbacks } from '../store/schema.js'
import { openStore } from '../store/store.js'
import { createCallbackWriter } from './callback-writer.js'

let store: Store
let remove: () => Promise<void>

beforeAll(async () => {
  const database = await temporaryDatabase()
  remove = database.remove
  store = await openStore({ databaseUrl: database.databaseUrl, logger: silent, proofNoticeMs: 0 })
})
afterAll(async () => {
  await store.close()
  await remove()
})

const aCallback = (taskId: string, change: Partial<StoredCallback> = {}): StoredCallback =>
  ({ eventType: 301, taskId, eventMsTs: 1, payloadHash: 'h', body: '{}', ...change })
const stored = async () => (await store.db.select({ rows: count() }).from(callbacks))[0]!.rows

describe('callbacks that come in a storm', () => {
  it('are each stored once and get a number of their own, however often they come', async () => {
    const { write } = createCallbackWriter(store)
    const before = await stored()
    const tasks = Array.from({ length: 300 }, (_, index) => `storm-${index}`)
    const ids = await Promise.all([...tasks, ...tasks, ...tasks].map(taskId => write(aCallback(taskId))))
    const first = ids.filter(id => id !== null)
    expect(first).toHaveLength(300)
    expect(new Set(first).size).toBe(300)
    expect(await stored() - before).toBe(300)
    expect(await write(aCallback('storm-7'))).toBe(null)
    expect(await write(aCallback('storm-7', { eventMsTs: 2 }))).toEqual(expect.any(Number))
  })

  it('are stored although one among them cannot be', async () => {
    const { write } = createCallbackWriter(store)
    // PostgreSQL has no text with a zero in it
    const all = await Promise.allSettled(['fine-1', 'fine-2', 'spoiled\0', 'fine-3'].map(taskId => write(aCallback(taskId))))
    expect(all.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'rejected', 'fulfilled'])
  })
})
