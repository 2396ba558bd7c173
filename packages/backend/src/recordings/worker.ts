import type { Logger } from 'pino'
import type { Store } from '../store/store.js'
import type { CallbackInbox } from './callback-inbox.js'
import type { Driver } from './driver.js'
import { and, asc, inArray, isNotNull, isNull, lt, lte, min, or } from 'drizzle-orm'
import { idempotencyKeys, recordings } from '../store/schema.js'
import { clock } from '../store/store.js'

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

/** Recordings looked after at once: a stop never waits long behind the looking. */
const MOST_AT_ONCE = 16
/** Work that was taken and not done is taken again after that. */
const CLAIM_MS = 10_000
const DAY = 24 * 3_600_000

/** Looks after everything that is due: each instance takes its share, and that of those that died. */
export function createWorker({ store, logger, pauseMs = 5_000 }: WorkerOptions): Worker {
  let timer: NodeJS.Timeout | undefined
  let timerAt = Infinity
  let round: Promise<void> | null = null
  let again = false
  let closed = false
  let work: { driver: Driver, inbox: CallbackInbox } | null = null
  let sweptAt = 0
  let atWork = 0

  function schedule(delayMs: number): void {
    const at = performance.now() + delayMs
    if (closed || !work || at >= timerAt) return
    clearTimeout(timer)
    timerAt = at
    timer = setTimeout(() => {
      timerAt = Infinity
      runRound()
    }, delayMs)
  }

  function runRound(): void {
    if (round) {
      again = true
      return
    }
    round = doRound()
      .catch(error => {
        logger.error({ err: error }, 'the database could not be asked what is due')
        return pauseMs
      })
      .then(delayMs => {
        round = null
        schedule(again ? 0 : delayMs)
        again = false
      })
  }

  /** Returns how long to pause. */
  async function doRound(): Promise<number> {
    const { driver, inbox } = work!
    await inbox.processWaiting()
    const due = await claim(store, MOST_AT_ONCE - atWork)
    for (const { roomId, id } of due) void advance(driver, roomId, id)
    if (atWork >= MOST_AT_ONCE) return pauseMs
    const now = await store.now()
    await sweep(now)
    const next = await nextDue(store)
    return next === null ? pauseMs : Math.min(pauseMs, Math.max(5, next - now))
  }

  async function advance(driver: Driver, roomId: string, id: string): Promise<void> {
    atWork++
    await driver.advance(roomId, id)
    atWork--
    if (atWork === MOST_AT_ONCE - 1) schedule(0)
  }

  async function sweep(now: number): Promise<void> {
    if (now < sweptAt + 3_600_000) return
    sweptAt = now
    await store.db.delete(idempotencyKeys).where(lt(idempotencyKeys.createdAt, now - DAY))
  }

  return {
    wake: (dueAt, now) => schedule(Math.max(0, dueAt - now)),
    start(driver, inbox) {
      work = { driver, inbox }
      runRound()
    },
    async close() {
      closed = true
      clearTimeout(timer)
      await round
    },
  }
}

const isFree = or(isNull(recordings.leaseUntil), lte(recordings.leaseUntil, clock))

/** Takes what is due. Several instances never take the same. */
async function claim({ transaction }: Store, most: number): Promise<{ id: string, roomId: string }[]> {
  return await transaction(async tx => {
    const due = await tx.select({ id: recordings.id, roomId: recordings.roomId }).from(recordings).where(and(lte(recordings.dueAt, clock), isFree)).orderBy(asc(recordings.dueAt)).limit(most).for('update', { skipLocked: true })
    if (due.length > 0) {
      const [{ now } = { now: Date.now() }] = await tx.select({ now: clock }).from(recordings).limit(1)
      await tx.update(recordings).set({ dueAt: now + CLAIM_MS }).where(inArray(recordings.id, due.map(({ id }) => id)))
    }
    return due
  })
}

async function nextDue({ db }: Store): Promise<number | null> {
  const [row] = await db.select({ next: min(recordings.dueAt) }).from(recordings).where(isNotNull(recordings.dueAt))
  return row?.next ?? null
}
