import type { RecordingDetail } from '@roomkit-recording/core'
import type { RecordingRow } from './schema.js'
import type { Store } from './store.js'
import { Buffer } from 'node:buffer'
import { and, desc, eq, lt } from 'drizzle-orm'
import { toLogEntry, toRecording, toRecordingFile } from '../recordings/to-recording.js'
import { files, log, recordings, runs } from './schema.js'

/** What is needed to decide who may see a recording. */
export interface RecordingKeepers {
  id: string
  roomId: string
  /** Owner and admins of the room seen while it ran. */
  keepers: string[]
}

export async function findKeepers({ db }: Pick<Store, 'db'>, recordingId: string): Promise<RecordingKeepers | null> {
  const { id, roomId, keepers } = recordings
  const [row] = await db.select({ id, roomId, keepers }).from(recordings).where(eq(id, recordingId))
  return row ?? null
}

/** A room's recordings before `cursor`, newest first. */
export async function readHistory({ db }: Pick<Store, 'db'>, roomId: string, before: number | null, limit: number): Promise<RecordingRow[]> {
  return await db.select().from(recordings).where(and(eq(recordings.roomId, roomId), before === null ? undefined : lt(recordings.seq, before))).orderBy(desc(recordings.seq)).limit(limit)
}

export async function readDetail({ db }: Pick<Store, 'db'>, recordingId: string): Promise<RecordingDetail | null> {
  const [row] = await db.select().from(recordings).where(eq(recordings.id, recordingId))
  if (!row) return null
  const fileRows = await db.select().from(files).where(eq(files.recordingId, recordingId)).orderBy(files.startedAt, files.name)
  const runRows = await db.select().from(runs).where(eq(runs.recordingId, recordingId)).orderBy(runs.seenAt)
  const logRows = await db.select().from(log).where(eq(log.recordingId, recordingId)).orderBy(log.id)
  return {
    ...toRecording(row, fileRows),
    roomId: row.roomId,
    files: fileRows.map(toRecordingFile),
    taskIds: runRows.map(run => run.taskId),
    log: logRows.map(toLogEntry),
  }
}

export const toCursor = ({ seq }: Pick<RecordingRow, 'seq'>): string => Buffer.from(`seq:${seq}`).toString('base64url')

/** `null` when it is none of ours. */
export function fromCursor(cursor: string): number | null {
  const match = /^seq:(\d{1,15})$/.exec(Buffer.from(cursor, 'base64url').toString())
  return match ? Number(match[1]) : null
}
