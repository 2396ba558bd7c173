import type { Logger } from 'pino'
import type { Store } from '../store/store.js'
import type { CallbackInbox } from './callback-inbox.js'
import type { Driver } from './driver.js'
import { and, asc, eq, inArray, isNotNull, isNull, lte, ne, or, sql } from 'drizzle-orm'
import { createRounds } from '../rounds.js'
import { recordings } from '../store/schema.js'
import { clock } from '../store/store.js'
import { sweep } from '../store/sweep.js'

export interface WorkerOptions {
  store: Store
  logger: Logger
  /** Longest pause; so long the work of an instance that died may lie. @default 5000 */
  pauseMs?: number
}

export interface Worker {
  /** Something is to be done at `dueAt`, by the database's clock. */
  wake: (dueAt: number, now: number) => void
  start: (driver: Driver, inbox: CallbackInbox) => void
  close: () => Promise<void>
}

/** Recordings looked after at once. */
const MOST_AT_ONCE = 16
/** Of those, the ones that only want to be seen running: they wait for their turn to call, and nothing else waits behind them. */
const ROUTINE_AT_ONCE = 8
/** Work that was taken and not done is taken again after that. */
const CLAIM_MS = 10_000

/** Looks after everything that is due: each instance takes its share, and that of those that died. */
export function createWorker({ store, logger, pauseMs = 5_000 }: WorkerOptions): Worker {
  let work: { driver: Driver, inbox: CallbackInbox } | null = null
  let sweptAt = 0
  const atWork = { urgent: 0, routine: 0 }

  const free = (kind: Kind) => kind === 'routine' ? ROUTINE_AT_ONCE - atWork.routine : MOST_AT_ONCE - ROUTINE_AT_ONCE - atWork.urgent

  const rounds = createRounds({
    round: doRound,
    pauseMs,
    onError: error => { logger.error({ err: error }, 'the database could not be asked what is due') },
  })

  /** Returns how long to pause. */
  async function doRound(): Promise<number> {
    const { driver, inbox } = work!
    await inbox.processWaiting()
    for (const kind of ['urgent', 'routine'] as const) {
      const due = await claim(store, kind, free(kind))
      for (const { roomId, id } of due) void advance(driver, kind, roomId, id)
    }
    const now = await store.now()
    await sweepSometimes(now)
    const kinds = (['urgent', 'routine'] as const).filter(kind => free(kind) > 0)
    const next = await nextDue(store, kinds)
    return next === null ? pauseMs : Math.min(pauseMs, Math.max(5, next - now))
  }

  async function advance(driver: Driver, kind: Kind, roomId: string, id: string): Promise<void> {
    atWork[kind]++
    await driver.advance(roomId, id)
    if (free(kind) === 0) rounds.soon()
    atWork[kind]--
  }

  async function sweepSometimes(now: number): Promise<void> {
    if (now < sweptAt + 3_600_000) return
    sweptAt = now
    await sweep(store.db, now)
  }

  return {
    wake(dueAt, now) {
      if (work) rounds.soon(Math.max(0, dueAt - now))
    },
    start(driver, inbox) {
      work = { driver, inbox }
      rounds.soon()
    },
    close: rounds.close,
  }
}

/** `routine`: it runs, and somebody has to see that it still does. `urgent`: whatever else is due. */
type Kind = 'urgent' | 'routine'

const isOf = (kind: Kind) => kind === 'routine' ? eq(recordings.status, 'recording') : ne(recordings.status, 'recording')

/** Takes what is due. Several instances never take the same. */
async function claim({ transaction }: Store, kind: Kind, most: number): Promise<{ id: string, roomId: string }[]> {
  if (most <= 0) return []
  return await transaction(async tx => {
    const isFree = or(isNull(recordings.leaseUntil), lte(recordings.leaseUntil, clock))
    const due = await tx.select({ id: recordings.id, roomId: recordings.roomId }).from(recordings).where(and(isOf(kind), lte(recordings.dueAt, clock), isFree)).orderBy(asc(recordings.dueAt)).limit(most).for('update', { skipLocked: true })
    if (due.length > 0) await tx.update(recordings).set({ dueAt: sql`${clock} + ${CLAIM_MS}` }).where(inArray(recordings.id, due.map(({ id }) => id)))
    return due
  })
}

/** What somebody has a lease on is due when that ends. */
async function nextDue({ db }: Store, kinds: Kind[]): Promise<number | null> {
  if (kinds.length === 0) return null
  const due = sql<number>`greatest(${recordings.dueAt}, ${recordings.leaseUntil})`
  const [row] = await db.select({ next: sql<number | null>`min(${due})::float8` }).from(recordings).where(and(isNotNull(recordings.dueAt), or(...kinds.map(isOf))))
  return row?.next ?? null
}
