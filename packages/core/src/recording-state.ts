import type { RecordingConnection } from './recording-adapter.js'
import type { Permissions, Recording, RecordingProblem, RecordingUpdate, RoomSnapshot } from './types.js'

/**
 * What may honestly be shown.
 * `idle` nothing runs, `unconfirmed` something should run (or should have stopped) but the proof is overdue,
 * `automatic` only recordings that nobody here started.
 */
export type RecordingDisplayStatus = 'idle' | 'starting' | 'recording' | 'stopping' | 'unconfirmed' | 'automatic'

/** A press that the backend has not answered yet. */
export type RecordingIntent
  = | { type: 'start', at: number, deadline: number }
    | { type: 'stop', at: number, deadline: number, recordingId: string }
    | { type: 'update', at: number, deadline: number, recordingId: string, change: RecordingUpdate }

/** Why the last wish did not come true, until the next press or until it is dismissed. */
export interface RecordingFailure extends RecordingProblem {
  action: 'start' | 'stop' | 'update'
  at: number
  recordingId: string | null
}

/** Everything the browser knows of one room's recording. Immutable: each change is a new object. */
export interface RecordingState {
  roomId: string | null
  snapshot: RoomSnapshot | null
  permissions: Permissions | null
  connection: RecordingConnection
  intent: RecordingIntent | null
  failure: RecordingFailure | null
  /** Server's clock minus this browser's, in milliseconds. */
  clockOffset: number
  /** Derived from all of the above at the time of the last action. */
  status: RecordingDisplayStatus
  /** The recording that is starting, running or stopping. Shorthand for `snapshot.current`. */
  current: Recording | null
  /** When `status` is `unconfirmed`: the last time (server's clock) at which there was proof. */
  lastProofAt: number | null
}
