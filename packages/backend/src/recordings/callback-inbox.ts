import type { Logger } from 'pino'
import type { Store } from '../store/store.js'
import type { TrtcCallback } from '../trtc/callback.js'
import type { WaitingCallback } from './callback-queue.js'
import type { Driver } from './driver.js'
import type { PolicyStarts } from './policy-starts.js'
import type { Timings } from './recording-state.js'
import { and, asc, eq, isNull, lte, sql } from 'drizzle-orm'
import { callbacks } from '../store/schema.js'
import { clock } from '../store/store.js'
import { isRoomCallback, parseCallback } from '../trtc/callback.js'
import { createCallbackEffects } from './callback-effects.js'
import { createCallbackQueue } from './callback-queue.js'
import { createCallbackWriter } from './callback-writer.js'

export interface CallbackInboxOptions {
  store: Store
  driver: Driver
  timings: Timings
  policyStarts: PolicyStarts
  logger: Logger
}

export interface CallbackInbox {
  /** Resolves when the callback is on disk, once however often it comes. It takes effect soon after. */
  receive: (callback: TrtcCallback, body: string) => Promise<void>
  /** Goes on with what was stored and did not take effect yet, behind what this instance has to do anyway. */
  processWaiting: () => Promise<void>
  close: () => Promise<void>
}

/** Tasks and rooms that are at it at once; connections are left for those who press something. */
const MOST_AT_ONCE = 4
/** TRTC waits for an answer, and for nothing else: what is stored first comes first. */
const MOST_IN_A_STORM = 1
/** Before that, whoever stored a callback is likely at it. */
const ABANDONED_MS = 2_000

export function createCallbackInbox({ store, driver, timings, policyStarts, logger }: CallbackInboxOptions): CallbackInbox {
  const writer = createCallbackWriter(store)
  const takeEffect = createCallbackEffects({ store, driver, timings, policyStarts })
  const queue = createCallbackQueue()
  const underWay = new Set<Promise<void>>()
  let hasLooked = false
  let closed = false

  /** One that cannot take effect keeps no other back. */
  async function process(group: WaitingCallback[]): Promise<void> {
    try {
      await takeEffect(group)
    } catch (error) {
      if (group.length === 1) {
        logger.error({ err: error, callbackId: group[0]!.id }, 'a callback is stored and could not take effect yet')
      } else {
        for (const one of group) await process([one])
      }
    }
  }

  function startNext(): void {
    if (closed) return
    while (underWay.size < (writer.isStorm() ? MOST_IN_A_STORM : MOST_AT_ONCE)) {
      const group = queue.take()
      if (group.length === 0) return
      const done = process(group).finally(() => {
        underWay.delete(done)
        queue.done(group)
        startNext()
      })
      underWay.add(done)
    }
  }

  function enqueue(id: number, callback: TrtcCallback): void {
    queue.put({ id, callback })
    startNext()
  }

  /** Written by another version, perhaps. It is kept, and keeps nothing up. */
  function parseStored(body: string): TrtcCallback | null {
    try {
      return parseCallback(body).callback
    } catch {
      return null
    }
  }

  return {
    async receive(callback, body) {
      const { eventType, eventMsTs, payloadHash } = callback
      // room and media callbacks have none; their hash is over the room, the user and all the rest
      const taskId = isRoomCallback(callback) ? '' : callback.taskId
      const id = await writer.write({ eventType, taskId, eventMsTs, payloadHash, body })
      if (id !== null) enqueue(id, callback)
    },
    async processWaiting() {
      await policyStarts.lookAgain()
      if (queue.length > 0) return
      // what lies there when this process begins is nobody's
      const abandoned = hasLooked ? lte(callbacks.receivedAt, sql`${clock} - ${ABANDONED_MS}`) : undefined
      const waiting = await store.db.select({ id: callbacks.id, body: callbacks.body }).from(callbacks).where(and(isNull(callbacks.processedAt), abandoned)).orderBy(asc(callbacks.id)).limit(500)
      hasLooked = true
      for (const { id, body } of waiting) {
        const callback = parseStored(body)
        if (callback) enqueue(id, callback)
        else await store.db.update(callbacks).set({ processedAt: clock, outcome: 'unreadable' }).where(eq(callbacks.id, id))
      }
    },
    async close() {
      closed = true
      await Promise.all(underWay)
    },
  }
}
