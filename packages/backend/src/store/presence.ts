import type { RoomAround } from '../recordings/presence.js'
import type { RoomFact } from '../trtc/room-callback.js'
import type { Tx } from './database.js'
import { and, eq, gt, isNull, or } from 'drizzle-orm'
import { isForeignActive } from '../recordings/foreign.js'
import { applyRoomFact, aStranger, hasMedia, presentPeople } from '../recordings/presence.js'
import { isRecorderUserId } from '../recordings/recorder-user.js'
import { foreignTasks, people, rooms } from './schema.js'

/** The transaction of a `RoomChange` and the room it is about. */
interface InRoom {
  readonly tx: Tx
  readonly roomId: string
  readonly now: number
}

const DAY = 24 * 3_600_000

/** Who is in the room, and what else records there. */
export async function readRoomAround({ tx, roomId, now }: InRoom): Promise<RoomAround> {
  const [room] = await tx.select({ closedAt: rooms.closedAt }).from(rooms).where(eq(rooms.roomId, roomId))
  const rows = await tx.select().from(people).where(eq(people.roomId, roomId))
  const foreign = await tx.select().from(foreignTasks).where(and(
    eq(foreignTasks.roomId, roomId),
    or(isNull(foreignTasks.endedAt), gt(foreignTasks.endedAt, now - DAY)),
  ))
  // whether a recorder raises room callbacks is not documented
  const recorders = new Set(foreign.map(({ recorderUserId }) => recorderUserId))
  return {
    people: presentPeople(rows.filter(({ userId }) => !recorders.has(userId)), room?.closedAt ?? null),
    hasMedia: rows.some(hasMedia),
    foreign: foreign.filter(task => isForeignActive(task, now)).length,
  }
}

/** Stores what a room or media callback tells. Returns false when it tells nothing of interest. */
export async function storeRoomFact({ tx, roomId, now }: InRoom, fact: RoomFact, at: number): Promise<boolean> {
  if (fact.type === 'other') return false
  if (fact.type === 'closed') {
    const [room] = await tx.select({ closedAt: rooms.closedAt }).from(rooms).where(eq(rooms.roomId, roomId))
    if ((room?.closedAt ?? -1) >= at) return false
    await tx.update(rooms).set({ closedAt: at }).where(eq(rooms.roomId, roomId))
  } else {
    const { userId } = fact
    if (isRecorderUserId(userId)) return false
    const [known] = await tx.select().from(people).where(and(eq(people.roomId, roomId), eq(people.userId, userId)))
    const person = applyRoomFact(known ?? aStranger({ roomId, userId }), fact, at)
    await tx.insert(people).values(person).onConflictDoUpdate({ target: [people.roomId, people.userId], set: person })
  }
  if (fact.type !== 'left' && fact.type !== 'closed') return true
  const { people: present } = await readRoomAround({ tx, roomId, now })
  if (present.length === 0) await tx.update(rooms).set({ emptiedAt: now }).where(eq(rooms.roomId, roomId))
  return true
}
