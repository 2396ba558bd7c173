import type { Db } from './database.js'
import { and, isNotNull, lt, or, sql } from 'drizzle-orm'
import { callbacks, idempotencyKeys, people } from './schema.js'

const DAY = 24 * 3_600_000

/** Deletes what nobody will ask for any more. `now` is the database's. */
export async function sweep(db: Pick<Db, 'delete'>, now: number): Promise<void> {
  await db.delete(idempotencyKeys).where(lt(idempotencyKeys.createdAt, now - DAY))
  // room and media callbacks are many, and what they told is kept apart
  await db.delete(callbacks).where(and(lt(callbacks.eventType, 300), isNotNull(callbacks.processedAt), lt(callbacks.receivedAt, now - DAY)))
  const lastSeen = sql`greatest(${people.enteredAt}, ${people.audienceAt}, ${people.cameraAt}, ${people.microphoneAt}, ${people.screenAt})`
  await db.delete(people).where(or(
    and(lt(people.leftAt, now - DAY), sql`coalesce(${lastSeen}, 0) <= ${people.leftAt}`),
    // nobody has heard of them for a month: that they left was lost
    sql`${lastSeen} < ${now - 30 * DAY}`,
  ))
}
