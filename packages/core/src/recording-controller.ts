import type { RecordingAdapter } from './recording-adapter.js'
import type { RecordingRoom, RecordingRoomState } from './recording-room.js'
import type { RecordingState } from './recording-state.js'
import type { RecordingEvent } from './reduce-recording.js'
import type { RoomSession } from './room-session.js'
import type { RecordingUpdate, RoomSnapshot, StartOptions } from './types.js'
import { RecordingError } from './errors.js'
import { pressing } from './pressing-on-demand.js'
import { initialRecordingState } from './recording-state.js'
import { openRoomSession } from './room-session.js'
import { watchRecording } from './watch-recording.js'

export interface RecordingControllerOptions {
  adapter: RecordingAdapter
  room: RecordingRoom
  /** This browser's clock in milliseconds. @default Date.now */
  now?: () => number
  /**
   * How long a press may go unanswered before the backend is asked again, in milliseconds.
   * After as long once more the press counts as lost. @default 10000
   */
  answerDeadlineMs?: number
}

/**
 * One room's recording as this browser sees it. One controller per room is shared by all components.
 *
 * `start`, `update` and `stop` reject with a `RecordingError`: `RecordingRefusedError` when the backend said no,
 * `RecordingUnreachableError` when no answer came (it may still have taken effect); both are in `state.failure` too,
 * as is `not_loaded`: the code behind the buttons, which follows as soon as somebody may control, did not come.
 * Also `RecordingAbortedError` when the room was left in the meantime, and with `code` `no_room` outside of a room,
 * `not_recording` when there is nothing to update, or `not_supported` when the adapter can't.
 */
export interface RecordingController {
  readonly state: RecordingState
  /** Calls `listener` after every change until the returned function is called. */
  subscribe: (listener: (state: RecordingState) => void) => () => void
  /**
   * Asks for a recording. Resolves with the answer to the request; TRTC's confirmation arrives in `state`.
   * A second press before the answer is the same request.
   */
  start: (options?: StartOptions) => Promise<RoomSnapshot>
  /** Changes layout or subscription of the current recording. Changes pressed while one is under way are sent together. */
  update: (change: RecordingUpdate) => Promise<RoomSnapshot>
  /** Stops the current recording, or cancels the one that is starting. */
  stop: () => Promise<RoomSnapshot>
  /**
   * Asks the backend for the snapshot and the permissions; what can't be fetched stays as it was. Never rejects.
   * To be called when the page becomes visible or the browser online again.
   */
  refresh: () => Promise<void>
  /** Takes the shown failure away. */
  dismissFailure: () => void
  /** Takes somebody's request off the list; to be called when it was answered. */
  dismissRequest: (id: string) => void
  /** The server's clock now, in milliseconds. */
  serverNow: () => number
  /** Ends subscriptions, timers and calls. The adapter stays usable for others. */
  dispose: () => void
}

/** Follows the room it is given through joins and leaves, and keeps the recording's state for whoever shows it. */
export function createRecordingController({
  adapter,
  room,
  now = () => Date.now(),
  answerDeadlineMs = 10_000,
}: RecordingControllerOptions): RecordingController {
  const listeners = new Set<(state: RecordingState) => void>()
  let state = initialRecordingState
  let session: RoomSession | null = null
  let self: RecordingRoomState['self'] = null

  function dispatch(event: RecordingEvent) {
    const reduce = pressing.loaded?.reduceRecording ?? watchRecording
    const next = reduce(state, { ...event, at: now() })
    if (next === state)
      return
    state = next
    session?.stateChanged()
    for (const listener of [...listeners]) {
      try {
        listener(state)
      } catch (error) {
        // one listener's mistake must not end a request; it is still reported
        queueMicrotask(() => { throw error })
      }
    }
  }

  function follow(next: RecordingRoomState) {
    const previous = self
    self = next.self
    if (next.roomId !== state.roomId) {
      session?.close()
      session = null
      dispatch({ type: 'roomChanged', roomId: next.roomId })
      // a listener may have moved on to another room by now
      if (next.roomId !== null && state.roomId === next.roomId && session === null) {
        session = openRoomSession({ adapter, roomId: next.roomId, getState: () => state, dispatch, now, answerDeadlineMs })
        session.stateChanged()
      }
    } else if (previous && self && (previous.role !== self.role || previous.userId !== self.userId)) {
      void session?.askPermissions()
    }
  }

  const press: RoomSession['press'] = async (action, act) => {
    if (!session)
      throw new RecordingError('There is no room to record', { code: 'no_room' })
    return session.press(action, act)
  }

  const unfollow = room.subscribe(follow)
  follow(room.state)

  return {
    get state() { return state },
    subscribe(listener) {
      listeners.add(listener)
      return () => { listeners.delete(listener) }
    },
    start(options = {}) {
      const userId = self?.userId ?? null
      return press('start', presses => presses.start(options, userId))
    },
    update: change => press('update', presses => presses.update(change)),
    stop: () => press('stop', presses => presses.stop()),
    refresh: async () => { await session?.refresh() },
    dismissFailure: () => dispatch({ type: 'failureDismissed' }),
    dismissRequest: id => dispatch({ type: 'requestDismissed', id }),
    serverNow: () => now() + state.clockOffset,
    dispose() {
      unfollow()
      session?.close()
      session = null
      listeners.clear()
    },
  }
}
