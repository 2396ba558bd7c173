import type { ConsentChoice, RecordingRequestKind } from '@roomkit-recording/core'
import { bigserial, index, primaryKey, text } from 'drizzle-orm/pg-core'
import { recordings } from '../schema.js'
import { roomkitRecording, time } from './base.js'

/** Everybody's latest answer; the earlier ones are in the recording's log. */
export const consents = roomkitRecording.table('consents', {
  recordingId: text().notNull().references(() => recordings.id, { onDelete: 'cascade' }),
  userId: text().notNull(),
  name: text(),
  choice: text().$type<ConsentChoice>().notNull(),
  textVersion: text().notNull(),
  at: time().notNull(),
}, table => [
  primaryKey({ columns: [table.recordingId, table.userId] }),
])

/** What people ask of those in control. Kept for minutes. */
export const requests = roomkitRecording.table('requests', {
  id: text().primaryKey(),
  /** Order within a room, which changes one at a time. */
  seq: bigserial({ mode: 'number' }).notNull(),
  roomId: text().notNull(),
  kind: text().$type<RecordingRequestKind>().notNull(),
  byId: text().notNull(),
  byName: text(),
  at: time().notNull(),
}, table => [
  index('requests_by_room').on(table.roomId, table.seq),
  index('requests_by_age').on(table.at),
])

export const markers = roomkitRecording.table('markers', {
  id: text().primaryKey(),
  recordingId: text().notNull().references(() => recordings.id, { onDelete: 'cascade' }),
  label: text().notNull(),
  at: time().notNull(),
  byId: text().notNull(),
  byName: text(),
}, table => [
  index('markers_by_recording').on(table.recordingId, table.at),
])
