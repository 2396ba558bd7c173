import { index, integer, text } from 'drizzle-orm/pg-core'
import { files, recordings } from '../schema.js'
import { roomkitRecording, time } from './base.js'

/** What is to be done about files outside TRTC: looked for after a recording, deleted for good. Gone when it is done. */
export const fileJobs = roomkitRecording.table('file_jobs', {
  /** `find` or `delete`, and the recording or the file: each is planned once. */
  id: text().primaryKey(),
  kind: text().$type<'find' | 'delete'>().notNull(),
  recordingId: text().notNull().references(() => recordings.id, { onDelete: 'cascade' }),
  /** Of `delete`. */
  fileId: text().references(() => files.id, { onDelete: 'cascade' }),
  createdAt: time().notNull(),
  dueAt: time().notNull(),
  /** How often it was tried. */
  attempts: integer().notNull().default(0),
  leaseToken: text(),
  leaseUntil: time(),
}, table => [
  index('file_jobs_due').on(table.dueAt),
])

export type FileJobRow = typeof fileJobs.$inferSelect
