import type { Logger } from 'pino'
import type { Driver } from '../recordings/driver.js'
import type { FileStorages } from '../storage/file-storages.js'
import type { Store } from '../store/store.js'
import type { FileJob } from './file-jobs.js'
import type { FileTimings } from './file-timings.js'
import { createRounds } from '../rounds.js'
import { deleteFile } from './delete-file.js'
import { claimFileJobs, freeFileJobs, nextFileJob } from './file-jobs.js'
import { findFiles } from './find-files.js'
import { retireFiles } from './retire-files.js'

export interface FileWorkerOptions {
  store: Store
  storages: FileStorages
  driver: Pick<Driver, 'advance'>
  timings: FileTimings
  logger: Logger
  /** Files older than so many days are deleted for good; `null`: kept. */
  retentionDays: number | null
  /** Longest pause; so long the work of others may lie. @default 5000 */
  pauseMs?: number
}

export interface FileWorker {
  start: () => Promise<void>
  /** Does one thing now, if nobody else is at it. Resolves when it was tried. */
  doNow: (jobId: string) => Promise<void>
  /** Waits for what is under way. */
  close: () => Promise<void>
}

const MOST_AT_ONCE = 8

/** Looks for files and deletes them: each instance takes its share, and that of those that died. */
export function createFileWorker({ store, storages, driver, timings, logger, retentionDays, pauseMs = 5_000 }: FileWorkerOptions): FileWorker {
  const context = { store, storages, driver, timings, logger }
  const underWay = new Set<Promise<void>>()
  let sweptAt = -Infinity

  const rounds = createRounds({
    round: doRound,
    pauseMs,
    onError: error => { logger.error({ err: error }, 'the database could not be asked which files are to be looked after') },
  })

  /** Returns how long to pause. */
  async function doRound(): Promise<number> {
    const free = MOST_AT_ONCE - underWay.size
    if (free > 0) {
      for (const job of await claimFileJobs(store, free)) void perform(job).then(() => rounds.soon())
    }
    const now = await store.now()
    if (retentionDays !== null && now >= sweptAt + timings.sweepMs) {
      if (!await retireFiles(store, retentionDays, now)) sweptAt = now
      return 0
    }
    const next = await nextFileJob(store)
    return next === null || underWay.size >= MOST_AT_ONCE ? pauseMs : Math.min(pauseMs, Math.max(5, next - now))
  }

  function perform(job: FileJob): Promise<void> {
    const work = job.kind === 'find' ? findFiles(job, context) : deleteFile(job, context)
    const done = work
      .catch(error => { logger.error({ err: error, job: job.id }, 'files could not be looked after') })
      .finally(() => { underWay.delete(done) })
    underWay.add(done)
    return done
  }

  return {
    async start() {
      if (store.isExclusive) await freeFileJobs(store.db)
      rounds.soon()
    },
    async doNow(jobId) {
      const [job] = await claimFileJobs(store, 1, jobId)
      if (job) await perform(job)
    },
    async close() {
      await rounds.close()
      await Promise.all(underWay)
    },
  }
}
