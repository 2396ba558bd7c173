import type { RecordingActor, RecordingRequest, RecordingRequestKind } from '@roomkit-recording/core'
import type { Store } from '../store/store.js'
import { randomUUID } from 'node:crypto'
import { and, asc, eq, gt, lte, sql } from 'drizzle-orm'
import { refusal } from '../http/refusal.js'
import { requests } from '../store/schema.js'
import { clock } from '../store/store.js'

/** A request and its place in the room's order. */
export interface OpenRequest {
  seq: number
  request: RecordingRequest
}

/** What people ask of those in control. */
export interface Requests {
  /** Somebody's next one of a kind replaces the one before. @throws RecordingRefusedError `rate_limited` */
  ask: (request: { roomId: string, by: RecordingActor, kind: RecordingRequestKind }) => Promise<RecordingRequest>
  /** Those that are not too old, in order. */
  open: (roomId: string) => Promise<OpenRequest[]>
}

export interface RequestsOptions {
  store: Pick<Store, 'change' | 'db'>
  /** How long a host who comes late still hears of one, in milliseconds. @default 300000 */
  keptMs?: number
  /** Between two of one kind by one person, in milliseconds. @default 30000 */
  pauseMs?: number
}

/** More than anybody could answer: further ones have to wait. */
const MOST_OPEN = 100

export function createRequests({ store, keptMs = 5 * 60_000, pauseMs = 30_000 }: RequestsOptions): Requests {
  return {
    async ask({ roomId, by, kind }) {
      return await store.change(roomId, async change => {
        const { tx, now } = change
        await tx.delete(requests).where(lte(requests.at, now - keptMs))
        const open = await tx.select().from(requests).where(eq(requests.roomId, roomId)).orderBy(asc(requests.seq))
        const before = open.find(row => row.byId === by.userId && row.kind === kind)
        const waitMs = before ? before.at + pauseMs - now : open.length >= MOST_OPEN ? open[0]!.at + keptMs - now : 0
        if (waitMs > 0) throw refusal('rate_limited', 'This was asked a moment ago; try again a little later.', { retryAfterMs: waitMs })
        if (before) await tx.delete(requests).where(eq(requests.id, before.id))
        const request: RecordingRequest = { id: randomUUID(), kind, by, at: now }
        await tx.insert(requests).values({ id: request.id, roomId, kind, byId: by.userId, byName: by.name, at: now })
        change.hasRequests = true
        return request
      })
    },
    async open(roomId) {
      const rows = await store.db.select().from(requests).where(and(eq(requests.roomId, roomId), gt(requests.at, sql`${clock} - ${keptMs}`))).orderBy(asc(requests.seq))
      return rows.map(({ seq, id, kind, byId, byName, at }) => ({ seq, request: { id, kind, by: { userId: byId, name: byName }, at } }))
    },
  }
}
