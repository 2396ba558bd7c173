import type { RecordingActor, RecordingMarker } from '@roomkit-recording/core'
import type { Store } from '../store/store.js'
import type { MediaSpan } from './media-time.js'
import { randomUUID } from 'node:crypto'
import { asc, eq } from 'drizzle-orm'
import { recordingNotFound, refusal } from '../http/refusal.js'
import { isActive } from '../recordings/recording-state.js'
import { files, markers, recordings, runs } from '../store/schema.js'
import { mediaSpans, mediaTimeAt } from './media-time.js'

/** Moments worth finding again. */
export interface Markers {
  /** Marks this moment. @throws RecordingRefusedError `not_recording` */
  add: (request: { roomId: string, recordingId: string, by: RecordingActor, label: string }) => Promise<RecordingMarker>
  /** In order of time. */
  list: (recordingId: string) => Promise<RecordingMarker[]>
  /** When there is media, as far as it is known. @throws RecordingRefusedError `not_found` */
  spans: (recordingId: string) => Promise<MediaSpan[]>
}

/** More is no help to anybody who looks for one. */
const MOST_MARKERS = 1_000

export function createMarkers(store: Pick<Store, 'change' | 'db'>): Markers {
  const { db } = store

  async function spans(recordingId: string): Promise<MediaSpan[]> {
    const [recording] = await db.select({ status: recordings.status, captured: recordings.captured, startedAt: recordings.startedAt }).from(recordings).where(eq(recordings.id, recordingId))
    if (!recording) throw recordingNotFound()
    return mediaSpans({
      recording,
      runs: await db.select().from(runs).where(eq(runs.recordingId, recordingId)),
      files: await db.select().from(files).where(eq(files.recordingId, recordingId)),
    })
  }

  return {
    spans,
    async add({ roomId, recordingId, by, label }) {
      return await store.change(roomId, async change => {
        const { tx, now: at } = change
        const state = await change.find(recordingId)
        if (!state || !isActive(state.recording)) throw refusal('not_recording', 'That recording is not the one that runs in this room.')
        if (await tx.$count(markers, eq(markers.recordingId, recordingId)) >= MOST_MARKERS)
          throw refusal('invalid_request', `A recording may have at most ${MOST_MARKERS} markers.`)
        const id = randomUUID()
        await tx.insert(markers).values({ id, recordingId, label, at, byId: by.userId, byName: by.name })
        return { id, label, at, mediaTimeMs: mediaTimeAt(mediaSpans(state), at), by }
      })
    },
    async list(recordingId) {
      const rows = await db.select().from(markers).where(eq(markers.recordingId, recordingId)).orderBy(asc(markers.at), asc(markers.id))
      if (rows.length === 0) return []
      const known = await spans(recordingId)
      return rows.map(({ id, label, at, byId, byName }) => ({ id, label, at, mediaTimeMs: mediaTimeAt(known, at), by: { userId: byId, name: byName } }))
    },
  }
}
