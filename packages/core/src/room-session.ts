import type { RecordingAdapter } from './recording-adapter.js'
import type { RecordingPress, RecordingState } from './recording-state.js'
import type { RecordingEvent } from './reduce-recording.js'
import type { RecordingProblem, RecordingUpdate, RoomSnapshot, StartOptions } from './types.js'
import { attempt } from './attempt.js'
import { callUntilAnswered } from './call-until-answered.js'
import { createId } from './create-id.js'
import { isRecordingError, RecordingAbortedError, RecordingError, RecordingRefusedError, RecordingUnreachableError } from './errors.js'
import { isStopHeard, proofDueAt } from './recording-status.js'
import { jittered } from './sleep.js'

export interface RoomSessionOptions {
  adapter: RecordingAdapter
  roomId: string
  getState: () => RecordingState
  dispatch: (event: RecordingEvent) => void
  now: () => number
  answerDeadlineMs: number
}

/** One stay in one room: what is asked of the backend there, and the timers that go with it. */
export interface RoomSession {
  start: (options: StartOptions, userId: string | null) => Promise<RoomSnapshot>
  update: (change: RecordingUpdate) => Promise<RoomSnapshot>
  stop: () => Promise<RoomSnapshot>
  refresh: () => Promise<void>
  askPermissions: () => Promise<void>
  /** To be called after every change of the state. */
  stateChanged: () => void
  close: () => void
}

const FIRST_RECHECK_MS = 1000
const RECHECK_MS = 10_000
const LONGEST_RECHECK_MS = 60_000
/** How much later than its answer was given up a start may still take effect. */
const LATE_START_MS = 30_000
/** What rounding makes of a timer's time. */
const TIMER_TOLERANCE_MS = 100
/** Browsers fire a timer at once when it is set further ahead than this. */
const LONGEST_TIMER_MS = 2 ** 31 - 1

type PressOptions<T = RecordingPress> = T extends RecordingPress ? Omit<T, 'id' | 'deadline'> : never

