import type { RecordingActor, RecordingDetail, RecordingFeature, RecordingFileLink, RecordingFileUse, RecordingPage, RecordingUpdate, RecordingUsage, RoomSnapshot, StartOptions } from '@roomkit-recording/core'
import type { RoomDirectory } from './auth/room-directory.js'
import type { RecordingFiles } from './files/recording-files.js'
import type { NodeHandler } from './node-handler.js'
import type { BackendInternals, RecordingBackendOptions } from './options.js'
import type { RecordingService } from './recordings/recording-service.js'
import type { AssumedStreams } from './usage/estimate-cost.js'
import type { RecordingUsageReport } from './usage/usage-service.js'
import { sql } from 'drizzle-orm'
import { createApp } from './app.js'
import { authenticateByUserSig } from './auth/authenticate.js'
import { authorizeByRoles, permissionsOf } from './auth/authorize.js'
import { createConferenceApi } from './auth/conference-api.js'
import { createRoomDirectory } from './auth/room-directory.js'
import { actorOf, controllersOf } from './auth/room-people.js'
import { createFileLibrary, openStorages } from './files/file-library.js'
import { resolveFileTimings } from './files/file-timings.js'
import { createMarkers } from './markers/markers.js'
import { createNodeHandler } from './node-handler.js'
import { createMetrics } from './operations/metrics.js'
import { readReadiness } from './operations/readiness.js'
import { createRoomMarker } from './operations/room-marker.js'
import { createTrtcHealth } from './operations/trtc-health.js'
import { watchInbox } from './operations/watch-inbox.js'
import { watchTrtc } from './operations/watch-trtc.js'
import { resolveOptions, resolveTimings } from './options.js'
import { createConsents } from './participants/consents.js'
import { createRequests } from './participants/requests.js'
import { createPreflight } from './preflight/preflight.js'
import { createCallbackInbox } from './recordings/callback-inbox.js'
import { createDriver } from './recordings/driver.js'
import { keepRoles } from './recordings/keep-roles.js'
import { createPolicyStarts } from './recordings/policy-starts.js'
import { createRecordingService } from './recordings/recording-service.js'
import { createRecordingStarter } from './recordings/recording-starter.js'
import { createRoomStreams } from './recordings/room-streams.js'
import { resolveStartPolicy } from './recordings/start-policy.js'
import { tellNews } from './recordings/tell-news.js'
import { createWorker } from './recordings/worker.js'
import { check, fileUrlSchema, pageSchema, parseStartOptions, parseUpdate, renameSchema, roomIdSchema } from './schemas.js'
import { cloudStorageParams } from './storage/cos-params.js'
import { leaseShared } from './store/shared-turns.js'
import { openStore } from './store/store.js'
import { createCallBudget, leaseAlone } from './trtc/call-budget.js'
import { createTencentcloudClient } from './trtc/tencentcloud-client.js'
import { createTrtcClient, TRTC_CALLS_PER_SECOND } from './trtc/trtc-client.js'
import { createUserSig } from './trtc/user-sig.js'
import { toRecordingPrices } from './usage/prices.js'
import { createTrtcUsageApi, USAGE_CALLS_PER_SECOND } from './usage/trtc-usage.js'
import { createUsageService } from './usage/usage-service.js'
import { storeWebhooks } from './webhook/webhook-outbox.js'
import { createWebhookSender } from './webhook/webhook-sender.js'

/** Who does it, for the log and for everybody to see: a user id, or also a name. */
export type By = string | { userId: string, name?: string }

