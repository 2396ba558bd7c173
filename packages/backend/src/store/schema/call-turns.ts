import { doublePrecision, text } from 'drizzle-orm/pg-core'
import { roomkitRecording } from './base.js'

/** How far the allowance of each action is used up: one row, shared by all instances. */
export const callTurns = roomkitRecording.table('call_turns', {
  /** e.g. `DescribeCloudRecording`. */
  action: text().primaryKey(),
  /** When the first turn is that nobody has; milliseconds since the epoch, from the database's clock. */
  nextAt: doublePrecision().notNull(),
})
