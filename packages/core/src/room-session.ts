import type { RecordingError } from './errors.js'
import type { Presses } from './presses.js'
import type { RecordingAdapter } from './recording-adapter.js'
import type { RecordingFailure, RecordingState } from './recording-state.js'
import type { RecordingEvent } from './reduce-recording.js'
import type { RoomSnapshot } from './types.js'
import { attempt } from './attempt.js'
import { pressing } from './pressing-on-demand.js'
import { proofDueAt } from './recording-status.js'
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
  press: (action: RecordingFailure['action'], act: (presses: Presses) => Promise<RoomSnapshot>) => Promise<RoomSnapshot>
  refresh: () => Promise<void>
  askPermissions: () => Promise<void>
  /** To be called after every change of the state. */
  stateChanged: () => void
  close: () => void
}

const FIRST_RECHECK_MS = 1000
const RECHECK_MS = 10_000
const LONGEST_RECHECK_MS = 60_000
/** What rounding makes of a timer's time. */
const TIMER_TOLERANCE_MS = 100
/** Browsers fire a timer at once when it is set further ahead than this. */
const LONGEST_TIMER_MS = 2 ** 31 - 1

export function openRoomSession({ dispatch, ...options }: RoomSessionOptions): RoomSession {
  const { adapter, roomId, getState, now, answerDeadlineMs } = options
  const closing = new AbortController()
  const { signal } = closing
  const asking = { name: 'question', signals: [signal], ms: answerDeadlineMs }
  let presses: Presses | undefined
  let rechecking: Promise<void> | null = null
  let permissionsAsked = 0
  let timer: ReturnType<typeof setTimeout> | undefined
  let recheckAt: number | null = null
  let rechecks = 0

  function tell(event: RecordingEvent) {
    if (!signal.aborted)
      dispatch(event)
  }

  /** Acts at once when the code for it is here; it is on its way since this person may control. */
  async function press(action: RecordingFailure['action'], act: (presses: Presses) => Promise<RoomSnapshot>): Promise<RoomSnapshot> {
    const { createPresses } = pressing.loaded ?? await pressing.load([signal], answerDeadlineMs).catch((error: RecordingError) => {
      const { code, message, retryable } = error
      tell({ type: 'failed', failure: { code, message, retryable, action, recordingId: getState().current?.id ?? null } })
      throw error
    })
    return act(presses ??= createPresses({ ...options, signal, tell, recheck }))
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
    if (getState().permissions?.control && !pressing.loaded)
      pressing.load().catch(ignore)
    presses?.stateChanged()
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
    press,
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

function ignore() {}
