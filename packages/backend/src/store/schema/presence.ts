import { boolean, primaryKey, text } from 'drizzle-orm/pg-core'
import { rooms } from '../schema.js'
import { roomkitRecording, time } from './base.js'

/**
 * Who is in which room and sends what, by TRTC's room and media callbacks. Their own times (`EventMsTs`) put them in order,
 * whenever they come: each says since when something is so, and the latest one counts.
 */
export const people = roomkitRecording.table('people', {
  roomId: text().notNull().references(() => rooms.roomId),
  userId: text().notNull(),
  /** 103. `null`: nobody told, so how it began is not known. */
  enteredAt: time(),
  /** 104. */
  leftAt: time(),
  /** TRTC's role 21: cannot publish. */
  audience: boolean().notNull().default(false),
  audienceAt: time(),
  /** 201, 202. */
  camera: boolean().notNull().default(false),
  cameraAt: time(),
  /** 203, 204. */
  microphone: boolean().notNull().default(false),
  microphoneAt: time(),
  /** 205, 206. */
  screen: boolean().notNull().default(false),
  screenAt: time(),
}, table => [
  primaryKey({ columns: [table.roomId, table.userId] }),
])

export type PersonRow = typeof people.$inferSelect
