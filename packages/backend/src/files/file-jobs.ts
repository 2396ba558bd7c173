import type { Db, Tx } from '../store/database.js'
import type { FileJobRow } from '../store/schema.js'
import type { Store } from '../store/store.js'
import { randomUUID } from 'node:crypto'
import { and, asc, eq, inArray, isNotNull, isNull, lte, min, or } from 'drizzle-orm'
import { fileJobs, recordings } from '../store/schema.js'
import { clock } from '../store/store.js'

export type FileJob = FileJobRow & { roomId: string, leaseToken: string }

/** So long the work of an instance that died may lie. */
const LEASE_MS = 60_000

const isFree = or(isNull(fileJobs.leaseUntil), lte(fileJobs.leaseUntil, clock))

/** Takes what is due, or the one that `id` names. Several instances never take the same. */
export async function claimFileJobs({ transaction, now: readClock }: Pick<Store, 'transaction' | 'now'>, most: number, id?: string): Promise<FileJob[]> {
  const now = await readClock()
  return await transaction(async tx => {
    const due = await tx.select().from(fileJobs).where(and(id === undefined ? lte(fileJobs.dueAt, clock) : eq(fileJobs.id, id), isFree)).orderBy(asc(fileJobs.dueAt)).limit(most).for('update', { skipLocked: true })
    if (due.length === 0) return []
    const leaseToken = randomUUID()
    await tx.update(fileJobs).set({ leaseToken, leaseUntil: now + LEASE_MS }).where(inArray(fileJobs.id, due.map(job => job.id)))
    const owners = await tx.select({ id: recordings.id, roomId: recordings.roomId }).from(recordings).where(inArray(recordings.id, due.map(({ recordingId }) => recordingId)))
    return due.map(job => ({ ...job, leaseToken, roomId: owners.find(owner => owner.id === job.recordingId)!.roomId }))
  })
}

type Writer = Pick<Db, 'update' | 'delete'> | Pick<Tx, 'update' | 'delete'>

const isOwn = ({ id, leaseToken }: FileJob) => and(eq(fileJobs.id, id), eq(fileJobs.leaseToken, leaseToken))

export async function postponeFileJob(db: Writer, job: FileJob, dueAt: number, attempts: number): Promise<void> {
  await db.update(fileJobs).set({ dueAt, attempts, leaseToken: null, leaseUntil: null }).where(isOwn(job))
}

export async function finishFileJob(db: Writer, job: FileJob): Promise<void> {
  await db.delete(fileJobs).where(isOwn(job))
}

/** Whoever held a lease is this process's predecessor, and gone. */
export async function freeFileJobs(db: Writer): Promise<void> {
  await db.update(fileJobs).set({ leaseToken: null, leaseUntil: null }).where(isNotNull(fileJobs.leaseToken))
}

export async function nextFileJob({ db }: Pick<Store, 'db'>): Promise<number | null> {
  const [row] = await db.select({ next: min(fileJobs.dueAt) }).from(fileJobs).where(isFree)
  return row?.next ?? null
}
