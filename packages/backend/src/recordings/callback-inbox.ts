import type { Logger } from 'pino'
import type { RoomChange } from '../store/room-change.js'
import type { Store } from '../store/store.js'
import type { RecordingCallback, TrtcCallback } from '../trtc/callback.js'
import type { Driver } from './driver.js'
import type { PolicyStarts } from './policy-starts.js'
import type { Timings } from './recording-state.js'
import { randomUUID } from 'node:crypto'
import { and, asc, eq, isNull, lte, or, sql } from 'drizzle-orm'
import { storeRoomFact } from '../store/presence.js'
import { callbacks, foreignTasks, recordings, runs, tasks } from '../store/schema.js'
import { clock } from '../store/store.js'
import { isRoomCallback, parseCallback } from '../trtc/callback.js'
import { applyCallback } from './apply-callback.js'
import { createCallbackWriter } from './callback-writer.js'
import { controlMs } from './driver.js'

export interface CallbackInboxOptions {
  store: Store
  driver: Driver
  timings: Timings
  policyStarts: PolicyStarts
  logger: Logger
}

export interface CallbackInbox {
  /** Resolves when the callback is on disk, once however often it comes. It takes effect soon after. */
  receive: (callback: TrtcCallback, body: string) => Promise<void>
  /** Goes on with what was stored and did not take effect yet, behind what this instance has to do anyway. */
  processWaiting: () => Promise<void>
  close: () => Promise<void>
}

/** So many take effect at once; connections are left for those who press something. */
const MOST_AT_ONCE = 4
/** Longer queues are left to the database. */
const LONGEST_QUEUE = 2_000
/** Before that, whoever stored a callback is likely at it. */
const ABANDONED_MS = 2_000

export function createCallbackInbox({ store, driver, timings, policyStarts, logger }: CallbackInboxOptions): CallbackInbox {
  const writer = createCallbackWriter(store)
  const underWay = new Set<Promise<void>>()
  /** Waiting or under way, by number. */
  const taken = new Set<number>()
  const queue: { id: number, callback: TrtcCallback }[] = []
  let hasLooked = false
  let closed = false

  async function process(id: number, callback: TrtcCallback): Promise<void> {
    const owner = isRoomCallback(callback) ? null : await findOwner(store, callback)
    const roomId = owner?.roomId ?? callback.roomId
    const { recordingId, started } = await store.change(roomId, async change => {
      // another instance, or an earlier try, may have been here
      const [row] = await change.tx.select({ processedAt: callbacks.processedAt }).from(callbacks).where(eq(callbacks.id, id)).for('update')
      if (!row || row.processedAt !== null) return { recordingId: null, started: null }
      const outcome = await apply(change, owner, callback)
      await change.tx.update(callbacks).set({ processedAt: change.now, outcome }).where(eq(callbacks.id, id))
      // what runs in the room goes by who is in it, and by what else records there
      const recordingId = owner?.recordingId ?? (outcome === 'ignored' ? null : await change.wakeActive())
      const started = outcome === 'present' && recordingId === null ? await policyStarts.look(change) : null
      return { recordingId, started }
    })
    if (started !== null) policyStarts.started(roomId, started)
    else if (recordingId !== null) void driver.advance(roomId, recordingId)
  }

  async function apply(change: RoomChange, owner: Owner | null, callback: TrtcCallback): Promise<string> {
    if (isRoomCallback(callback)) return await storeRoomFact(change, callback.fact, callback.eventMsTs) ? 'present' : 'ignored'
    await noteEmptyRoom(change, callback)
    return owner ? applyToOwn(change, owner, callback) : applyToForeign(change, callback)
  }

  async function applyToOwn(change: RoomChange, { recordingId, recorderUserId }: Owner, callback: RecordingCallback): Promise<string> {
    const before = await change.find(recordingId)
    const after = structuredClone(before)
    const task = after?.tasks.find(task => task.recorderUserId === recorderUserId)
    if (!before || !after || !task) return 'ignored'
    applyCallback(after, task, callback, { now: change.now, timings, controlMs: controlMs(after.recording), createId: randomUUID })
    // whoever dies before the next step leaves it to others
    after.recording.dueAt = change.now
    await change.save(before, after)
    return 'applied'
  }

  function enqueue(id: number, callback: TrtcCallback): void {
    if (taken.has(id) || queue.length >= LONGEST_QUEUE) return
    taken.add(id)
    queue.push({ id, callback })
    startNext()
  }

  function startNext(): void {
    if (closed || underWay.size >= MOST_AT_ONCE) return
    const next = queue.shift()
    if (!next) return
    const { id, callback } = next
    const done = process(id, callback)
      .catch(error => { logger.error({ err: error, callbackId: id }, 'a callback is stored and could not take effect yet') })
      .finally(() => {
        underWay.delete(done)
        taken.delete(id)
        startNext()
      })
    underWay.add(done)
  }

  /** Written by another version, perhaps. It is kept, and keeps nothing up. */
  function parseStored(body: string): TrtcCallback | null {
    try {
      return parseCallback(body).callback
    } catch {
      return null
    }
  }

  return {
    async receive(callback, body) {
      const { eventType, eventMsTs, payloadHash } = callback
      // room and media callbacks have none; their hash is over the room, the user and all the rest
      const taskId = isRoomCallback(callback) ? '' : callback.taskId
      const id = await writer.write({ eventType, taskId, eventMsTs, payloadHash, body })
      if (id !== null) enqueue(id, callback)
    },
    async processWaiting() {
      await policyStarts.lookAgain()
      if (queue.length > 0) return
      // what lies there when this process begins is nobody's
      const abandoned = hasLooked ? lte(callbacks.receivedAt, sql`${clock} - ${ABANDONED_MS}`) : undefined
      const waiting = await store.db.select({ id: callbacks.id, body: callbacks.body }).from(callbacks).where(and(isNull(callbacks.processedAt), abandoned)).orderBy(asc(callbacks.id)).limit(500)
      hasLooked = true
      for (const { id, body } of waiting) {
        const callback = parseStored(body)
        if (callback) enqueue(id, callback)
        else await store.db.update(callbacks).set({ processedAt: clock, outcome: 'unreadable' }).where(eq(callbacks.id, id))
      }
    },
    async close() {
      closed = true
      await Promise.all(underWay)
    },
  }
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
async function applyToForeign(change: RoomChange, { taskId, recorderUserId, fact }: RecordingCallback): Promise<string> {
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
