import type { Logger } from 'pino'
import type { Authenticate } from '../auth/authenticate.js'
import type { Authorize } from '../auth/authorize.js'
import type { RoomDirectory } from '../auth/room-directory.js'
import type { RecordingFiles } from '../files/recording-files.js'
import type { RateLimitOptions } from '../http/rate-limit.js'
import type { Markers } from '../markers/markers.js'
import type { Metrics } from '../operations/metrics.js'
import type { ReadinessChecks } from '../operations/readiness.js'
import type { Consents } from '../participants/consents.js'
import type { Requests } from '../participants/requests.js'
import type { RecordingChoices } from '../preflight/choices.js'
import type { ResolvedDefaults } from '../preflight/defaults.js'
import type { Preflight } from '../preflight/preflight.js'
import type { CallbackInbox } from '../recordings/callback-inbox.js'
import type { RecordingService } from '../recordings/recording-service.js'
import type { RoomStreams } from '../recordings/room-streams.js'
import type { UsageService } from '../usage/usage-service.js'

/** What the routes are made of. No port and no environment in here. */
export interface AppDeps {
  service: RecordingService
  inbox: Pick<CallbackInbox, 'receive'>
  streams: RoomStreams
  consents: Consents
  markers: Markers
  requests: Requests
  preflight: Preflight
  files: RecordingFiles
  usage: Pick<UsageService, 'read'>
  /** Where browsers reach this, without a slash at the end; `undefined`: as the request says. */
  publicUrl: string | undefined
  /** What a start may be made of. */
  choices: RecordingChoices
  defaults: ResolvedDefaults
  authenticate: Authenticate
  authorize: Authorize
  directory: RoomDirectory
  /** Optional routes that are served. */
  features: readonly string[]
  callbackKey: string
  sdkAppId: number
  corsOrigins: readonly string[]
  basePath: string
  /** Per process: of a user's requests, of those that change something, and of those by all who control a room. */
  rateLimits: { all: RateLimitOptions, writes: RateLimitOptions, room?: RateLimitOptions }
  logger: Logger
  isOpen: () => boolean
  isReady: () => Promise<ReadinessChecks>
  metrics: Metrics
  metricsToken: string | undefined
}
