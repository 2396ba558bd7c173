import type { News, RecordingState } from '../recordings/recording-state.js'
import type { StoreNews } from '../webhook/webhook-outbox.js'
import type { Tx } from './database.js'
import type { RecordingRow, RoomRow } from './schema.js'
import { isDeepStrictEqual } from 'node:util'
import { and, desc, eq, inArray, isNull } from 'drizzle-orm'
import { planFileJobs } from '../files/plan-file-jobs.js'
import { emptyRoom } from '../recordings/presence.js'
import { isActive } from '../recordings/recording-state.js'
import { toRecording } from '../recordings/to-recording.js'
import { readRoomAround } from './presence.js'
import { callbacks, files, log, recordings, rooms, runs, tasks } from './schema.js'

/** A transaction in which one room changes. Nobody else changes that room meanwhile. */
export class RoomChange {
  #revisionGrows = false
  #proved = false
  #isTold = false
  readonly news: [recordingId: string, news: News[]][] = []
  /** Types of the lines added to a recording's log. */
  readonly notes: string[] = []
  /** Somebody asks those in control for something. */
  hasRequests = false

  constructor(readonly tx: Tx, readonly roomId: string, readonly room: RoomRow, readonly now: number, readonly storeNews?: StoreNews) {}

  /** Whether the room's listeners have to hear of it. Known after `finish`. */
  get isTold(): boolean { return this.#isTold }

  /** The room's snapshot changes by something that no recording holds. */
  touch(): void {
    this.#revisionGrows = true
  }

  async findActive(): Promise<RecordingRow | null> {
    const [row] = await this.tx.select().from(recordings).where(and(eq(recordings.roomId, this.roomId), inArray(recordings.status, ['starting', 'recording', 'stopping']))).orderBy(desc(recordings.seq)).limit(1)
    return row ?? null
  }

  /** Has the room's present recording looked at now. Returns its id. */
  async wakeActive(): Promise<string | null> {
    const active = await this.findActive()
    if (active) await this.tx.update(recordings).set({ dueAt: this.now }).where(eq(recordings.id, active.id))
    return active?.id ?? null
  }

  async find(recordingId: string): Promise<RecordingState | null> {
    const { tx } = this
    const [recording] = await tx.select().from(recordings).where(and(eq(recordings.id, recordingId), eq(recordings.roomId, this.roomId)))
    if (!recording) return null
    return {
      recording,
      tasks: await tx.select().from(tasks).where(eq(tasks.recordingId, recordingId)).orderBy(tasks.part, tasks.generation),
      runs: await tx.select().from(runs).where(eq(runs.recordingId, recordingId)).orderBy(runs.seenAt),
      files: await tx.select().from(files).where(eq(files.recordingId, recordingId)).orderBy(files.startedAt, files.name),
      room: isActive(recording) ? await readRoomAround(this) : emptyRoom(),
      log: [],
      news: [],
    }
  }

  /** What TRTC said of a task is on disk and has not taken effect yet. */
  async hasWaitingCallback(taskId: string): Promise<boolean> {
    const [waiting] = await this.tx.select({ id: callbacks.id }).from(callbacks).where(and(eq(callbacks.taskId, taskId), isNull(callbacks.processedAt))).limit(1)
    return waiting !== undefined
  }

  async insert({ recording, tasks: newTasks, log: lines }: Omit<RecordingState, 'recording'> & { recording: Omit<RecordingRow, 'seq'> }): Promise<void> {
    await this.tx.insert(recordings).values(recording)
    await this.tx.insert(tasks).values(newTasks)
    await this.#addLog(recording.id, lines)
    this.touch()
  }

  /** Stores the difference. The revision grows when somebody could see it. */
  async save(before: RecordingState, after: RecordingState): Promise<void> {
    const { tx } = this
    const { id } = after.recording
    if (!isDeepStrictEqual(before.recording, after.recording)) {
      const { id: _, seq: __, ...values } = after.recording
      await tx.update(recordings).set(values).where(eq(recordings.id, id))
    }
    for (const task of after.tasks) {
      const known = before.tasks.find(({ recorderUserId }) => recorderUserId === task.recorderUserId)
      if (!known) await tx.insert(tasks).values(task)
      else if (!isDeepStrictEqual(known, task)) await tx.update(tasks).set(task).where(eq(tasks.recorderUserId, task.recorderUserId))
    }
    for (const run of after.runs) {
      const known = before.runs.find(({ taskId }) => taskId === run.taskId)
      if (!known) await tx.insert(runs).values(run)
      else if (!isDeepStrictEqual(known, run)) await tx.update(runs).set(run).where(eq(runs.taskId, run.taskId))
    }
    for (const file of after.files) {
      const known = before.files.find(other => other.id === file.id)
      if (!known) await tx.insert(files).values(file)
      else if (!isDeepStrictEqual(known, file)) await tx.update(files).set(file).where(eq(files.id, file.id))
    }
    await planFileJobs(tx, before, after, this.now)
    await this.#addLog(id, after.log)

    if (isActive(before.recording) && !isActive(after.recording)) await this.#freeRoom()
    if (!isDeepStrictEqual(visible(before), visible(after))) this.touch()
    if (before.recording.confirmedAt !== after.recording.confirmedAt) this.#proved = true
    if (after.news.length === 0) return
    this.news.push([id, after.news])
    await this.storeNews?.(tx, this.roomId, after, this.now)
  }

  /** The start policy looks whether another recording is to begin. */
  async #freeRoom(): Promise<void> {
    await this.tx.update(rooms).set({ policyDueAt: this.now }).where(eq(rooms.roomId, this.roomId))
  }

  /** The last thing in the transaction. */
  async finish(proofNoticeMs: number): Promise<boolean> {
    const { room, now, tx } = this
    const isProofDue = this.#proved && now >= (room.proofSentAt ?? 0) + proofNoticeMs
    this.#isTold = this.#revisionGrows || isProofDue
    if (!this.#isTold) return false
    const revision = room.revision + (this.#revisionGrows ? 1 : 0)
    await tx.update(rooms).set({ revision, proofSentAt: now }).where(eq(rooms.roomId, this.roomId))
    return true
  }

  async #addLog(recordingId: string, lines: RecordingState['log']): Promise<void> {
    if (lines.length === 0) return
    this.notes.push(...lines.map(({ type }) => type))
    await this.tx.insert(log).values(lines.map(({ type, by, detail }) => ({
      recordingId,
      at: this.now,
      type,
      byId: by?.userId ?? null,
      byName: by?.name ?? null,
      detail,
    })))
  }
}

/** What a fresh proof alone changes does not count. */
function visible({ recording, files: rows }: RecordingState) {
  const { confirmedAt: _, confirmBy: __, ...rest } = toRecording(recording, rows)
  return rest
}
