import type { Context, ErrorHandler, NotFoundHandler } from 'hono'
import type { AppEnv } from './app-env.js'
import { STATUS_CODES } from 'node:http'
import { RecordingRefusedError } from '@roomkit-recording/core'
import { HTTPException } from 'hono/http-exception'
import { refusal } from './refusal.js'

/** RFC 9457. Never more than the error's own words, and `more`: no stack, no cause. */
export function problemResponse(c: Context<AppEnv>, error: RecordingRefusedError, more: Record<string, unknown> = {}): Response {
  const { code, status, message, retryable, fields, snapshot, retryAfterMs, upstreamCode } = error
  if (retryAfterMs !== undefined) c.header('Retry-After', String(Math.max(1, Math.ceil(retryAfterMs / 1000))))
  if (status === 401) c.header('WWW-Authenticate', 'Bearer')
  const requestId = c.get('requestId')
  return c.body(JSON.stringify({
    type: 'about:blank',
    title: STATUS_CODES[status] ?? 'Error',
    status,
    code,
    detail: message,
    retryable,
    ...requestId && { requestId },
    ...upstreamCode !== undefined && { upstreamCode },
    ...fields.length > 0 && { fields },
    ...snapshot !== undefined && { snapshot },
    ...more,
  }), status as 400, { 'Content-Type': 'application/problem+json' })
}

/** Turns whatever a route throws into a problem, and what nobody expected into a log line. */
export const onError: ErrorHandler<AppEnv> = function onError(error, c) {
  const { logger } = c.var
  if (error instanceof RecordingRefusedError) {
    if (error.status >= 500) logger.warn({ err: error, path: c.req.path }, 'a request could not be served')
    return problemResponse(c, error)
  }
  if (error instanceof HTTPException && error.status < 500) {
    const code = error.status === 413 ? 'payload_too_large' : 'invalid_request'
    return problemResponse(c, new RecordingRefusedError(error.message || 'The request cannot be used.', { code, status: error.status }))
  }
  logger.error({ err: error, path: c.req.path }, 'a request failed')
  if (isDatabaseAway(error)) return problemResponse(c, refusal('unavailable', 'The database cannot be reached at the moment.'))
  return problemResponse(c, refusal('internal', 'Something went wrong on our side.'))
}

export const onNotFound: NotFoundHandler<AppEnv> = function onNotFound(c) {
  return problemResponse(c, refusal('not_found', 'There is nothing at this address.'))
}

/** PostgreSQL's classes 08 (connection), 53 (resources), 57P (shut down), and the network's own words for it. */
function isDatabaseAway(error: unknown): boolean {
  const { code, message, cause } = error as { code?: unknown, message?: string, cause?: unknown }
  if (/^(?:08|53|57P|ECONN|ETIMEDOUT|EPIPE)/.test(String(code)) || /connection terminated|timeout exceeded when trying to connect/i.test(message ?? '')) return true
  return cause !== undefined && cause !== null && isDatabaseAway(cause)
}
