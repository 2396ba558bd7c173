import type { RoomChange } from '../store/room-change.js'
import type { Store } from '../store/store.js'
import type { RecordingCallback, TrtcCallback } from '../trtc/callback.js'
import type { RoomCallback } from '../trtc/room-callback.js'
import type { WaitingCallback } from './callback-queue.js'
import type { Driver } from './driver.js'
import type { PolicyStarts } from './policy-starts.js'
import type { Timings } from './recording-state.js'
import { randomUUID } from 'node:crypto'
import { and, eq, inArray, isNull, or } from 'drizzle-orm'
import { storeRoomFact } from '../store/presence.js'
import { callbacks, foreignTasks, recordings, runs, tasks } from '../store/schema.js'
import { isRoomCallback } from '../trtc/callback.js'
import { applyCallback } from './apply-callback.js'
import { controlMs } from './driver.js'

export interface CallbackEffectsOptions {
  store: Store
  driver: Driver
  timings: Timings
  policyStarts: PolicyStarts
}

/** Callbacks of one task, or of one room. They take effect together or, when it rejects, not at all. */
export type CallbackEffects = (group: WaitingCallback[]) => Promise<void>

/** What became of a stored callback. */
type Outcome = 'applied' | 'present' | 'foreign' | 'ignored'

export function createCallbackEffects({ store, driver, timings, policyStarts }: CallbackEffectsOptions): CallbackEffects {
  async function apply(change: RoomChange, owner: Owner | null, group: TrtcCallback[]): Promise<Outcome[]> {
    if (group.every(isRoomCallback)) return eachOf(group, callback => applyToRoom(change, callback))
    const ofTask = group.filter((callback): callback is RecordingCallback => !isRoomCallback(callback))
    for (const callback of ofTask) await noteEmptyRoom(change, callback)
    return owner ? applyToOwn(change, owner, ofTask) : eachOf(ofTask, callback => applyToForeign(change, callback))
  }

  async function applyToOwn(change: RoomChange, { recordingId, recorderUserId }: Owner, group: RecordingCallback[]): Promise<Outcome[]> {
    const before = await change.find(recordingId)
    const after = structuredClone(before)
    const task = after?.tasks.find(task => task.recorderUserId === recorderUserId)
    if (!before || !after || !task) return group.map(() => 'ignored')
    const context = { now: change.now, timings, controlMs: controlMs(after.recording), createId: randomUUID }
    for (const callback of group) applyCallback(after, task, callback, context)
    // whoever dies before the next step leaves it to others
    after.recording.dueAt = change.now
    await change.save(before, after)
    return group.map(() => 'applied')
  }

  return async group => {
    const { callback: first } = group[0]!
    const owner = isRoomCallback(first) ? null : await findOwner(store, first)
    const roomId = owner?.roomId ?? first.roomId
    const { recordingId, started } = await store.change(roomId, async change => {
      const waiting = await stillWaiting(change, group)
      if (waiting.length === 0) return { recordingId: null, started: null }
      const outcomes = await apply(change, owner, waiting.map(({ callback }) => callback))
      await markProcessed(change, waiting, outcomes)
      // what runs in the room goes by who is in it, and by what else records there
      const recordingId = owner?.recordingId ?? (outcomes.every(outcome => outcome === 'ignored') ? null : await change.wakeActive())
      const started = outcomes.includes('present') && recordingId === null ? await policyStarts.look(change) : null
      return { recordingId, started }
    })
    if (started !== null) policyStarts.started(roomId, started)
    else if (recordingId !== null) void driver.advance(roomId, recordingId)
  }
}

async function eachOf<T>(group: T[], apply: (callback: T) => Promise<Outcome>): Promise<Outcome[]> {
  const outcomes: Outcome[] = []
  for (const callback of group) outcomes.push(await apply(callback))
  return outcomes
}

/** Another instance, or an earlier try, may have been here. */
async function stillWaiting({ tx }: RoomChange, group: WaitingCallback[]): Promise<WaitingCallback[]> {
  const rows = await tx.select({ id: callbacks.id }).from(callbacks).where(and(inArray(callbacks.id, group.map(({ id }) => id)), isNull(callbacks.processedAt))).for('update')
  const ids = new Set(rows.map(({ id }) => id))
  return group.filter(({ id }) => ids.has(id))
}

async function markProcessed({ tx, now }: RoomChange, group: WaitingCallback[], outcomes: Outcome[]): Promise<void> {
  for (const outcome of new Set(outcomes)) {
    const ids = group.filter((_, index) => outcomes[index] === outcome).map(({ id }) => id)
    await tx.update(callbacks).set({ processedAt: now, outcome }).where(inArray(callbacks.id, ids))
  }
}

async function applyToRoom(change: RoomChange, { fact, eventMsTs }: RoomCallback): Promise<Outcome> {
  return await storeRoomFact(change, fact, eventMsTs) ? 'present' : 'ignored'
}

interface Owner {
  roomId: string
  recordingId: string
  recorderUserId: string
}

/** Ours by its recorder, or by a TaskId that we know. The room in the body is not asked: its type varies. */
async function findOwner({ db }: Store, { recorderUserId, taskId }: RecordingCallback): Promise<Owner | null> {
  const [owner] = await db
    .select({ roomId: recordings.roomId, recordingId: recordings.id, recorderUserId: tasks.recorderUserId })
    .from(tasks)
    .innerJoin(recordings, eq(recordings.id, tasks.recordingId))
    .leftJoin(runs, eq(runs.recorderUserId, tasks.recorderUserId))
    .where(or(eq(tasks.recorderUserId, recorderUserId), eq(runs.taskId, taskId)))
    .limit(1)
  return owner ?? null
}

/** LeaveCodes that say that the room was closed, or that nobody has been in it for a while. */
const CLOSED: readonly number[] = [2, 4]
const NOBODY = 99
/** Whoever came while the recorder was leaving did come. */
const LEAVING_MS = 5_000

/** A recorder that left because nobody was there knows better than callbacks of people leaving, which may have been lost. */
async function noteEmptyRoom(change: RoomChange, { fact, eventMsTs }: RecordingCallback): Promise<void> {
  if (fact.type !== 'recorderStop') return
  if (CLOSED.includes(fact.leaveCode)) await storeRoomFact(change, { type: 'closed' }, eventMsTs)
  else if (fact.leaveCode === NOBODY) await storeRoomFact(change, { type: 'closed' }, eventMsTs - LEAVING_MS)
}

/** Recordings that nobody here started: they are counted and never touched. */
async function applyToForeign(change: RoomChange, { taskId, recorderUserId, fact }: RecordingCallback): Promise<Outcome> {
  const { tx, roomId, now } = change
  const started = fact.type === 'recorderStart' && fact.ok ? now : null
  const ended = fact.type === 'recorderStop' ? now : null
  if (started === null && ended === null) return 'foreign'
  const [known] = await tx.select().from(foreignTasks).where(eq(foreignTasks.taskId, taskId))
  if (known) {
    const startedAt = known.startedAt ?? started
    const endedAt = known.endedAt ?? ended
    await tx.update(foreignTasks).set({ startedAt, endedAt }).where(eq(foreignTasks.taskId, taskId))
  } else {
    await tx.insert(foreignTasks).values({ taskId, roomId, recorderUserId, startedAt: started, endedAt: ended })
  }
  change.touch()
  return 'foreign'
}