/** The same operations as over HTTP, for the integrator's own code. Nobody is asked for permission. Each rejects with a `RecordingRefusedError`. */
export interface Recordings {
  /** Resolves as soon as the intent is stored; TRTC's answer changes the snapshot later. `already_recording` when something runs. */
  start: (request: StartOptions & { roomId: string, by: By, idempotencyKey?: string }) => Promise<RoomSnapshot>
  /** `not_recording` when that recording is not the room's present one. */
  update: (request: RecordingUpdate & { roomId: string, recordingId: string, by: By }) => Promise<RoomSnapshot>
  /** Without `recordingId`: whatever runs in the room. Stopping what already stopped is success. */
  stop: (request: { roomId: string, recordingId?: string, by: By }) => Promise<RoomSnapshot>
  /** One recording with its files, TaskIds and log. */
  get: (recordingId: string) => Promise<RecordingDetail>
  /** A room's history, newest first. */
  list: (roomId: string, page?: { cursor?: string, limit?: number }) => Promise<RecordingPage>
  snapshot: (roomId: string) => Promise<RoomSnapshot>
  /** 1–200 characters; `null` takes the title away. */
  rename: (request: { recordingId: string, title: string | null, by: By }) => Promise<RecordingDetail>
  /** A link for one file; `file_not_ready` while it cannot be played. HLS in a bucket needs option `publicUrl`. @default use 'play' */
  fileUrl: (request: { recordingId: string, fileId: string, use?: RecordingFileUse }) => Promise<RecordingFileLink>
  /** Deletes the media for good, if need be later. */
  deleteFile: (request: { recordingId: string, fileId: string, by: By }) => Promise<void>
}

export interface UsageReportRequest {
  /** Milliseconds since the epoch. @default 30 days before `to` */
  from?: number
  /** @default now */
  to?: number
  /** @default 'day' */
  groupBy?: RecordingUsage['groupBy']
  /** Asks TRTC what it counted. @default false */
  compare?: boolean
  /** What the estimate takes a recording to consist of. @default one picture of its quality */
  assume?: AssumedStreams
}

export interface RecordingBackend {
  /** Answers a request of any platform that speaks `fetch`. */
  fetch: (request: Request) => Response | Promise<Response>
  /** For Express, Fastify, Koa, Nest and plain `node:http`. */
  nodeHandler: NodeHandler
  recordings: Recordings
  /**
   * What was recorded, with an estimate of what it costs (option `prices`) and, with `compare`, what TRTC counted.
   * @default the last 30 days, by day, without TRTC
   */
  usage: (request?: UsageReportRequest) => Promise<RecordingUsageReport>
  /** Ends all event streams, waits for calls that are out, closes the database. What is unfinished goes on at the next start. */
  close: () => Promise<void>
}

/** Optional routes that are served. */
const features: readonly RecordingFeature[] = ['rename', 'fileUrl', 'fileDelete', 'usage', 'consents', 'markers', 'timeline', 'requests', 'preflight']

/**
 * Everything a server needs to record rooms: routes, database, callbacks, and the work behind them.
 * Resolves when the database is open, migrated, and unfinished work goes on.
 * @throws ConfigError when an option is missing or cannot be used.
 * @example
 * const backend = await createRecordingBackend(configFromEnv())
 * server.use('/recording', backend.nodeHandler)
 */
export function createRecordingBackend(options: RecordingBackendOptions): Promise<RecordingBackend> {
  return createBackend(options)
}

