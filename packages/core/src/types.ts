/**
 * The contract, version 1: what a backend answers and what a browser asks.
 * All times are integer milliseconds since the Unix epoch, UTC. All ids are opaque strings.
 */

export type RecordingStatus = 'starting' | 'recording' | 'stopping' | 'processing' | 'ready' | 'failed'

export type StopReason
  = 'user' | 'idle' | 'limit' | 'room_closed' | 'policy' | 'replaced' | 'removed' | 'error' | 'unknown'

/** `mixed`: everybody in one picture and one file. `single`: a file per user and stream. */
export type RecordingMode = 'mixed' | 'single'
export type RecordingMedia = 'audioVideo' | 'audio' | 'video'
/** 640×360, 1280×720, 1920×1080. */
export type RecordingQuality = 'sd' | 'hd' | 'fhd'
export type RecordingFormat = 'mp4' | 'hls' | 'hls+mp4' | 'aac' | 'hls+aac'

/** A camera or a shared screen. */
export type StreamKind = 'camera' | 'screen'

/** How a picture fills its place: stretched, cropped, or whole with bars. */
export type PictureFit = 'stretch' | 'crop' | 'contain'

/** One picture of a custom layout. All measures are shares (0–1) of the canvas. */
export interface Tile {
  x: number
  y: number
  width: number
  height: number
  /** Left out: the next user by time of entry. */
  userId?: string
  /** @default 'camera' */
  stream?: StreamKind
  /** Smaller is further back. @default 0 */
  layer?: number
  fit?: PictureFit
  /** 0 invisible, 1 opaque. @default 1 */
  opacity?: number
}

export interface MixLayoutCommon {
  /** `#RRGGBB`. */
  background?: string
  /** Users without video take no place. @default false */
  hideAudioOnly?: boolean
  /** How pictures fill their places in the template layouts. */
  fit?: PictureFit
}

export type GridLayout = MixLayoutCommon & { mode: 'grid' }
/** One big picture, the others small on top of it. `main` left out: the first anchor. */
export type FloatLayout = MixLayoutCommon & { mode: 'float', main?: string }
/** One big picture at the side (a shared screen of `main`), the others in columns beside it. */
export type ScreenShareLayout = MixLayoutCommon & { mode: 'screenShare', main?: string, align?: 'left' | 'right' }
export type CustomLayout = MixLayoutCommon & { mode: 'custom', tiles: Tile[] }
/** What TRTC itself can do. */
export type FixedMixLayout = GridLayout | FloatLayout | ScreenShareLayout | CustomLayout
/** `share` while somebody shares a screen, `otherwise` when nobody does; the backend switches. */
export type FollowLayout = MixLayoutCommon & {
  mode: 'follow'
  share?: FixedMixLayout
  otherwise?: FixedMixLayout
}
export type MixLayout = FixedMixLayout | FollowLayout
export type MixLayoutMode = MixLayout['mode']

/** Either only these users, or everybody except these; at most 32 ids. */
export type UserSelection = { only: string[], except?: never } | { except: string[], only?: never }

/** Who is heard and who is seen. Left out: everybody. */
export interface SubscribeUsers {
  audio?: UserSelection
  video?: UserSelection
}

/** All optional; what is left out is the integrator's configured default. */
export interface StartOptions {
  mode?: RecordingMode
  media?: RecordingMedia
  quality?: RecordingQuality
  format?: RecordingFormat
  /** File-name prefix, at most 64 of `a-z A-Z 0-9 _ -`. */
  name?: string
  layout?: MixLayout
  subscribe?: SubscribeUsers
  /** Longest duration in minutes, 1–41,760. @default 1440 */
  maxMinutes?: number
}

/** What can change while a recording runs. */
export interface RecordingUpdate {
  layout?: MixLayout
  subscribe?: SubscribeUsers
}

/** A person as the contract names one. `name` is a text from a user: never markup. */
export interface RecordingActor {
  userId: string
  name: string | null
}

