import type { Store } from '../store/store.js'
import { and, eq, isNull, lt, ne, sql } from 'drizzle-orm'
import { note } from '../recordings/changes.js'
import { files, recordings } from '../store/schema.js'

const DAY = 24 * 3_600_000
const MOST_AT_ONCE = 200

/** Marks what is older than the retention for deletion. Returns whether there may be more of it. */
export async function retireFiles(store: Store, days: number, now: number): Promise<boolean> {
  const before = now - days * DAY
  const old = await store.db.selectDistinct({ id: recordings.id, roomId: recordings.roomId })
    .from(files)
    .innerJoin(recordings, eq(recordings.id, files.recordingId))
    .where(and(isNull(files.deleteAskedAt), ne(files.status, 'deleted'), lt(sql`coalesce(${files.endedAt}, ${recordings.endedAt})`, before)))
    .limit(MOST_AT_ONCE)
  for (const { id, roomId } of old) {
    await store.change(roomId, async change => {
      const state = await change.find(id)
      const after = structuredClone(state)
      if (!state || !after) return
      for (const file of after.files) {
        const at = file.endedAt ?? after.recording.endedAt
        if (file.deleteAskedAt !== null || file.status === 'deleted' || at === null || at >= before) continue
        file.deleteAskedAt = change.now
        note(after, 'file_expired', { fileId: file.id, name: file.name, days })
      }
      await change.save(state, after)
    })
  }
  return old.length === MOST_AT_ONCE
}
