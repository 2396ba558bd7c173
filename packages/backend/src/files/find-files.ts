import type { Logger } from 'pino'
import type { Driver } from '../recordings/driver.js'
import type { FileStorages } from '../storage/file-storages.js'
import type { Store } from '../store/store.js'
import type { FileJob } from './file-jobs.js'
import type { FileTimings } from './file-timings.js'
import { randomUUID } from 'node:crypto'
import { StorageError } from '../storage/file-storage.js'
import { applyFound } from './apply-found.js'
import { finishFileJob, postponeFileJob } from './file-jobs.js'
import { nextLook } from './look-schedule.js'

export interface FileJobContext {
  store: Store
  storages: FileStorages
  driver: Pick<Driver, 'advance'>
  timings: FileTimings
  logger: Logger
}

/** One look at the storage for a recording's files, when it is time for one. `attempts` of the job counts the looks. */
export async function findFiles(job: FileJob, { store, storages, driver, timings, logger }: FileJobContext): Promise<void> {
  const { recordingId, roomId, attempts: looks } = job
  const { state, now } = await store.change(roomId, async change => ({ state: await change.find(recordingId), now: change.now }))
  const at = state && nextLook(state, { looks, lookedAt: null }, timings)
  if (!state || at === null) return finishFileJob(store.db, job)
  if (now < at) return postponeFileJob(store.db, job, at, looks)

  const storage = storages.of(state.recording.storage)
  if (!storage) return postponeFileJob(store.db, job, now + timings.retryMaxMs, looks)
  let found
  try {
    found = await storage.find({ recording: state.recording })
  } catch (error) {
    if (!(error instanceof StorageError)) throw error
    logger.warn({ recordingId, reason: error.message }, 'the storage could not be searched for files')
    return postponeFileJob(store.db, job, now + timings.retryMaxMs, looks)
  }

  const repaired = await store.change(roomId, async change => {
    const before = await change.find(recordingId)
    if (!before) return 0
    const after = structuredClone(before)
    applyFound(after, found, { now: change.now, createId: randomUUID, stragglerMs: timings.stragglerMs })
    const next = nextLook(after, { looks: looks + 1, lookedAt: now }, timings)
    if (next === null) await finishFileJob(change.tx, job)
    else await postponeFileJob(change.tx, job, Math.max(next, change.now), looks + 1)
    // whoever dies before the conclusions are drawn leaves them to others
    after.recording.dueAt = change.now
    await change.save(before, after)
    return after.files.length - before.files.length
  })
  if (repaired > 0) logger.info({ recordingId, files: repaired }, 'files were found that no callback told of')
  await driver.advance(roomId, recordingId)
}