export interface RecordingProblem {
  code: string
  message: string
  retryable: boolean
  /** TRTC's own code, e.g. `FailedOperation.RestrictedConcurrency`. */
  upstreamCode?: string
}

export type RecordingWarningCode
  = 'storage_refused' | 'image_failed' | 'over_25_people' | 'double_recording' | 'no_sound'

export interface RecordingWarning {
  code: RecordingWarningCode
  at: number
}

export interface RecordingLayout {
  wanted: MixLayout
  applied: MixLayout | null
  /** `applied` means that TRTC accepted the change; it confirms no more than that. */
  state: 'applied' | 'applying' | 'failed'
  error: RecordingProblem | null
}

export interface Recording {
  id: string
  status: RecordingStatus
  mode: RecordingMode
  media: RecordingMedia
  quality: RecordingQuality
  format: RecordingFormat
  /** File-name prefix. */
  name: string | null
  /** What people call it; can be changed. */
  title: string | null
  requestedAt: number
  /** When the proof of the start was received. */
  startedAt: number | null
  /** The last proof that it is as `status` says. */
  confirmedAt: number | null
  /**
   * When the next proof is due; past it nobody should claim that it still records. `null` for one that has ended;
   * for any other a browser then expects proof a minute after the last.
   */
  confirmBy: number | null
  endedAt: number | null
  /** When `maxMinutes` ends it. */
  limitAt: number | null
  /** TRTC says InProgress / Idle / nothing we know of. */
  capturing: boolean | null
  startedBy: RecordingActor
  stoppedBy: RecordingActor | null
  stopReason: StopReason | null
  layout: RecordingLayout
  subscribe: SubscribeUsers
  error: RecordingProblem | null
  warnings: RecordingWarning[]
  fileCounts: { expected: number | null, ready: number, failed: number }
}

export interface AutoRecording {
  /** `null`: lost sight of. */
  active: boolean | null
  startedAt: number | null
  taskCount: number
}

/** Everything about a room's recording; complete each time, and the same for everybody who may view it. */
export interface RoomSnapshot {
  roomId: string
  /** Changes only when the store was restored or replaced; a new epoch wins. */
  epoch: string
  /** Grows with every change. Of two snapshots of one epoch the higher revision wins. */
  revision: number
  /** The database's clock when this was written. Of equal revisions the later one wins. */
  serverTime: number
  /** Starting, recording or stopping. */
  current: Recording | null
  /** Every one still processing, and the newest finished. */
  recent: Recording[]
  /** Recordings that nobody here started. */
  auto: AutoRecording
}

/** What the caller may do in one room, and which optional routes are served. */
export interface Permissions {
  view: boolean
  control: boolean
  list: boolean
  play: boolean
  delete: boolean
  features: string[]
}

export type RecordingFileStatus = 'uploading' | 'processing' | 'ready' | 'failed' | 'deleted'

export interface RecordingFile {
  id: string
  name: string
  /** `null`: mixed. */
  userId: string | null
  track: 'audio' | 'video' | 'audioVideo'
  stream: StreamKind | 'mix'
  status: RecordingFileStatus
  format: string
  startedAt: number | null
  endedAt: number | null
  durationMs: number | null
  sizeBytes: number | null
}

/** One line of a recording's history: who did what, and what TRTC reported. */
export interface RecordingLogEntry {
  at: number
  type: string
  by: RecordingActor | null
  detail: Record<string, unknown>
}

/** One recording with everything known of it; needs the right to `list`. */
export interface RecordingDetail extends Recording {
  roomId: string
  files: RecordingFile[]
  taskIds: string[]
  log: RecordingLogEntry[]
}

/** A page of a room's history, newest first. `cursor` is null at the end. */
export interface RecordingPage {
  items: Recording[]
  cursor: string | null
}

/** Somebody in the room asks those in control for something. */
export interface RecordingRequest {
  id: string
  kind: 'start' | 'leave_me_out'
  by: RecordingActor
  at: number
}
