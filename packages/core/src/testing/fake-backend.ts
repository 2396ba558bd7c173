import type { Recording, RecordingActor, RecordingProblem, RecordingUpdate, RoomSnapshot, StartOptions } from '../types.js'
import { RecordingRefusedError } from '../errors.js'
import { aSnapshot } from './builders.js'

export interface FakeBackendOptions {
  /** The clock below the server's. @default Date.now */
  now?: () => number
  /** How far the server's clock is ahead of it, in milliseconds. @default 0 */
  clockSkewMs?: number
}

/**
 * A small backend in memory that keeps the contract's rules: revisions, idempotent starts, 409s. TRTC is moved by hand: nothing is
 * confirmed until `confirmStart()` and its like are called. `roomId` is the room used last where it is left out.
 */
export interface FakeBackend {
  snapshot: (roomId?: string) => RoomSnapshot
  /** `starting` becomes `recording`. */
  confirmStart: (roomId?: string) => void
  /** `starting` becomes `failed`. */
  failStart: (problem?: Partial<RecordingProblem>, roomId?: string) => void
  /** A fresh proof, which raises no revision. */
  prove: (roomId?: string) => void
  confirmLayout: (roomId?: string) => void
  failLayout: (problem?: Partial<RecordingProblem>, roomId?: string) => void
  /** TRTC has let go: the current recording is now `processing`. */
  confirmStop: (roomId?: string) => void
  /** The newest one in `recent` becomes `ready` or `failed`. */
  finish: (status?: 'ready' | 'failed', problem?: Partial<RecordingProblem>, roomId?: string) => void
  /** Writes a new revision with these changes and tells everybody. */
  change: (changes: Partial<RoomSnapshot>, roomId?: string) => void
  changeCurrent: (changes: Partial<Recording>, roomId?: string) => void
  /** Delivers a message as it is, e.g. an old one once more. */
  deliver: (snapshot: RoomSnapshot) => void
  /** The database was replaced: a new epoch that begins at revision 1, and knows of no recording. */
  replaceStore: (roomId?: string) => void
  /** The server's clock moves on by this much without anybody else's. */
  advanceClock: (ms: number) => void
  serverNow: () => number
  /** How many listen. */
  readonly listenerCount: number
}

/** What the adapters over it use. */
export interface FakeBackendCore extends FakeBackend {
  start: (roomId: string, options: StartOptions, by: RecordingActor, idempotencyKey: string) => RoomSnapshot
  update: (roomId: string, recordingId: string, change: RecordingUpdate) => RoomSnapshot
  stop: (roomId: string, recordingId: string, by: RecordingActor) => RoomSnapshot
  listen: (roomId: string, listener: (snapshot: RoomSnapshot) => void) => () => void
}

const START_PROOF_MS = 30_000
const PROOF_MS = 60_000

