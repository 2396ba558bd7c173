import type { RecordingActor, RecordingFileLink, RecordingFileUse } from '@roomkit-recording/core'
import type { RecordingState } from '../recordings/recording-state.js'
import type { FileStorages } from '../storage/file-storages.js'
import type { PlaylistTokens } from '../storage/playlist-token.js'
import type { FileRow, RecordingRow } from '../store/schema.js'
import type { Store } from '../store/store.js'
import type { FileTimings } from './file-timings.js'
import type { FileWorker } from './file-worker.js'
import { and, eq } from 'drizzle-orm'
import { recordingNotFound, refusal } from '../http/refusal.js'
import { note } from '../recordings/changes.js'
import { StorageError } from '../storage/file-storage.js'
import { findKeepers } from '../store/history.js'
import { files, recordings } from '../store/schema.js'
import { deleteJobId } from './plan-file-jobs.js'
import { isPlayable } from './put-file.js'

export interface FileLinkOrder {
  recordingId: string
  fileId: string
  use: RecordingFileUse
  /** Where browsers reach this backend, without a slash at the end. */
  publicUrl: string
}

/** What may be done with recordings that are over, whoever asks. Whether they may is decided before. */
export interface RecordingFiles {
  /** `null` takes the title away. */
  rename: (request: { recordingId: string, title: string | null, by: RecordingActor }) => Promise<void>
  link: (order: FileLinkOrder) => Promise<RecordingFileLink>
  /** Resolves when the intent is stored and was tried once; until the storage says that the file is gone it is tried again. */
  delete: (request: { recordingId: string, fileId: string, by: RecordingActor }) => Promise<void>
  /** An HLS recording of a private bucket, each segment with an address that works. */
  playlist: (token: string) => Promise<string>
}

export interface RecordingFilesOptions {
  store: Store
  storages: FileStorages
  worker: Pick<FileWorker, 'doNow'>
  tokens: PlaylistTokens
  timings: FileTimings
}

const fileNotFound = () => refusal('not_found', 'There is no such file.')

export function createRecordingFiles({ store, storages, worker, tokens, timings }: RecordingFilesOptions): RecordingFiles {
  const { linkMs, linkMaxMs } = timings

  async function find(fileId: string, recordingId?: string): Promise<{ file: FileRow, recording: RecordingRow }> {
    const [found] = await store.db.select({ file: files, recording: recordings })
      .from(files)
      .innerJoin(recordings, eq(recordings.id, files.recordingId))
      .where(and(eq(files.id, fileId), recordingId === undefined ? undefined : eq(files.recordingId, recordingId)))
    if (!found) throw fileNotFound()
    return found
  }

  async function change(recordingId: string, work: (state: RecordingState, now: number) => void): Promise<void> {
    const known = await findKeepers(store, recordingId)
    if (!known) throw recordingNotFound()
    await store.change(known.roomId, async change => {
      const before = await change.find(recordingId)
      if (!before) return
      const after = structuredClone(before)
      work(after, change.now)
      await change.save(before, after)
    })
  }

  return {
    async rename({ recordingId, title, by }) {
      await change(recordingId, state => {
        if (state.recording.title === title) return
        state.recording.title = title
        note(state, 'renamed', { title }, by)
      })
    },

    async link({ recordingId, fileId, use, publicUrl }) {
      const { file, recording } = await find(fileId, recordingId)
      if (!isPlayable(file)) throw refusal('file_not_ready', 'This file cannot be played yet, or not any more.')
      const storage = storages.holding(file, recording)
      if (!storage) throw refusal('unavailable', 'The storage of this file is not configured.')
      // whoever plays it to the end needs it that long
      const expiresAt = Date.now() + Math.min(linkMs + (file.durationMs ?? 0), linkMaxMs)
      if (storage === storages.cos && file.format === 'm3u8')
        return { url: `${publicUrl}/v1/playlists/${tokens.create({ fileId, expiresAt })}/index.m3u8`, expiresAt }
      return await answered(storage.link({ file, recording, use, expiresAt }))
    },

    async delete({ recordingId, fileId, by }) {
      await find(fileId, recordingId)
      await change(recordingId, (state, now) => {
        const file = state.files.find(({ id }) => id === fileId)
        if (!file || file.deleteAskedAt !== null) return
        file.deleteAskedAt = now
        note(state, 'file_delete_asked', { fileId, name: file.name }, by)
      })
      await worker.doNow(deleteJobId(fileId))
    },

    async playlist(token) {
      const grant = tokens.verify(token, Date.now())
      if (!grant || !storages.cos) throw fileNotFound()
      const { file, recording } = await find(grant.fileId)
      if (!isPlayable(file) || storages.holding(file, recording) !== storages.cos) throw fileNotFound()
      return await answered(storages.cos.playlist(file, recording, grant.expiresAt))
    },
  }
}

async function answered<T>(work: Promise<T>): Promise<T> {
  try {
    return await work
  } catch (cause) {
    if (cause instanceof StorageError) throw refusal('unavailable', 'The storage does not give the file out at the moment.', { cause })
    throw cause
  }
}
