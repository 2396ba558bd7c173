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
  = 'storage_refused' | 'image_failed' | 'over_25_people' | 'double_recording' | 'no_sound' | 'limit_near'

export interface RecordingWarning {
  code: RecordingWarningCode
  at: number
}

export interface RecordingLayout {
  wanted: MixLayout
  /** What TRTC has: of a layout that follows, the one that it stands for at the moment. */
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

export type RecordingRequestKind = 'start' | 'leave_me_out'

/** Somebody in the room asks those in control for something. */
export interface RecordingRequest {
  id: string
  kind: RecordingRequestKind
  by: RecordingActor
  at: number
}

/** The optional routes, as `Permissions.features` names them. */
export type RecordingFeature
  = 'rename' | 'fileUrl' | 'fileDelete' | 'consents' | 'markers' | 'timeline' | 'requests' | 'usage' | 'preflight'

/** A link for one file. Whoever has it may use it, so it ends soon. */
export interface RecordingFileLink {
  url: string
  /** `null`: it does not expire. */
  expiresAt: number | null
}

/** What a link is for: shown in the page, or saved under the recording's title. */
export type RecordingFileUse = 'play' | 'download'

export type ConsentChoice = 'accepted' | 'declined' | 'left'

/** A participant's answer to the notice that a recording runs; the latest one counts. */
export interface RecordingConsent extends RecordingActor {
  choice: ConsentChoice
  /** Which text was shown, 1–64 characters; the integrator's to name. */
  textVersion: string
  at: number
}

/** A moment worth finding again. */
export interface RecordingMarker {
  id: string
  /** 1–200 characters. */
  label: string
  at: number
  /** Milliseconds from the beginning of the media; `null` while that is not known. */
  mediaTimeMs: number | null
  by: RecordingActor
}

/** All of something that is never long, such as a recording's markers. */
export interface RecordingItems<T> {
  items: T[]
}

export type PreflightState = 'ok' | 'warning' | 'failed' | 'unknown'

/**
 * What only the backend can know before a start. `quota`: recordings that may run at once, `storage`: where files go,
 * `service`: whether TRTC answered when it was last asked.
 */
export interface PreflightCheck {
  code: 'quota' | 'storage' | 'service'
  state: PreflightState
  /** `quota`: how many run now, of how many. */
  used?: number
  limit?: number
}

/** What one hour of recording costs by the configured list prices. An estimate: Tencent's bill decides. */
export interface RecordingPrices {
  /** ISO 4217, e.g. `USD`. */
  currency: string
  /**
   * `process`: by the sum of what is recorded, once for a recording (trtc.io).
   * `stream`: by each stream that is recorded (cloud.tencent.com).
   */
  per: 'process' | 'stream'
  /** Per hour, by the larger of picture and sound: `audio`, or the picture's quality. */
  hour: Record<'audio' | RecordingQuality, number>
}

/** What a start can be made of in this room, by this caller. */
export interface RecordingPreflight {
  checks: PreflightCheck[]
  /** What a start that leaves everything out asks for. */
  defaults: StartOptions
  /** What hosts may choose from; the integrator's to limit. */
  choices: {
    modes: RecordingMode[]
    media: RecordingMedia[]
    qualities: RecordingQuality[]
    formats: RecordingFormat[]
    /** The most that may be asked for. */
    maxMinutes: number
  }
  /** `null`: no prices are configured. */
  prices: RecordingPrices | null
}

/** Recorded minutes of one day or room, in one mode and one kind of media. */
export interface RecordingUsageItem {
  /** `YYYY-MM-DD` in UTC, or the room id. */
  key: string
  mode: RecordingMode
  media: RecordingMedia
  recordings: number
  /** Whole minutes, begun ones counted. */
  minutes: number
}

/** What was recorded between two moments. */
export interface RecordingUsage {
  from: number
  to: number
  groupBy: 'day' | 'room'
  items: RecordingUsageItem[]
}
