import type { RecordingConnection } from './recording-adapter.js'
import type { ServerClock } from './server-clock.js'
import type { ReplacedEpoch } from './snapshot-order.js'
import type { Permissions, Recording, RecordingProblem, RecordingRequest, RecordingUpdate, RoomSnapshot } from './types.js'

/**
 * What may honestly be shown.
 * `idle` nothing runs, `unconfirmed` something should run (or should have stopped) but the proof is overdue,
 * `automatic` only recordings that nobody here started.
 */
export type RecordingDisplayStatus = 'idle' | 'starting' | 'recording' | 'stopping' | 'unconfirmed' | 'automatic'

/** A button was pressed: what is asked of the backend. */
export type RecordingPress = {
  /** Grows with each press. */
  id: number
  /** Past it (this browser's clock) the answer counts as lost. */
  deadline: number
} & (
  /** `userId`: who presses, as the room knows them. */
  | { type: 'start', userId: string | null }
  /** `recordingId` is `null` when the start that is to be cancelled has not been answered. */
  | { type: 'stop', recordingId: string | null }
  | { type: 'update', recordingId: string, change: RecordingUpdate }
)

/** A press that the backend has not answered yet. */
export type RecordingIntent = RecordingPress & {
  /** This browser's clock. */
  at: number
  /** Since when the answer counts as lost; `null`: it is still awaited. */
  lostAt: number | null
}

/** Why the last wish did not come true, until the next press or until it is dismissed. */
export interface RecordingFailure extends RecordingProblem {
  action: 'start' | 'stop' | 'update'
  /** This browser's clock. */
  at: number
  recordingId: string | null
}

/** What was wished for from this browser, so that its failure is told here and nowhere else. */
export interface RecordingWishes {
  /** The last press. */
  press: number
  /** The last start until its recording is over: `known` are those that were there before it, `null` when no snapshot was. */
  start: { id: number, userId: string | null, known: string[] | null, recordingId: string | null } | null
  /** The last accepted change: what the snapshots from this one on say about the layout concerns it. */
  update: { recordingId: string, epoch: string, revision: number } | null
}

/** Everything the browser knows of one room's recording. Immutable: each change is a new object. */
export interface RecordingState {
  roomId: string | null
  snapshot: RoomSnapshot | null
  permissions: Permissions | null
  connection: RecordingConnection
  intent: RecordingIntent | null
  failure: RecordingFailure | null
  /** What people in the room asked those in control for and nobody here has answered, oldest first. */
  requests: readonly RecordingRequest[]
  /** Server's clock minus this browser's, in milliseconds. */
  clockOffset: number
  /** Derived from all of the above at the time of the last action. */
  status: RecordingDisplayStatus
  /** The recording that is starting, running or stopping. Shorthand for `snapshot.current`. */
  current: Recording | null
  /** The last time (server's clock) at which there was proof of `current`; `null` if there never was. */
  lastProofAt: number | null
  /** The reducer's own notes; nothing to show. */
  memory: {
    clock: ServerClock | null
    /** Epochs that gave way to another one. */
    replacedEpochs: readonly ReplacedEpoch[]
    wishes: RecordingWishes
  }
}

export const initialRecordingState: RecordingState = {
  roomId: null,
  snapshot: null,
  permissions: null,
  connection: 'connecting',
  intent: null,
  failure: null,
  requests: [],
  clockOffset: 0,
  status: 'idle',
  current: null,
  lastProofAt: null,
  memory: { clock: null, replacedEpochs: [], wishes: { press: 0, start: null, update: null } },
}
