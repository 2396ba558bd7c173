import type { AppEnv } from './http/app-env.js'
import type { AppDeps } from './routes/deps.js'
import { Hono } from 'hono'
import { cors } from 'hono/cors'
import { getPath } from 'hono/utils/url'
import { authentication } from './http/authentication.js'
import { onError, onNotFound } from './http/problem.js'
import { rateLimit } from './http/rate-limit.js'
import { refusal } from './http/refusal.js'
import { requestContext } from './http/request-context.js'
import { consentsRoutes } from './routes/consents.js'
import { fileRoutes, playlistRoutes } from './routes/files.js'
import { healthRoutes } from './routes/health.js'
import { markersRoutes } from './routes/markers.js'
import { openapiRoutes } from './routes/openapi.js'
import { permissionsRoutes } from './routes/permissions.js'
import { preflightRoutes } from './routes/preflight.js'
import { recordingEventsRoutes } from './routes/recording-events.js'
import { historyRoutes, recordingRoutes } from './routes/recordings.js'
import { requestsRoutes } from './routes/requests.js'
import { roomRecordingRoutes } from './routes/room-recording.js'
import { timelineRoutes } from './routes/timeline.js'
import { trtcCallbackRoutes } from './routes/trtc-callbacks.js'
import { usageRoutes } from './routes/usage.js'

/** The contract, version 1, as routes. */
export function createApp(deps: AppDeps): Hono<AppEnv> {
  const { logger, corsOrigins, basePath, authenticate } = deps
  // Express takes the prefix away before we see the path, others do not
  const app = new Hono<AppEnv>({ getPath: request => withoutPrefix(getPath(request), basePath) })
  app.onError(onError)
  app.notFound(onNotFound)

  app.use(requestContext(logger))
  if (corsOrigins.length > 0) {
    app.use(cors({
      origin: corsOrigins.includes('*') ? '*' : [...corsOrigins],
      allowMethods: ['GET', 'POST', 'PATCH', 'DELETE'],
      allowHeaders: ['Authorization', 'Content-Type', 'Idempotency-Key', 'Last-Event-ID', 'Cache-Control', 'X-Request-Id'],
      exposeHeaders: ['Retry-After', 'X-Request-Id'],
      maxAge: 600,
    }))
  }

  app.route('/v1', healthRoutes(deps))
  app.route('/v1', openapiRoutes())
  app.use(async (_, next) => {
    if (!deps.isOpen()) throw refusal('unavailable', 'The backend is shutting down.')
    await next()
  })
  app.use(async (c, next) => {
    // no text of the database holds one
    if (/%00|\0/.test(c.req.url)) throw refusal('invalid_request', 'An address must not contain NUL.')
    await next()
  })
  app.route('/v1/trtc/callbacks', trtcCallbackRoutes(deps))

  app.route('/v1/playlists', playlistRoutes(deps))

  const known = authentication(authenticate)
  const limited = rateLimit(deps.rateLimits.all)
  app.use('/v1/rooms/*', known, limited)
  app.use('/v1/recordings/*', known, limited)
  app.use('/v1/usage', known, limited)
  app.route('/v1/rooms/:roomId/recording', roomRecordingRoutes(deps))
  app.route('/v1/rooms/:roomId/permissions', permissionsRoutes(deps))
  app.route('/v1/rooms/:roomId/events', recordingEventsRoutes(deps))
  app.route('/v1/rooms/:roomId/recordings', historyRoutes(deps))
  app.route('/v1/rooms/:roomId/requests', requestsRoutes(deps))
  app.route('/v1/rooms/:roomId/preflight', preflightRoutes(deps))
  app.route('/v1/recordings', recordingRoutes(deps))
  app.route('/v1/recordings', fileRoutes(deps))
  app.route('/v1/usage', usageRoutes(deps))
  app.route('/v1/recordings/:recordingId/consents', consentsRoutes(deps))
  app.route('/v1/recordings/:recordingId/markers', markersRoutes(deps))
  app.route('/v1/recordings/:recordingId', timelineRoutes(deps))
  return app
}

function withoutPrefix(path: string, basePath: string): string {
  return basePath !== '' && path.startsWith(`${basePath}/`) ? path.slice(basePath.length) : path
}
