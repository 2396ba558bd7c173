import type { Permissions, RecordingDetail, RecordingPage, RecordingRequest, RecordingUpdate, RoomSnapshot, StartOptions } from './types.js'

/** `live`: told at once. `polling`: asked for every few seconds. `offline`: nothing reaches the backend. */
export type RecordingConnection = 'connecting' | 'live' | 'polling' | 'offline'

/** What a room's subscription tells. Every function is called for each message, in order. */
export interface RecordingListeners {
  onSnapshot: (snapshot: RoomSnapshot) => void
  onPermissions?: (permissions: Permissions) => void
  onRequest?: (request: RecordingRequest) => void
  onConnection?: (connection: RecordingConnection) => void
  /** The subscription goes on by itself; this only tells why it is not live. */
  onError?: (error: unknown) => void
}

/** What one call may carry. */
export interface RecordingCallOptions {
  signal?: AbortSignal
}

/**
 * The port between the controller and whatever keeps the recordings.
 * Every method rejects with a `RecordingError` of this package.
 */
export interface RecordingAdapter {
  /** `idempotencyKey`: one per press. The same key never starts twice. */
  start: (roomId: string, options: StartOptions, call: RecordingCallOptions & { idempotencyKey: string }) => Promise<RoomSnapshot>
  update: (roomId: string, recordingId: string, change: RecordingUpdate, call?: RecordingCallOptions) => Promise<RoomSnapshot>
  /** Stopping what already stopped is success. */
  stop: (roomId: string, recordingId: string, call?: RecordingCallOptions) => Promise<RoomSnapshot>
  snapshot: (roomId: string, call?: RecordingCallOptions) => Promise<RoomSnapshot>
  /** Asks afresh: after a role change the answer is the new one. */
  permissions: (roomId: string, call?: RecordingCallOptions) => Promise<Permissions>
  /** Listens until the returned function is called. Reconnects by itself. */
  subscribe: (roomId: string, listeners: RecordingListeners) => () => void
  list: (roomId: string, page?: { cursor?: string, limit?: number }, call?: RecordingCallOptions) => Promise<RecordingPage>
  get: (recordingId: string, call?: RecordingCallOptions) => Promise<RecordingDetail>
  /** Ends every subscription and every call that is under way. */
  dispose: () => void
}
