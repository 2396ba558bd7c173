import type { Recording, RecordingFile, RecordingWarningCode, StartOptions } from '@roomkit-recording/core'
import type { Logger } from 'pino'
import type { Authenticate } from './auth/authenticate.js'
import type { Authorize } from './auth/authorize.js'
import type { RecordingBackendConfig } from './config.js'
import type { FileTimings } from './files/file-timings.js'
import type { RecordingChoices } from './preflight/choices.js'
import type { Timings } from './recordings/recording-state.js'
import type { StartPolicy } from './recordings/start-policy.js'
import type { AppDeps } from './routes/deps.js'
import type { Store } from './store/store.js'
import type { RoomIdType } from './trtc/cloud-recording-params.js'
import type { TrtcApi } from './trtc/trtc-api.js'
import type { WebhookTimings } from './webhook/webhook-sender.js'
import { z } from 'zod'
import { checkConfig, ConfigError, configShape } from './config.js'
import { createLogger } from './logger.js'
import { choicesSchema } from './preflight/choices.js'
import { resolveDefaults } from './preflight/defaults.js'
import { defaultTimings } from './recordings/recording-state.js'
import { startPolicySchema } from './recordings/start-policy.js'
import { startOptionsSchema } from './schemas.js'
import { resolveCos } from './storage/cos-options.js'

/** Something the integrator may want to know. Told after it was stored, by the instance that stored it. */
export type RecordingBackendEvent
  = | { type: 'started' | 'ended' | 'failed', roomId: string, recording: Recording }
    /** `fileDeleted`: the storage says that it is gone, because somebody or the retention wanted it so. */
    | { type: 'fileReady' | 'fileDeleted', roomId: string, recording: Recording, file: RecordingFile }
    | { type: 'warning', roomId: string, recording: Recording, code: RecordingWarningCode, message: string }

export interface RecordingBackendOptions extends RecordingBackendConfig {
  /** Prefix under which a server serves this that does not take it away itself, e.g. `/recording`. Express does, Node's http does not. @default '' */
  basePath?: string
  /** Who sent a request. @default the caller's UserSig in `Authorization: Bearer <UserSig>` */
  authenticate?: Authenticate
  /** Who may do what. @default by the room's members, owner and admins, as the Conference REST API tells them */
  authorize?: Authorize
  /** Used for what a start leaves out. @default mixed, audioVideo, hd, mp4, grid, 1440 minutes */
  defaults?: StartOptions
  /** What hosts may choose from; a start over HTTP that asks for something else is refused. `recordings.start` is not limited. @default everything */
  choices?: Partial<RecordingChoices>
  /** Seconds without anybody in the room who could publish, after which TRTC ends a recording; 5–86,400. They are charged as audio. @default 30 */
  maxIdleSeconds?: number
  /** Rooms of TUIRoomKit have text ids; a bare TRTC room may have a number. @default 'string' */
  roomIdType?: RoomIdType | ((roomId: string) => RoomIdType)
  /**
   * Who starts a recording: somebody who presses (`'manual'`), or the room itself once people publish. Needs the addresses of room and
   * media callbacks set in the console. @default 'manual'
   */
  startPolicy?: StartPolicy | ((roomId: string) => StartPolicy)
  /** Recordings that may run at once, on all instances together; TRTC allows 100 unless a ticket raised that. More are refused. @default 100 */
  maxConcurrentRecordings?: number
  /** Warnings (`limit_near`) that `maxMinutes` will end a recording: so many minutes before it does; at most 10 of 1–1440. @default [10, 1] */
  limitWarningMinutes?: readonly number[]
  /** Somebody who begins or ends sharing a screen has to stay so for this long before a layout that follows switches; 0–60. @default 3 */
  followDwellSeconds?: number
  /** Says in the CustomInfo of Conference rooms that they are recorded, for native clients: `{"roomkitRecording":{"startedAt":…}}`. @default false */
  roomMarker?: boolean
  /** Called for each event. What it throws is logged and changes nothing. */
  onEvent?: (event: RecordingBackendEvent) => void | Promise<void>
  /** @default JSON lines on stdout, level `info` */
  logger?: Logger
}

/** What tests put in the place of the outside world. */
export interface BackendInternals {
  trtc?: TrtcApi
  /** Stands between the store and everybody who uses it. */
  aroundStore?: (store: Store) => Store
  /** Stands between calls and whoever makes them. */
  aroundTrtc?: (trtc: TrtcApi) => TrtcApi
  timings?: Partial<Timings>
  /** Pause between two comments on an event stream. */
  heartbeatMs?: number
  /** Pause between two looks at who may do what. */
  permissionsMs?: number
  /** How long an answer of the Conference API is good enough. */
  rolesMaxAgeMs?: number
  /** Longest pause of the worker. */
  pauseMs?: number
  fileTimings?: Partial<FileTimings>
  rateLimits?: AppDeps['rateLimits']
  webhook?: WebhookTimings
}

const concurrent = 'must be 1–100000 recordings'
const marks = 'must be a list of at most 10 numbers of minutes, 1–1440'
const dwell = 'must be 0–60 seconds'

const isFunction = (value: unknown) => typeof value === 'function'

const schema = z.object({
  ...configShape,
  basePath: z.string().regex(/^(?:\/[^/?#]+)*$/, 'must begin with a slash and not end with one').default(''),
  authenticate: z.custom<Authenticate>(isFunction, 'must be a function').optional(),
  authorize: z.custom<Authorize>(isFunction, 'must be a function').optional(),
  defaults: startOptionsSchema.default({}),
  choices: choicesSchema.prefault({}),
  maxIdleSeconds: z.int('must be 5–86400 seconds').min(5, 'must be 5–86400 seconds').max(86_400, 'must be 5–86400 seconds').default(30),
  roomIdType: z.union([z.enum(['string', 'number']), z.custom<(roomId: string) => RoomIdType>(isFunction)], 'must be "string", "number" or a function').default('string'),
  startPolicy: startPolicySchema.default('manual'),
  maxConcurrentRecordings: z.int(concurrent).min(1, concurrent).max(100_000, concurrent).default(100),
  limitWarningMinutes: z.array(z.int(marks).min(1, marks).max(1440, marks), marks).max(10, marks).readonly().default([10, 1]),
  followDwellSeconds: z.number(dwell).min(0, dwell).max(60, dwell).default(3),
  roomMarker: z.boolean('must be true or false').default(false),
  onEvent: z.custom<NonNullable<RecordingBackendOptions['onEvent']>>(isFunction, 'must be a function').optional(),
  logger: z.custom<Logger>().optional(),
})

/**
 * Fills in what was left out.
 * @throws ConfigError
 */
export function resolveOptions(options: RecordingBackendOptions) {
  const resolved = checkConfig(schema, options)
  if (resolved.webhookUrl !== undefined && resolved.webhookSecret === undefined) throw new ConfigError('WEBHOOK_SECRET', 'is missing; WEBHOOK_URL needs it')
  return {
    ...resolved,
    logger: resolved.logger ?? createLogger(),
    defaults: resolveDefaults(resolved.defaults, resolved.choices),
    cos: resolveCos(resolved),
  }
}

/** `timings` is what tests have shorter. */
export const resolveTimings = (timings: Partial<Timings> = {}, options?: Pick<ReturnType<typeof resolveOptions>, 'limitWarningMinutes' | 'followDwellSeconds'>): Timings => ({
  ...defaultTimings,
  ...options && { limitNoticesMs: options.limitWarningMinutes.map(minutes => minutes * 60_000), followDwellMs: options.followDwellSeconds * 1000 },
  ...timings,
})