/** The same, with the outside world replaceable. */
export async function createBackend(options: RecordingBackendOptions, internals: BackendInternals = {}): Promise<RecordingBackend> {
  const resolved = resolveOptions(options)
  const { logger, trtcSdkAppId: sdkAppId, trtcSdkSecretKey: sdkSecretKey } = resolved
  const key = { sdkAppId, sdkSecretKey }
  const timings = resolveTimings(internals.timings, resolved)

  const { aroundStore = store => store, aroundTrtc = trtc => trtc } = internals
  const store = aroundStore(await openStore({ databaseUrl: resolved.databaseUrl, logger, proofNoticeMs: timings.proofNoticeMs, storeNews: resolved.webhookUrl === undefined ? undefined : storeWebhooks }))
  const budget = createCallBudget({ perSecond: TRTC_CALLS_PER_SECOND, leaseTurns: store.isExclusive ? leaseAlone() : leaseShared(store) })
  const health = createTrtcHealth()
  const metrics = createMetrics({ store })
  const trtc = watchTrtc(aroundTrtc(internals.trtc ?? createTrtcClient({
    sdkAppId,
    secretId: resolved.tencentcloudSecretId,
    secretKey: resolved.tencentcloudSecretKey,
    region: resolved.tencentcloudRegion,
    endpoint: resolved.trtcEndpoint,
    timeoutMs: timings.callMs,
    budget,
  })), report => {
    health.note(report)
    metrics.noteTrtcCall(report)
  })
  // harmless: there is no such task
  const askTrtc = () => trtc.describeCloudRecording('health-check')
  const conference = createConferenceApi({ ...key, endpoint: resolved.conferenceEndpoint, adminUserId: resolved.conferenceAdminUserId })
  const directory = createRoomDirectory({ fetchRoles: conference.fetchRoles, ...internals.rolesMaxAgeMs !== undefined && { maxAgeMs: internals.rolesMaxAgeMs } })
  const authorize = resolved.authorize ?? authorizeByRoles(directory)

  const { cos } = resolved
  const storages = await openStorages({
    sdkAppId,
    secretId: resolved.tencentcloudSecretId,
    secretKey: resolved.tencentcloudSecretKey,
    vodEndpoint: resolved.vodEndpoint,
    vodSubAppId: resolved.vodSubAppId,
    vodPlayKey: resolved.vodPlayKey,
    cos: cos && { ...cos, timeoutMs: timings.callMs },
    timeoutMs: timings.callMs,
    budget,
  })

  const worker = createWorker({ store, logger, ...internals.pauseMs !== undefined && { pauseMs: internals.pauseMs } })
  const driver = createDriver({
    store,
    trtc,
    timings,
    logger,
    onDue: worker.wake,
    settings: {
      signUserSig: (userId, expireSeconds) => createUserSig(key, userId, expireSeconds),
      roomIdType: resolved.roomIdType,
      maxIdleSeconds: resolved.maxIdleSeconds,
      vodSubAppId: resolved.vodSubAppId,
      ...cos && { cloudStorage: recording => cloudStorageParams(cos, recording) },
    },
  })
  const { maxConcurrentRecordings, startPolicy } = resolved
  const starter = createRecordingStarter({ timings, storage: storages.kind, defaults: resolved.defaults, maxConcurrent: maxConcurrentRecordings })
  const service = createRecordingService({ store, driver, timings, starter })
  const policyStarts = createPolicyStarts({
    store,
    starter,
    logger,
    policyOf: roomId => resolveStartPolicy(startPolicy, roomId),
    onStarted(roomId, recordingId) {
      void driver.advance(roomId, recordingId)
      controllersOf(directory, roomId).then(keepers => service.keep(roomId, keepers)).catch(error => logger.warn({ err: error, roomId }, 'who may see a recording later could not be stored'))
    },
  })
  const inbox = createCallbackInbox({ store, driver, timings, policyStarts, logger })
  const library = createFileLibrary({
    store,
    storages,
    driver,
    logger,
    timings: resolveFileTimings(internals.fileTimings),
    secret: sdkSecretKey,
    retentionDays: resolved.retentionDays,
    pauseMs: internals.pauseMs,
  })
  const { prices = null } = resolved
  const trtcUsage = createTrtcUsageApi({
    sdkAppId,
    client: createTencentcloudClient({
      endpoint: resolved.trtcEndpoint,
      version: '2019-07-22',
      region: resolved.tencentcloudRegion,
      secretId: resolved.tencentcloudSecretId,
      secretKey: resolved.tencentcloudSecretKey,
      timeoutMs: timings.callMs,
      budget: createCallBudget({ perSecond: USAGE_CALLS_PER_SECOND, leaseTurns: leaseAlone() }),
    }),
  })
  const usage = createUsageService({ store, prices, trtc: trtcUsage, maxIdleSeconds: resolved.maxIdleSeconds })
  const requests = createRequests({ store })
  const streams = createRoomStreams({
    store,
    logger,
    // an integrator who authorizes is asked instead
    directory: resolved.authorize ? null : directory,
    readSnapshot: service.snapshot,
    readRequests: requests.open,
    permissionsOf: (user, roomId) => permissionsOf(authorize, user, roomId, { features }),
    ...internals.heartbeatMs !== undefined && { heartbeatMs: internals.heartbeatMs },
    ...internals.permissionsMs !== undefined && { permissionsMs: internals.permissionsMs },
  })
  metrics.countStreams(() => streams.size)
  keepRoles({ directory, service, logger })
  const teller = resolved.onEvent && tellNews({ store, service, logger, onEvent: resolved.onEvent })

  const marker = resolved.roomMarker ? createRoomMarker({ store, conference, readSnapshot: service.snapshot, logger }) : null
  const { webhookUrl, webhookSecret } = resolved
  const webhooks = webhookUrl !== undefined && webhookSecret !== undefined
    ? createWebhookSender({ store, logger, url: webhookUrl, secret: webhookSecret, ...internals.webhook })
    : null

  let closed = false
  const app = createApp({
    service,
    inbox: watchInbox(inbox, metrics),
    streams,
    consents: createConsents(store),
    markers: createMarkers(store),
    requests,
    preflight: createPreflight({ store, defaults: resolved.defaults, choices: resolved.choices, prices: prices && toRecordingPrices(prices, resolved.defaults.mode), limit: maxConcurrentRecordings, serviceState: () => health.state(askTrtc), storageState: async () => (await storages.check()).state }),
    files: library.files,
    usage,
    publicUrl: resolved.publicUrl,
    choices: resolved.choices,
    defaults: resolved.defaults,
    authenticate: resolved.authenticate ?? authenticateByUserSig(key),
    authorize,
    directory,
    features,
    callbackKey: resolved.trtcCallbackKey,
    sdkAppId,
    corsOrigins: resolved.corsOrigins,
    basePath: resolved.basePath,
    rateLimits: internals.rateLimits ?? { all: { burst: 120, perSecond: 20 }, writes: { burst: 20, perSecond: 1 }, room: { burst: 40, perSecond: 2 } },
    logger,
    isOpen: () => !closed,
    isReady: () => readReadiness({ askDatabase: () => store.db.execute(sql`select 1`), isListening: store.isListening, isOpen: () => !closed }),
    metrics,
    metricsToken: resolved.metricsToken,
  })
  worker.start(driver, inbox)
  await library.start()

  return {
    fetch: request => app.fetch(request, {}),
    nodeHandler: createNodeHandler(app, logger),
    usage: (request = {}) => usage.report({ groupBy: 'day', compare: false, ...request }),
    recordings: createRecordings({ service, files: library.files, toUser: actor, directory, publicUrl: resolved.publicUrl ?? resolved.basePath }),
    async close() {
      if (closed) return
      closed = true
      streams.close()
      await worker.close()
      await library.close()
      await inbox.close()
      await driver.close()
      await teller?.close()
      await marker?.close()
      await webhooks?.close()
      trtc.close()
      trtcUsage.close()
      await store.close()
    },
  }

  function actor(by: By) {
    return typeof by === 'string' ? { userId: by } : by
  }
}

