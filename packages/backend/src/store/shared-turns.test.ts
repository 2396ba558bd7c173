import type { Postgres } from '../../testing/postgres.js'
import type { CallPriority } from '../trtc/call-budget.js'
import type { Store } from './store.js'
import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startPostgres } from '../../testing/postgres.js'
import { silent } from '../../testing/silent.js'
import { allowanceOf } from '../trtc/call-budget.js'
import { callTurns } from './schema.js'
import { leaseShared } from './shared-turns.js'
import { openStore } from './store.js'

let postgres: Postgres
let stores: Store[]

beforeAll(async () => {
  postgres = await startPostgres()
  const databaseUrl = await postgres.createDatabase()
  stores = await Promise.all(['one', 'two', 'three'].map(() => openStore({ databaseUrl, logger: silent, proofNoticeMs: 0 })))
})
afterAll(async () => {
  await Promise.all(stores.map(store => store.close()))
  await postgres.stop()
})

const allowance = allowanceOf(20)
const lease = (store: number, action: string, priority: CallPriority, wanted: number) => leaseShared(stores[store]!)({ action, priority, wanted, ...allowance })

describe('turns that several instances share', () => {
  it('begin at once', async () => {
    const { granted, delayMs } = await lease(0, 'ModifyCloudRecording', 'press', 1)
    expect(granted).toBe(1)
    expect(delayMs).toBeLessThanOrEqual(0)
  })

  it('are each given to one of them', async () => {
    const action = 'CreateCloudRecording'
    const nextAt = async () => (await stores[0]!.db.select().from(callTurns).where(eq(callTurns.action, action)))[0]!.nextAt
    // so far ahead that time does not catch up
    await lease(0, action, 'press', 1_000)
    const before = await nextAt()
    const leases = await Promise.all(Array.from({ length: 30 }, (_, index) => lease(index % 3, action, 'press', 2)))
    expect(await nextAt() - before).toBeCloseTo(60 * allowance.intervalMs, 0)
    expect(leases.every(({ granted, delayMs }) => granted === 2 && delayMs > 0)).toBe(true)
  })

  it('are refused to routine when they lie too far ahead, and not to those who press', async () => {
    await lease(0, 'DescribeCloudRecording', 'routine', 200)
    expect(await lease(1, 'DescribeCloudRecording', 'routine', 1)).toMatchObject({ granted: 0 })
    expect(await lease(2, 'DescribeCloudRecording', 'press', 1)).toMatchObject({ granted: 1 })
  })
})
