import type { RecordingAdapter } from './recording-adapter.js'
import type { RecordingRoom } from './recording-room.js'
import type { RecordingState } from './recording-state.js'
import type { RecordingUpdate, RoomSnapshot, StartOptions } from './types.js'

export interface RecordingControllerOptions {
  adapter: RecordingAdapter
  room: RecordingRoom
  /** This browser's clock in milliseconds. @default Date.now */
  now?: () => number
  /** How long a press may go unanswered before the backend is asked again, in milliseconds. @default 10000 */
  answerDeadlineMs?: number
}

/** One room's recording as this browser sees it. One controller per room is shared by all components. */
export interface RecordingController {
  readonly state: RecordingState
  /** Calls `listener` after every change until the returned function is called. */
  subscribe: (listener: (state: RecordingState) => void) => () => void
  /** Asks for a recording. Resolves with the answer to the request; TRTC's confirmation arrives in `state`. */
  start: (options?: StartOptions) => Promise<RoomSnapshot>
  update: (change: RecordingUpdate) => Promise<RoomSnapshot>
  /** Stops the current recording, or cancels the one that is starting. */
  stop: () => Promise<RoomSnapshot>
  /** Asks the backend for the snapshot and the permissions. */
  refresh: () => Promise<void>
  /** Takes the shown failure away. */
  dismissFailure: () => void
  /** The server's clock now, in milliseconds. */
  serverNow: () => number
  dispose: () => void
}
