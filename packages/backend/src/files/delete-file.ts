import type { DeleteOutcome } from '../storage/file-storage.js'
import type { FileRow } from '../store/schema.js'
import type { FileJob } from './file-jobs.js'
import type { FileJobContext } from './find-files.js'
import { note } from '../recordings/changes.js'
import { StorageError } from '../storage/file-storage.js'
import { finishFileJob, postponeFileJob } from './file-jobs.js'
import { retryPause } from './file-timings.js'

/** One try to delete a file for good. Until the storage says that it is gone it is tried again, however long that takes. */
export async function deleteFile(job: FileJob, { store, storages, timings, logger }: FileJobContext): Promise<void> {
  const { recordingId, roomId, fileId, attempts, createdAt } = job
  const { state, now } = await store.change(roomId, async change => ({ state: await change.find(recordingId), now: change.now }))
  const file = state?.files.find(({ id }) => id === fileId)
  if (!state || !file || file.status === 'deleted') return finishFileJob(store.db, job)

  const storage = storages.holding(file, state.recording)
  if (!storage) {
    logger.error({ recordingId, fileId }, 'a file is to be deleted from a storage that is configured no more')
    return postponeFileJob(store.db, job, now + timings.retryMaxMs, attempts)
  }
  let outcome: DeleteOutcome
  try {
    // what is still on its way cannot be deleted yet
    outcome = file.status === 'uploading' ? 'unknown' : await storage.delete(file, state.recording)
  } catch (error) {
    if (!(error instanceof StorageError)) throw error
    logger.warn({ recordingId, fileId, reason: error.message }, 'a file could not be deleted and will be tried again')
    return postponeFileJob(store.db, job, now + retryPause(attempts + 1, timings), attempts + 1)
  }
  if (!isGone(outcome, file, now - createdAt, timings)) return postponeFileJob(store.db, job, now + retryPause(attempts + 1, timings), attempts + 1)

  await store.change(roomId, async change => {
    const before = await change.find(recordingId)
    const after = structuredClone(before)
    const deleted = after?.files.find(({ id }) => id === fileId)
    await finishFileJob(change.tx, job)
    if (!before || !after || !deleted) return
    deleted.status = 'deleted'
    deleted.url = null
    note(after, 'file_deleted', { fileId, name: deleted.name })
    after.news.push({ type: 'fileDeleted', fileId: deleted.id })
    await change.save(before, after)
  })
}

function isGone(outcome: DeleteOutcome, { vodFileId, status }: FileRow, askedMs: number, { unknownMs, giveUpMs }: FileJobContext['timings']): boolean {
  if (outcome === 'gone') return true
  // TRTC gave up on it: there never was any media
  if (status === 'failed' && vodFileId === null) return true
  return askedMs >= (vodFileId === null ? giveUpMs : unknownMs)
}