export function createFakeBackend({ now = () => Date.now(), clockSkewMs = 0 }: FakeBackendOptions = {}): FakeBackendCore {
  const rooms = new Map<string, RoomSnapshot>()
  const listeners = new Set<{ roomId: string, listener: (snapshot: RoomSnapshot) => void }>()
  const starts = new Set<string>()
  let skew = clockSkewMs
  let lastRoomId = 'demo'
  let recordings = 0
  let epochs = 1

  const serverNow = () => now() + skew

  function snapshot(roomId = lastRoomId): RoomSnapshot {
    lastRoomId = roomId
    const known = rooms.get(roomId)
    if (known)
      return known
    const first = aSnapshot({ roomId, epoch: `epoch-${epochs}`, serverTime: serverNow() })
    rooms.set(roomId, first)
    return first
  }

  function deliver(message: RoomSnapshot) {
    for (const { roomId, listener } of [...listeners]) {
      if (roomId === message.roomId)
        listener(message)
    }
  }

  function write(next: RoomSnapshot, revision = next.revision + 1): RoomSnapshot {
    const written = { ...next, revision, serverTime: serverNow() }
    rooms.set(written.roomId, written)
    deliver(written)
    return written
  }

  function change(changes: Partial<RoomSnapshot>, roomId?: string) {
    write({ ...snapshot(roomId), ...changes })
  }

  function current(roomId?: string): Recording {
    const recording = snapshot(roomId).current
    if (!recording)
      throw new Error(`Nothing is being recorded in ${roomId ?? lastRoomId}`)
    return recording
  }

  function changeCurrent(changes: Partial<Recording>, roomId?: string) {
    change({ current: { ...current(roomId), ...changes } }, roomId)
  }

  function end(changes: Partial<Recording>, roomId?: string) {
    const ended = { ...current(roomId), endedAt: serverNow(), confirmBy: null, capturing: null, ...changes }
    change({ current: null, recent: [ended, ...snapshot(roomId).recent] }, roomId)
  }

  const proof = () => ({ confirmedAt: serverNow(), confirmBy: serverNow() + PROOF_MS })

  return {
    snapshot,
    deliver,
    change,
    changeCurrent,
    serverNow,
    get listenerCount() { return listeners.size },
    confirmStart: roomId => changeCurrent({ status: 'recording', startedAt: serverNow(), capturing: true, error: null, ...proof() }, roomId),
    failStart: (problem, roomId) => end({ status: 'failed', error: aProblem(problem), stopReason: 'error' }, roomId),
    prove(roomId) {
      const held = snapshot(roomId)
      write({ ...held, current: { ...current(roomId), ...proof() } }, held.revision)
    },
    confirmLayout(roomId) {
      const { layout } = current(roomId)
      changeCurrent({ layout: { ...layout, applied: layout.wanted, state: 'applied', error: null } }, roomId)
    },
    failLayout: (problem, roomId) => changeCurrent({ layout: { ...current(roomId).layout, state: 'failed', error: aProblem(problem) } }, roomId),
    confirmStop: roomId => end({ status: 'processing', stopReason: current(roomId).stopReason ?? 'user' }, roomId),
    finish(status = 'ready', problem, roomId) {
      const [newest, ...older] = snapshot(roomId).recent
      if (!newest)
        throw new Error('No recording has ended yet')
      const outcome = status === 'ready'
        ? { error: null, fileCounts: { expected: 1, ready: 1, failed: 0 } }
        : { error: aProblem(problem), fileCounts: { expected: 1, ready: 0, failed: 1 } }
      change({ recent: [{ ...newest, status, ...outcome }, ...older] }, roomId)
    },
    replaceStore(roomId) {
      epochs++
      write(aSnapshot({ roomId: snapshot(roomId).roomId, epoch: `epoch-${epochs}` }), 1)
    },
    advanceClock: ms => { skew += ms },

    start(roomId, { mode = 'mixed', media = 'audioVideo', quality = 'hd', format = 'mp4', name, layout = { mode: 'grid' }, subscribe = {}, maxMinutes = 1440 }, by, idempotencyKey) {
      const held = snapshot(roomId)
      if (starts.has(idempotencyKey))
        return held
      if (held.current)
        throw new RecordingRefusedError('The room is already being recorded', { code: 'already_recording', status: 409, snapshot: held })
      starts.add(idempotencyKey)
      return write({
        ...held,
        current: {
          id: `rec-${++recordings}`,
          status: 'starting',
          mode,
          media,
          quality,
          format,
          name: name ?? null,
          title: null,
          requestedAt: serverNow(),
          startedAt: null,
          confirmedAt: null,
          confirmBy: serverNow() + START_PROOF_MS,
          endedAt: null,
          limitAt: serverNow() + maxMinutes * 60_000,
          capturing: null,
          startedBy: by,
          stoppedBy: null,
          stopReason: null,
          layout: { wanted: layout, applied: layout, state: 'applied', error: null },
          subscribe,
          error: null,
          warnings: [],
          fileCounts: { expected: null, ready: 0, failed: 0 },
        },
      })
    },
    update(roomId, recordingId, { layout, subscribe }) {
      const held = snapshot(roomId)
      if (held.current?.id !== recordingId)
        throw new RecordingRefusedError('That recording is not running', { code: 'not_recording', status: 409, snapshot: held })
      const { current } = held
      return write({
        ...held,
        current: {
          ...current,
          layout: { ...current.layout, wanted: layout ?? current.layout.wanted, state: 'applying', error: null },
          subscribe: subscribe ?? current.subscribe,
        },
      })
    },
    stop(roomId, recordingId, by) {
      const held = snapshot(roomId)
      if (held.current?.id !== recordingId || held.current.status === 'stopping')
        return held
      return write({ ...held, current: { ...held.current, status: 'stopping', stoppedBy: by, stopReason: 'user', confirmBy: serverNow() + START_PROOF_MS } })
    },
    listen(roomId, listener) {
      const entry = { roomId, listener }
      listeners.add(entry)
      return () => { listeners.delete(entry) }
    },
  }
}

function aProblem(changes: Partial<RecordingProblem> = {}): RecordingProblem {
  return { code: 'upstream', message: 'TRTC refused', retryable: false, ...changes }
}
