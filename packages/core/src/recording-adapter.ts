import type {
  ConsentChoice,
  Permissions,
  RecordingConsent,
  RecordingDetail,
  RecordingFileLink,
  RecordingFileUse,
  RecordingItems,
  RecordingMarker,
  RecordingPage,
  RecordingPreflight,
  RecordingRequest,
  RecordingRequestKind,
  RecordingUpdate,
  RoomSnapshot,
  StartOptions,
} from './types.js'

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
 * What a backend may offer beyond recording itself. A part that its `Permissions.features` do not name, or that the adapter
 * does not have, is not shown.
 */
export interface RecordingAdapterFeatures {
  /** Feature `rename`. `null`: back to no title. */
  rename: (recordingId: string, title: string | null, call?: RecordingCallOptions) => Promise<RecordingDetail>
  /** Feature `fileUrl`. @default use 'play' */
  fileUrl: (recordingId: string, fileId: string, use?: RecordingFileUse, call?: RecordingCallOptions) => Promise<RecordingFileLink>
  /** Feature `fileDelete`: the media is gone for good. */
  deleteFile: (recordingId: string, fileId: string, call?: RecordingCallOptions) => Promise<void>
  /** Feature `consents`: one's own answer. */
  consent: (recordingId: string, answer: { choice: ConsentChoice, textVersion: string }, call?: RecordingCallOptions) => Promise<void>
  /** Feature `consents`: one's own answer, and everybody's for those in control. */
  consents: (recordingId: string, call?: RecordingCallOptions) => Promise<RecordingItems<RecordingConsent>>
  /** Feature `markers`. */
  addMarker: (recordingId: string, label: string, call?: RecordingCallOptions) => Promise<RecordingMarker>
  /** Feature `markers`, in order of time. */
  markers: (recordingId: string, call?: RecordingCallOptions) => Promise<RecordingItems<RecordingMarker>>
  /** Feature `requests`: asks those in control, who hear of it by `onRequest`. */
  request: (roomId: string, kind: RecordingRequestKind, call?: RecordingCallOptions) => Promise<void>
  /** Feature `preflight`. */
  preflight: (roomId: string, call?: RecordingCallOptions) => Promise<RecordingPreflight>
}

/**
 * The port between the controller and whatever keeps the recordings.
 * Every method rejects with a `RecordingError` of this package.
 */
export interface RecordingAdapter extends Partial<RecordingAdapterFeatures> {
  /** Which start options it can follow; what it can't is not offered. @default all */
  readonly startOptions?: readonly (keyof StartOptions)[]
  /** `idempotencyKey`: one per press. The same key never starts twice. */
  start: (roomId: string, options: StartOptions, call: RecordingCallOptions & { idempotencyKey: string }) => Promise<RoomSnapshot>
  /** Left out: layout and people stay as they are while it records, and are not offered. */
  update?: (roomId: string, recordingId: string, change: RecordingUpdate, call?: RecordingCallOptions) => Promise<RoomSnapshot>
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
