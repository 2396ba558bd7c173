import type { Store } from '../store/store.js'
import { eq } from 'drizzle-orm'
import { beforeAll, expect, it } from 'vitest'
import { temporaryDatabase } from '../../testing/database.js'
import { silent } from '../../testing/silent.js'
import { aFile, timings } from '../../testing/state.js'
import { newRecording } from '../recordings/new-recording.js'
import { fileJobs, files, log } from '../store/schema.js'
import { openStore } from '../store/store.js'
import { claimFileJobs, finishFileJob, nextFileJob, postponeFileJob } from './file-jobs.js'
import { retireFiles } from './retire-files.js'

const DAY = 24 * 3_600_000

let store: Store
beforeAll(async () => {
  const { databaseUrl, remove } = await temporaryDatabase()
  store = await openStore({ databaseUrl, logger: silent, proofNoticeMs: 30_000 })
  return async () => {
    await store.close()
    await remove()
  }
})

/** A recording that ended at `endedAt`, with one file of each name. */
async function keep(roomId: string, endedAt: number, ...names: string[]): Promise<string> {
  return await store.change(roomId, async change => {
    const state = newRecording({ roomId, by: { userId: 'alice', name: null }, options: { mode: 'mixed', media: 'audioVideo', quality: 'hd', format: 'mp4', layout: { mode: 'grid' }, maxMinutes: 60 }, keepers: [], now: change.now, timings })
    const { id } = state.recording
    await change.insert({ ...state, recording: { ...state.recording, status: 'ready', endedAt } })
    const before = (await change.find(id))!
    await change.save(before, { ...structuredClone(before), files: names.map(name => aFile({ id: `${roomId} ${name}`, recordingId: id, name, taskId: `T ${roomId}`, vodFileId: null, startedAt: null, endedAt: null })) })
    return id
  })
}

it('what is older than the retention is to be deleted, once, and the log says why', async () => {
  const now = await store.now()
  const old = await keep('old', now - 31 * DAY, 'a.mp4', 'b.mp4')
  await keep('young', now - 29 * DAY, 'a.mp4')
  expect(await retireFiles(store, 30, now)).toBe(false)
  expect(await retireFiles(store, 30, now)).toBe(false)

  const rows = await store.db.select().from(files)
  expect(rows.filter(({ deleteAskedAt }) => deleteAskedAt !== null).map(({ id }) => id).toSorted()).toEqual(['old a.mp4', 'old b.mp4'])
  expect((await store.db.select().from(fileJobs)).map(({ id }) => id).toSorted()).toEqual(['delete:old a.mp4', 'delete:old b.mp4'])
  const lines = await store.db.select().from(log).where(eq(log.recordingId, old))
  expect(lines.filter(({ type }) => type !== 'start_asked').map(({ type, byId, detail }) => [type, byId, detail.days])).toEqual([['file_expired', null, 30], ['file_expired', null, 30]])
})

it('a job is taken by one at a time, and by another when its lease has run out', async () => {
  await store.db.delete(fileJobs)
  await keep('jobs', await store.now() - 40 * DAY, 'a.mp4')
  await retireFiles(store, 30, await store.now())
  const [job] = await claimFileJobs(store, 10)
  expect(job).toMatchObject({ id: 'delete:jobs a.mp4', roomId: 'jobs', attempts: 0 })
  expect(await claimFileJobs(store, 10)).toEqual([])
  expect(await claimFileJobs(store, 1, job!.id)).toEqual([])

  // whoever held it died
  await store.db.update(fileJobs).set({ leaseUntil: 1 })
  const [again] = await claimFileJobs(store, 10)
  expect(again!.leaseToken).not.toBe(job!.leaseToken)
  // who comes back from the dead changes nothing
  await finishFileJob(store.db, job!)
  await postponeFileJob(store.db, again!, 4_000_000_000_000, 1)
  expect(await nextFileJob(store)).toBe(4_000_000_000_000)
  expect(await claimFileJobs(store, 10)).toEqual([])
  const [named] = await claimFileJobs(store, 1, job!.id)
  await finishFileJob(store.db, named!)
  expect(await nextFileJob(store)).toBeNull()
})
