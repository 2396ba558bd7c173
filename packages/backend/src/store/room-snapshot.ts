import type { Recording, RoomSnapshot } from '@roomkit-recording/core'
import type { RecordingRow } from './schema.js'
import type { Store } from './store.js'
import { and, desc, eq, inArray, isNotNull, isNull, sql } from 'drizzle-orm'
import { autoRecording } from '../recordings/foreign.js'
import { toRecording } from '../recordings/to-recording.js'
import { files, foreignTasks, recordings, rooms } from './schema.js'
import { clock } from './store.js'

/** Finished recordings that a snapshot still shows. */
const RECENT = 3

/** A room as it is now; everything in it is of one moment. */
export async function readSnapshot({ transaction, epoch }: Pick<Store, 'transaction' | 'epoch'>, roomId: string): Promise<RoomSnapshot> {
  return await transaction(async tx => {
    // the first statement fixes the moment; the clock is read in it
    const { rows: [head] } = await tx.execute(sql`select ${clock} as now, (select revision from ${rooms} where room_id = ${roomId})::float8 as revision`) as unknown as { rows: { now: number, revision: number | null }[] }

    const unfinished = await tx.select().from(recordings).where(and(eq(recordings.roomId, roomId), inArray(recordings.status, ['starting', 'recording', 'stopping', 'processing']))).orderBy(desc(recordings.seq))
    const finished = await tx.select().from(recordings).where(and(eq(recordings.roomId, roomId), inArray(recordings.status, ['ready', 'failed']))).orderBy(desc(recordings.seq)).limit(RECENT)
    const shown = await withFiles(tx, [...unfinished, ...finished].toSorted((a, b) => b.seq - a.seq))

    const foreign = await tx.select().from(foreignTasks).where(and(eq(foreignTasks.roomId, roomId), isNotNull(foreignTasks.startedAt), isNull(foreignTasks.endedAt)))

    return {
      roomId,
      epoch,
      revision: head!.revision ?? 0,
      serverTime: head!.now,
      current: shown.find(isCurrent) ?? null,
      recent: shown.filter(recording => !isCurrent(recording)),
      auto: autoRecording(foreign, head!.now),
    }
  }, { isolationLevel: 'repeatable read', accessMode: 'read only' })
}

function isCurrent({ status }: Recording): boolean {
  return status === 'starting' || status === 'recording' || status === 'stopping'
}

/** Recordings as their viewers see them, in the order given. */
export async function withFiles(db: Pick<Store['db'], 'select'>, rows: RecordingRow[]): Promise<Recording[]> {
  if (rows.length === 0) return []
  const counted = await db.select({ recordingId: files.recordingId, status: files.status, deleteAskedAt: files.deleteAskedAt }).from(files).where(inArray(files.recordingId, rows.map(row => row.id)))
  return rows.map(row => toRecording(row, counted.filter(file => file.recordingId === row.id)))
}
