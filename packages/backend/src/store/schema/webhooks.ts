import { sql } from 'drizzle-orm'
import { bigserial, index, integer, text } from 'drizzle-orm/pg-core'
import { recordings } from '../schema.js'
import { roomkitRecording, time } from './base.js'

/** Outbox: stored together with what it tells, delivered until the receiver has taken it. */
export const webhooks = roomkitRecording.table('webhooks', {
  /** For the receiver, who may get it twice. */
  id: text().primaryKey(),
  seq: bigserial({ mode: 'number' }).notNull(),
  recordingId: text().notNull().references(() => recordings.id, { onDelete: 'cascade' }),
  type: text().notNull(),
  /** The same bytes each time. */
  body: text().notNull(),
  createdAt: time().notNull(),
  /** When to try next; also the lease of whoever tries now. `null`: delivered or given up. */
  dueAt: time(),
  attempts: integer().notNull().default(0),
  deliveredAt: time(),
  /** Why the last try failed. */
  lastProblem: text(),
}, table => [
  index('webhooks_waiting').on(table.recordingId, table.seq).where(sql`due_at is not null`),
  index('webhooks_due').on(table.dueAt).where(sql`due_at is not null`),
  index('webhooks_by_age').on(table.createdAt),
])

export type WebhookRow = typeof webhooks.$inferSelect
