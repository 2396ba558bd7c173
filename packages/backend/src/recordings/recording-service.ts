import type { RecordingActor, RecordingDetail, RecordingPage, RecordingUpdate, RoomSnapshot, StartOptions, StopReason } from '@roomkit-recording/core'
import type { RecordingKeepers } from '../store/history.js'
import type { RoomChange } from '../store/room-change.js'
import type { RecordingRow } from '../store/schema.js'
import type { Store } from '../store/store.js'
import type { Driver } from './driver.js'
import type { RecordingStarter } from './recording-starter.js'
import type { Timings } from './recording-state.js'
import { createHash } from 'node:crypto'
import { isDeepStrictEqual } from 'node:util'
import { and, eq } from 'drizzle-orm'
import { recordingNotFound, refusal } from '../http/refusal.js'
import { findKeepers, fromCursor, readDetail, readHistory, toCursor } from '../store/history.js'
import { readSnapshot, withFiles } from '../store/room-snapshot.js'
import { idempotencyKeys } from '../store/schema.js'
import { askToStop, newVersion, note } from './changes.js'
import { isActive } from './recording-state.js'

export interface ServiceOptions {
  store: Store
  driver: Driver
  timings: Timings
  starter: RecordingStarter
}

export interface StartRequest {
  roomId: string
  by: RecordingActor
  options: StartOptions
  idempotencyKey?: string | undefined
  /** Owner and admins of the room now. */
  keepers: string[]
}

export interface UpdateRequest {
  roomId: string
  recordingId: string
  by: RecordingActor
  change: RecordingUpdate
}

export interface StopRequest {
  roomId: string
  /** Left out: whatever runs now. */
  recordingId?: string | undefined
  by: RecordingActor
  reason?: StopReason
}

/** What may be done with recordings, whoever asks. Whether they may is decided before. */
export interface RecordingService {
  start: (request: StartRequest) => Promise<RoomSnapshot>
  update: (request: UpdateRequest) => Promise<RoomSnapshot>
  /** `stopped` is false when there was nothing to stop. */
  stop: (request: StopRequest) => Promise<{ snapshot: RoomSnapshot, stopped: boolean }>
  snapshot: (roomId: string) => Promise<RoomSnapshot>
  /** Only those that `isVisible` lets through. */
  list: (roomId: string, page: { cursor?: string | undefined, limit: number }, isVisible: (recording: RecordingKeepers) => Promise<boolean>) => Promise<RecordingPage>
  get: (recordingId: string) => Promise<RecordingDetail>
  keepers: (recordingId: string) => Promise<RecordingKeepers | null>
  /** Adds to those who keep the rights to the room's present recording. */
  keep: (roomId: string, keepers: string[]) => Promise<void>
}

/** When to ask again while as many run as may. */
const FULL_RETRY_MS = 30_000

/** Rows looked through for one page when most of them are not for the caller. */
const MOST_SCANNED = 1_000

