import { bigint, pgSchema } from 'drizzle-orm/pg-core'

/** A schema of our own, so that the integrator's database can be shared. */
export const roomkitRecording = pgSchema('roomkit_recording')

/** Milliseconds since the epoch, from the database's clock. */
export const time = () => bigint({ mode: 'number' })