export function openRoomSession({ adapter, roomId, getState, dispatch, now, answerDeadlineMs }: RoomSessionOptions): RoomSession {
  const closing = new AbortController()
  const { signal } = closing
  const asking = { name: 'question', signals: [signal], ms: answerDeadlineMs }
  let starting: { cancel: () => void, promise: Promise<RoomSnapshot> } | null = null
  let stopping: { recordingId: string | null, promise: Promise<RoomSnapshot> } | null = null
  let updating: Promise<RoomSnapshot> | null = null
  let nextUpdate: { change: RecordingUpdate, promise: Promise<RoomSnapshot> } | null = null
  let rechecking: Promise<void> | null = null
  let permissionsAsked = 0
  /** A start that is to be cancelled as soon as its recording shows up. */
  let cancelled: { onShown: () => void, until: number } | null = null
  let timer: ReturnType<typeof setTimeout> | undefined
  let recheckAt: number | null = null
  let rechecks = 0

  function tell(event: RecordingEvent) {
    if (!signal.aborted)
      dispatch(event)
  }

  /** The recording that the last start brought about, while it is the current one. */
  function startedId(): string | null {
    const { current, memory: { wishes } } = getState()
    return current && current.id === wishes.start?.recordingId ? current.id : null
  }

  /** One press, from the request to its answer. */
  async function ask(options: PressOptions, call: (signal: AbortSignal) => Promise<RoomSnapshot>, isHeard: () => boolean): Promise<RoomSnapshot> {
    const press = { ...options, id: getState().memory.wishes.press + 1, deadline: now() + 2 * answerDeadlineMs }
    tell({ type: 'pressed', press })
    const again = () => {
      void recheck()
      return !isHeard()
    }
    try {
      const snapshot = await callUntilAnswered(call, { signal, roundMs: answerDeadlineMs, again })
        .catch((error: unknown) => heardInstead(error, isHeard))
      tell({ type: 'answered', press, snapshot })
      return snapshot
    } catch (error) {
      const problem = toProblem(error)
      if (error instanceof RecordingUnreachableError) {
        tell({ type: 'lost', press, problem })
        void recheck()
      } else {
        tell({ type: 'refused', press, problem, snapshot: error instanceof RecordingRefusedError ? error.snapshot : undefined })
      }
      throw error
    }
  }

  /** Without an answer the snapshots may still have told that the request arrived. */
  function heardInstead(error: unknown, isHeard: () => boolean): RoomSnapshot {
    const { snapshot } = getState()
    if (error instanceof RecordingUnreachableError && snapshot && isHeard())
      return snapshot
    throw error
  }

  function start(options: StartOptions, userId: string | null): Promise<RoomSnapshot> {
    if (starting)
      return starting.promise
    const cancelling = cancelled && stopping?.promise.catch(ignore)
    const idempotencyKey = createId()
    let isCancelled = false
    const throwIfCancelled = () => {
      if (isCancelled)
        throw new RecordingAbortedError('The start was cancelled')
    }
    const begin = async () => {
      throwIfCancelled()
      cancelled = null
      return ask({ type: 'start', userId }, async limit => {
        throwIfCancelled()
        return adapter.start(roomId, options, { idempotencyKey, signal: limit })
      }, () => startedId() !== null)
    }
    const promise = (cancelling ? cancelling.then(begin) : begin())
      .finally(() => { if (starting?.promise === promise) starting = null })
    starting = { cancel: () => { isCancelled = true }, promise }
    return promise
  }

  function stop(): Promise<RoomSnapshot> {
    const { current } = getState()
    const started = starting
    const recordingId = current && !(started && current.status === 'stopping') ? current.id : null
    if (stopping && stopping.recordingId === recordingId && !started)
      return stopping.promise
    started?.cancel()
    starting = null
    const promise = (recordingId === null ? cancelStart(started?.promise) : askStop(recordingId))
      .finally(() => { if (stopping?.promise === promise) stopping = null })
    stopping = { recordingId, promise }
    return promise
  }

  function askStop(recordingId: string): Promise<RoomSnapshot> {
    cancelled = null
    return ask(
      { type: 'stop', recordingId },
      limit => adapter.stop(roomId, recordingId, { signal: limit }),
      () => isStopHeard(recordingId, getState().current),
    )
  }

  /** Stops what the start brings about as soon as it is known; when that comes only after its answer was given up, then too. */
  async function cancelStart(started: Promise<RoomSnapshot> | undefined): Promise<RoomSnapshot> {
    const shown = new Promise<void>(onShown => { cancelled = { onShown, until: now() + LATE_START_MS } })
    const settled = started?.catch(error => { if (error instanceof RecordingRefusedError) cancelled = null })
    const toStop = () => {
      const recordingId = startedId()
      return recordingId !== null && !isStopHeard(recordingId, getState().current) ? recordingId : null
    }
    const snapshot = await ask({ type: 'stop', recordingId: null }, async limit => {
      await Promise.race([settled, shown])
      const recordingId = toStop()
      return recordingId === null ? adapter.snapshot(roomId, { signal: limit }) : adapter.stop(roomId, recordingId, { signal: limit })
    }, () => false)
    const recordingId = toStop()
    return recordingId === null ? snapshot : askStop(recordingId)
  }

  async function callUpdate(recordingId: string, wanted: RecordingUpdate, limit: AbortSignal): Promise<RoomSnapshot> {
    if (!adapter.update)
      throw new RecordingError('These recordings stay as they were started', { code: 'not_supported' })
    return adapter.update(roomId, recordingId, wanted, { signal: limit })
  }

  function update(change: RecordingUpdate): Promise<RoomSnapshot> {
    if (nextUpdate) {
      Object.assign(nextUpdate.change, change)
      return nextUpdate.promise
    }
    const send = async (wanted: RecordingUpdate) => {
      if (!getState().current)
        await starting?.promise.catch(ignore)
      const { current } = getState()
      if (!current)
        throw new RecordingError('Nothing is being recorded', { code: 'not_recording' })
      return ask({ type: 'update', recordingId: current.id, change: wanted }, limit => callUpdate(current.id, wanted, limit), () => false)
    }
    if (!updating)
      return updating = send(change).finally(() => { updating = null })
    const wanted = { ...change }
    const promise = updating.catch(ignore).then(() => {
      nextUpdate = null
      return update(wanted)
    })
    nextUpdate = { change: wanted, promise }
    return promise
  }

  /** Asks what there really is. What could not be fetched stays as it was, and is overdue in time. */
  function recheck(): Promise<void> {
    const askedAt = now()
    return rechecking ??= attempt(asking, limit => adapter.snapshot(roomId, { signal: limit }))
      .then(snapshot => tell({ type: 'snapshotReceived', snapshot, askedAt }), ignore)
      .finally(() => { rechecking = null })
  }

  async function askPermissions(): Promise<void> {
    const asked = ++permissionsAsked
    const permissions = await attempt(asking, limit => adapter.permissions(roomId, { signal: limit })).catch(ignore)
    if (permissions && asked === permissionsAsked)
      tell({ type: 'permissionsReceived', permissions })
  }

  function stateChanged() {
    clearTimeout(timer)
    if (signal.aborted)
      return
    const recordingId = startedId()
    if (cancelled && recordingId !== null) {
      const { onShown, until } = cancelled
      cancelled = null
      onShown()
      if (!stopping && now() < until && !isStopHeard(recordingId, getState().current))
        stop().catch(ignore)
    }
    const wait = Math.min(untilNextLook(), LONGEST_TIMER_MS)
    if (wait > 0)
      timer = setTimeout(look, wait, now() + wait)
  }

  /** Milliseconds until the proof is due or, when it is overdue, until it is asked for again; 0 when nothing is awaited. */
  function untilNextLook(): number {
    const { status, current, intent, clockOffset } = getState()
    if (status === 'unconfirmed' && (current || intent)) {
      // everybody in the room misses the same proof at the same moment: they don't all ask at once
      recheckAt ??= now() + (rechecks ? jittered(rechecks - 1, RECHECK_MS, LONGEST_RECHECK_MS) : jittered(0, FIRST_RECHECK_MS, FIRST_RECHECK_MS))
      return Math.max(1, Math.min(recheckAt - now(), LONGEST_RECHECK_MS))
    }
    recheckAt = null
    rechecks = 0
    return current ? proofDueAt(current) - clockOffset - now() : 0
  }

  /** A timer is never early, so when it is not yet `expected` this browser's clock was put back. */
  function look(expected: number) {
    const putBackMs = expected - now()
    if (recheckAt !== null) {
      recheckAt = null
      rechecks++
      void recheck()
    }
    tell({ type: 'timePassed', putBackMs: putBackMs > TIMER_TOLERANCE_MS ? putBackMs : 0 })
    stateChanged()
  }

  const unsubscribe = adapter.subscribe(roomId, {
    onSnapshot: snapshot => tell({ type: 'snapshotReceived', snapshot }),
    onPermissions: permissions => tell({ type: 'permissionsReceived', permissions }),
    onConnection: connection => tell({ type: 'connectionChanged', connection }),
    onRequest: request => tell({ type: 'requestReceived', request }),
  })

  return {
    start,
    update,
    stop,
    refresh: async () => { await Promise.all([recheck(), askPermissions()]) },
    askPermissions,
    stateChanged,
    close() {
      closing.abort()
      clearTimeout(timer)
      unsubscribe()
    },
  }
}

function toProblem(error: unknown): RecordingProblem {
  if (!isRecordingError(error))
    return { code: 'unknown', message: String(error), retryable: false }
  const { code, message, retryable } = error
  const { upstreamCode } = error as Partial<RecordingRefusedError>
  return { code, message, retryable, ...(upstreamCode !== undefined && { upstreamCode }) }
}

function ignore() {}
