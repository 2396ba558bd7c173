import type { Logger } from 'pino'
import type { Db } from '../store/database.js'
import type { WebhookRow } from '../store/schema.js'
import type { Store } from '../store/store.js'
import { setTimeout as wait } from 'node:timers/promises'
import { and, eq, inArray, isNotNull, isNull, lt, lte, min, notExists, sql } from 'drizzle-orm'
import { alias } from 'drizzle-orm/pg-core'
import { createRounds } from '../rounds.js'
import { webhooks } from '../store/schema.js'
import { clock } from '../store/store.js'
import { deliver } from './deliver.js'

export interface WebhookTimings {
  /** Longest wait for the receiver's answer. @default 15000 */
  timeoutMs?: number
  /** Pauses after each failed try; after the last one it is given up. @default 5 s, 30 s, 2, 10 and 30 min, 1, 2, 4, 8 and 12 h */
  pausesMs?: readonly number[]
  /** So long the work of an instance that died may lie. @default 5000 */
  pauseMs?: number
}

export interface WebhookSenderOptions extends WebhookTimings {
  store: Pick<Store, 'db' | 'transaction' | 'isExclusive' | 'now' | 'onNews'>
  url: string
  secret: string
  logger: Logger
}

export interface WebhookSender {
  close: () => Promise<void>
}

const MINUTE = 60_000
const PAUSES = [5_000, 30_000, 2 * MINUTE, 10 * MINUTE, 30 * MINUTE, 60 * MINUTE, 120 * MINUTE, 240 * MINUTE, 480 * MINUTE, 720 * MINUTE]
const MOST_AT_ONCE = 8
const LAST_WORDS_MS = 3_000
/** What was told, or given up, is kept so long. */
const KEPT_MS = 7 * 24 * 60 * MINUTE

/**
 * Delivers what is in the outbox: of each recording one after the other, of several at once.
 * Each is taken by one instance; when that dies, others take it up. The receiver may get one twice and knows it by its id.
 */
export function createWebhookSender({ store, url, secret, logger, timeoutMs = 15_000, pausesMs = PAUSES, pauseMs = 5_000 }: WebhookSenderOptions): WebhookSender {
  const leaseMs = timeoutMs + 5_000
  const underWay = new Set<Promise<void>>()
  const closing = new AbortController()
  let sweptAt = 0

  const rounds = createRounds({
    round: doRound,
    pauseMs,
    onError: error => { logger.error({ err: error }, 'the database could not be asked what is to be told') },
  })

  /** Returns how long to pause. */
  async function doRound(): Promise<number> {
    const free = MOST_AT_ONCE - underWay.size
    if (free <= 0) return pauseMs
    for (const webhook of await claim(store, free, leaseMs)) {
      const done = attempt(webhook)
        .catch(error => logger.error({ err: error, webhookId: webhook.id }, 'what became of a webhook could not be stored'))
        .finally(() => {
          underWay.delete(done)
          rounds.soon()
        })
      underWay.add(done)
    }
    const now = await store.now()
    if (now > sweptAt + 60 * MINUTE) {
      sweptAt = now
      await store.db.delete(webhooks).where(and(isNull(webhooks.dueAt), lt(webhooks.createdAt, now - KEPT_MS)))
    }
    const next = await nextDue(store.db)
    return next === null ? pauseMs : Math.min(pauseMs, Math.max(20, next - now))
  }

  async function attempt({ id, type, body, attempts, recordingId }: WebhookRow): Promise<void> {
    const { db } = store
    const outcome = await deliver({ url, secret, id, body, timeoutMs, signal: closing.signal })
    if (outcome.ok) {
      await db.update(webhooks).set({ dueAt: null, deliveredAt: clock, lastProblem: null }).where(eq(webhooks.id, id))
      return
    }
    // cut short by ourselves: the next process begins at once
    if (closing.signal.aborted) {
      await db.update(webhooks).set({ dueAt: clock, attempts: attempts - 1 }).where(eq(webhooks.id, id))
      return
    }
    const pause = outcome.isFinal ? undefined : pausesMs[attempts - 1]
    const context = { webhookId: id, event: type, recordingId, problem: outcome.problem, attempts }
    if (pause === undefined) logger.error(context, 'a webhook was given up')
    else logger.warn(context, 'a webhook was not taken')
    const dueAt = pause === undefined ? null : sql`${clock} + ${Math.max(pause, outcome.retryAfterMs ?? 0)}`
    await db.update(webhooks).set({ dueAt, lastProblem: outcome.problem }).where(eq(webhooks.id, id))
  }

  const unlisten = store.onNews(() => rounds.soon())
  // whoever had something under way was this process's predecessor, and is gone
  const opened = store.isExclusive ? store.db.update(webhooks).set({ dueAt: clock }).where(isNotNull(webhooks.dueAt)) : Promise.resolve()
  opened.then(() => rounds.soon(), () => rounds.soon(pauseMs))

  return {
    async close() {
      unlisten()
      await rounds.close()
      await Promise.race([Promise.all(underWay), wait(LAST_WORDS_MS, undefined, { ref: false })])
      closing.abort()
      await Promise.all(underWay)
    },
  }
}

/** Of its recording the oldest that is not told yet: the others wait for it. */
function isFirst(db: Pick<Db, 'select'>) {
  const earlier = alias(webhooks, 'earlier')
  return notExists(db.select({ id: earlier.id }).from(earlier).where(and(eq(earlier.recordingId, webhooks.recordingId), lt(earlier.seq, webhooks.seq), isNotNull(earlier.dueAt))))
}

/** When there is something to try again, by the database's clock. */
export async function nextDue(db: Pick<Db, 'select'>): Promise<number | null> {
  const [row] = await db.select({ at: min(webhooks.dueAt) }).from(webhooks).where(and(isNotNull(webhooks.dueAt), isFirst(db)))
  return row?.at ?? null
}

/** Takes what is due. Several instances never take the same. */
async function claim({ transaction }: Pick<Store, 'transaction'>, most: number, leaseMs: number): Promise<WebhookRow[]> {
  return await transaction(async tx => {
    const due = await tx.select({ id: webhooks.id }).from(webhooks).where(and(lte(webhooks.dueAt, clock), isFirst(tx))).orderBy(webhooks.dueAt, webhooks.seq).limit(most).for('update', { skipLocked: true })
    if (due.length === 0) return []
    return await tx.update(webhooks)
      .set({ dueAt: sql`${clock} + ${leaseMs}`, attempts: sql`${webhooks.attempts} + 1` })
      .where(inArray(webhooks.id, due.map(({ id }) => id)))
      .returning()
  })
}
