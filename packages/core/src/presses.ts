import type { RecordingPress } from './recording-state.js'
import type { RecordingEvent } from './reduce-recording.js'
import type { RoomSessionOptions } from './room-session.js'
import type { RecordingProblem, RecordingUpdate, RoomSnapshot, StartOptions } from './types.js'
import { callUntilAnswered } from './call-until-answered.js'
import { createId } from './create-id.js'
import { RecordingAbortedError, RecordingError, RecordingRefusedError, RecordingUnreachableError } from './errors.js'
import { isStopHeard } from './press-status.js'

export interface PressesOptions extends Pick<RoomSessionOptions, 'adapter' | 'roomId' | 'getState' | 'now' | 'answerDeadlineMs'> {
  /** Aborted when the room is left. */
  signal: AbortSignal
  tell: (event: RecordingEvent) => void
  recheck: () => Promise<void>
}

/** What is pressed during one stay in one room, from the press to its answer. */
export interface Presses {
  start: (options: StartOptions, userId: string | null) => Promise<RoomSnapshot>
  update: (change: RecordingUpdate) => Promise<RoomSnapshot>
  stop: () => Promise<RoomSnapshot>
  /** To be called after every change of the state. */
  stateChanged: () => void
}

/** How much later than its answer was given up a start may still take effect. */
const LATE_START_MS = 30_000

type PressOptions<T = RecordingPress> = T extends RecordingPress ? Omit<T, 'id' | 'deadline'> : never

export function createPresses({ adapter, roomId, getState, now, answerDeadlineMs, signal, tell, recheck }: PressesOptions): Presses {
  let starting: { cancel: () => void, promise: Promise<RoomSnapshot> } | null = null
  let stopping: { recordingId: string | null, promise: Promise<RoomSnapshot> } | null = null
  let updating: Promise<RoomSnapshot> | null = null
  let nextUpdate: { change: RecordingUpdate, promise: Promise<RoomSnapshot> } | null = null
  /** A start that is to be cancelled as soon as its recording shows up. */
  let cancelled: { onShown: () => void, until: number } | null = null

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

  function stateChanged() {
    const recordingId = startedId()
    if (!cancelled || recordingId === null)
      return
    const { onShown, until } = cancelled
    cancelled = null
    onShown()
    if (!stopping && now() < until && !isStopHeard(recordingId, getState().current))
      stop().catch(ignore)
  }

  return { start, update, stop, stateChanged }
}

function toProblem(error: unknown): RecordingProblem {
  if (!(error instanceof RecordingError))
    return { code: 'unknown', message: String(error), retryable: false }
  const { code, message, retryable } = error
  const { upstreamCode } = error as Partial<RecordingRefusedError>
  return { code, message, retryable, ...(upstreamCode !== undefined && { upstreamCode }) }
}

function ignore() {}