export function createRecordingService({ store, driver, timings, starter }: ServiceOptions): RecordingService {
  const snapshot = (roomId: string) => readSnapshot(store, roomId)

  async function start({ roomId, by, options, idempotencyKey, keepers }: StartRequest): Promise<RoomSnapshot> {
    starter.resolve(options)
    const outcome = await store.change(roomId, async change => {
      if (idempotencyKey !== undefined && await isReplay(change, by.userId, idempotencyKey, options)) return 'replayed'
      if (await change.findActive()) return 'busy'
      // thrown in here, so that the same key may try again
      if (await starter.isFull(change)) throw refusal('unavailable', 'As many recordings run already as this application may have at the same time.', { retryAfterMs: FULL_RETRY_MS })
      const { recording } = await starter.start(change, { by, options, keepers })
      return { started: recording.id }
    })
    if (outcome === 'busy')
      throw refusal('already_recording', 'This room is being recorded already.', { snapshot: await snapshot(roomId) })
    // the intent is on disk; the call to TRTC goes its own way
    if (outcome !== 'replayed') void driver.advance(roomId, outcome.started)
    return snapshot(roomId)
  }

  async function update({ roomId, recordingId, by, change: wish }: UpdateRequest): Promise<RoomSnapshot> {
    await store.change(roomId, async change => {
      const before = await change.find(recordingId)
      const status = before?.recording.status
      if (!before || (status !== 'starting' && status !== 'recording'))
        throw refusal('not_recording', 'That recording is not the one that runs in this room.')
      if (wish.layout !== undefined && before.recording.mode !== 'mixed')
        throw refusal('layout_needs_mixed', 'Only mixed recordings have a layout.', { fields: [{ field: 'layout', message: 'needs mode "mixed"' }] })
      const state = structuredClone(before)
      applyWish(state.recording, wish, change.now, timings)
      if (state.recording.changeVersion === before.recording.changeVersion) return
      state.recording.dueAt = change.now
      note(state, 'change_asked', { layout: state.recording.layoutWanted, subscribe: state.recording.subscribeWanted }, by)
      await change.save(before, state)
    })
    void driver.advance(roomId, recordingId)
    return snapshot(roomId)
  }

  async function stop({ roomId, recordingId, by, reason = 'user' }: StopRequest): Promise<{ snapshot: RoomSnapshot, stopped: boolean }> {
    const stopped = await store.change(roomId, async change => {
      const id = recordingId ?? (await change.findActive())?.id
      const before = id === undefined ? null : await change.find(id)
      if (!before) {
        if (recordingId === undefined) return null
        throw recordingNotFound()
      }
      if (!isActive(before.recording)) return null
      const state = structuredClone(before)
      askToStop(state, reason, by, change.now, timings)
      state.recording.dueAt = change.now
      await change.save(before, state)
      return before.recording.id
    })
    if (stopped !== null) void driver.advance(roomId, stopped)
    return { snapshot: await snapshot(roomId), stopped: stopped !== null }
  }

  async function list(roomId: string, { cursor, limit }: { cursor?: string | undefined, limit: number }, isVisible: (recording: RecordingKeepers) => Promise<boolean>): Promise<RecordingPage> {
    let before = cursor === undefined ? null : fromCursor(cursor)
    if (cursor !== undefined && before === null)
      throw refusal('invalid_request', 'The request has fields that cannot be used.', { fields: [{ field: 'cursor', message: 'is none that this room\'s history gave out' }] })
    const shown = []
    for (let scanned = 0; scanned < MOST_SCANNED;) {
      const rows = await readHistory(store, roomId, before, limit + 1)
      for (const row of rows) {
        scanned++
        const { id, keepers } = row
        if (!await isVisible({ id, roomId, keepers })) {
          before = row.seq
          continue
        }
        // one more than asked for: there is a next page
        if (shown.length === limit) return { items: await withFiles(store.db, shown), cursor: toCursor(shown.at(-1)!) }
        shown.push(row)
        before = row.seq
      }
      if (rows.length <= limit) return { items: await withFiles(store.db, shown), cursor: null }
    }
    return { items: await withFiles(store.db, shown), cursor: before === null ? null : toCursor({ seq: before }) }
  }

  return {
    start,
    update,
    stop,
    snapshot,
    list,
    async get(recordingId) {
      const detail = await readDetail(store, recordingId)
      if (!detail) throw recordingNotFound()
      return detail
    },
    keepers: recordingId => findKeepers(store, recordingId),
    async keep(roomId, keepers) {
      await store.change(roomId, async change => {
        const active = await change.findActive()
        if (!active || keepers.every(userId => active.keepers.includes(userId))) return
        const before = (await change.find(active.id))!
        const state = structuredClone(before)
        state.recording.keepers = [...new Set([...active.keepers, ...keepers])]
        await change.save(before, state)
      })
    },
  }
}

/** @throws RecordingRefusedError when the key was used for something else. */
async function isReplay({ tx, roomId, now }: RoomChange, userId: string, key: string, body: StartOptions): Promise<boolean> {
  const bodyHash = createHash('sha256').update(canonical(body)).digest('hex')
  const own = and(eq(idempotencyKeys.userId, userId), eq(idempotencyKeys.roomId, roomId), eq(idempotencyKeys.key, key))
  const [known] = await tx.select().from(idempotencyKeys).where(own)
  if (known && known.createdAt > now - 24 * 3_600_000) {
    if (known.bodyHash !== bodyHash) throw refusal('idempotency_key_reused', 'This Idempotency-Key was used for another request.')
    return true
  }
  const row = { userId, roomId, key, bodyHash, createdAt: now }
  await tx.insert(idempotencyKeys).values(row).onConflictDoUpdate({
    target: [idempotencyKeys.userId, idempotencyKeys.roomId, idempotencyKeys.key],
    set: row,
  })
  return false
}

/** The order of an object's keys does not make it another request. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_, part) => part && typeof part === 'object' && !Array.isArray(part)
    ? Object.fromEntries(Object.entries(part).toSorted(([a], [b]) => a < b ? -1 : 1))
    : part)
}

/** Layout and subscription always travel together, so a change of one is a new version of both. */
function applyWish(recording: RecordingRow, { layout = recording.layoutWanted, subscribe = recording.subscribeWanted }: RecordingUpdate, now: number, timings: Timings): void {
  // pressing the same again after a failure tries again
  if (isDeepStrictEqual([layout, subscribe], [recording.layoutWanted, recording.subscribeWanted]) && recording.layoutState !== 'failed') return
  recording.layoutWanted = layout
  recording.subscribeWanted = subscribe
  newVersion(recording, now, timings)
}