interface OwnCodeDeps {
  service: RecordingService
  files: RecordingFiles
  toUser: (by: By) => { userId: string, name?: string }
  directory: RoomDirectory
  publicUrl: string
}

function createRecordings({ service, files, toUser, directory, publicUrl }: OwnCodeDeps): Recordings {
  const roomIdOf = (roomId: unknown) => check(roomIdSchema, roomId, ['roomId'])
  const actorIn = (roomId: string, by: By): Promise<RecordingActor> => actorOf(toUser(by), directory, roomId)
  return {
    async start({ roomId, by, idempotencyKey, ...options }) {
      roomIdOf(roomId)
      const [actor, keepers] = await Promise.all([actorIn(roomId, by), controllersOf(directory, roomId)])
      return service.start({ roomId, by: actor, options: parseStartOptions(options), idempotencyKey, keepers })
    },
    async update({ roomId, recordingId, by, ...change }) {
      return service.update({ roomId: roomIdOf(roomId), recordingId, by: await actorIn(roomId, by), change: parseUpdate(change) })
    },
    async stop({ roomId, recordingId, by }) {
      const { snapshot } = await service.stop({ roomId: roomIdOf(roomId), recordingId, by: await actorIn(roomId, by) })
      return snapshot
    },
    get: recordingId => service.get(recordingId),
    list: async (roomId, page = {}) => service.list(roomIdOf(roomId), check(pageSchema, page), async () => true),
    snapshot: async roomId => service.snapshot(roomIdOf(roomId)),
    async rename({ recordingId, by, ...change }) {
      const { title } = check(renameSchema, change)
      const { roomId } = await service.get(recordingId)
      await files.rename({ recordingId, title, by: await actorIn(roomId, by) })
      return service.get(recordingId)
    },
    fileUrl: async ({ use, ...file }) => files.link({ ...file, ...check(fileUrlSchema, { ...use !== undefined && { use } }), publicUrl }),
    async deleteFile({ by, ...file }) {
      const { roomId } = await service.get(file.recordingId)
      await files.delete({ ...file, by: await actorIn(roomId, by) })
    },
  }
}
