import type { LeaseTurns } from '../trtc/call-budget.js'
import type { Store } from './store.js'
import { lte, sql } from 'drizzle-orm'
import { ROUTINE_AHEAD_MS } from '../trtc/call-budget.js'
import { callTurns } from './schema.js'
import { clock } from './store.js'

/** One allowance for all instances: each takes the next turns of the same row. */
export function leaseShared({ db }: Pick<Store, 'db'>): LeaseTurns {
  const { nextAt } = callTurns
  return async ({ action, priority, wanted, intervalMs, burstMs }) => {
    const taken = wanted * intervalMs
    const [row] = await db.insert(callTurns)
      .values({ action, nextAt: sql`${clock} + ${taken}` })
      .onConflictDoUpdate({
        target: callTurns.action,
        set: { nextAt: sql`greatest(${nextAt}, ${clock} - ${priority === 'press' ? burstMs : 0}::float8) + ${taken}::float8` },
        ...priority === 'routine' && { setWhere: lte(nextAt, sql`${clock} + ${ROUTINE_AHEAD_MS}`) },
      })
      .returning({ delayMs: sql<number>`${nextAt} - ${taken}::float8 - ${clock}` })
    return row ? { granted: wanted, delayMs: row.delayMs } : { granted: 0, delayMs: 0 }
  }
}
