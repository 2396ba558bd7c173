import type { Recording, RecordingFile, RecordingWarningCode, StartOptions } from '@roomkit-recording/core'
import type { Logger } from 'pino'
import type { Authenticate } from './auth/authenticate.js'
import type { Authorize } from './auth/authorize.js'
import type { RecordingBackendConfig } from './config.js'
import type { RecordingChoices } from './preflight/choices.js'
import type { Timings } from './recordings/recording-state.js'
import type { AppDeps } from './routes/deps.js'
import type { Store } from './store/store.js'
import type { RoomIdType } from './trtc/cloud-recording-params.js'
import type { TrtcApi } from './trtc/trtc-api.js'
import { z } from 'zod'
import { checkConfig, configShape } from './config.js'
import { createLogger } from './logger.js'
import { choicesSchema } from './preflight/choices.js'
import { resolveDefaults } from './preflight/defaults.js'
import { defaultTimings } from './recordings/recording-state.js'
import { startOptionsSchema } from './schemas.js'

/** Something the integrator may want to know. Told after it was stored, by the instance that stored it. */
export type RecordingBackendEvent
  = | { type: 'started' | 'ended' | 'failed', roomId: string, recording: Recording }
    | { type: 'fileReady', roomId: string, recording: Recording, file: RecordingFile }
    | { type: 'warning', roomId: string, recording: Recording, code: RecordingWarningCode }

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
  rateLimits?: AppDeps['rateLimits']
}

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
  onEvent: z.custom<NonNullable<RecordingBackendOptions['onEvent']>>(isFunction, 'must be a function').optional(),
  logger: z.custom<Logger>().optional(),
})

/**
 * Fills in what was left out.
 * @throws ConfigError
 */
export function resolveOptions(options: RecordingBackendOptions) {
  const resolved = checkConfig(schema, options)
  return {
    ...resolved,
    logger: resolved.logger ?? createLogger(),
    defaults: resolveDefaults(resolved.defaults, resolved.choices),
  }
}

export const resolveTimings = (timings: Partial<Timings> = {}): Timings => ({ ...defaultTimings, ...timings })
