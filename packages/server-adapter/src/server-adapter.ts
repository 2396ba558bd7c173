import type { RecordingAdapter } from '@roomkit-recording/core'
import type { ServerAdapterOptions } from './options.js'
import { RecordingError } from '@roomkit-recording/core'
import { detailAnswer, pageAnswer, permissionsAnswer, snapshotOf } from './answer.js'
import { createHttp } from './http.js'
import { resolveOptions } from './options.js'
import { subscribeToRoom } from './subscription.js'
import { createTokenSource } from './token.js'

/**
 * Connects a recording controller to the integrator's backend over HTTP and server-sent events (contract, version 1).
 *
 * Calls reject with `RecordingRefusedError` (the backend said no), `RecordingUnreachableError` (no answer, or none that can be
 * understood), `RecordingAbortedError` (disposed of, or the signal was aborted), or a plain `RecordingError`
 * (`invalid_request`: an id that no URL can carry; `unauthenticated`: `getToken` gave no token).
 *
 * @example
 * const adapter = createServerAdapter({ baseUrl: '/recording', getToken: ({ refresh }) => userSig(refresh) })
 *
 * @throws {TypeError} when an option is missing or wrong
 */
export function createServerAdapter(options: ServerAdapterOptions): RecordingAdapter {
  const resolved = resolveOptions(options)
  const disposal = new AbortController()
  const http = createHttp(resolved, createTokenSource(resolved.getToken, resolved.timeoutMs), disposal.signal)

  const adapter: RecordingAdapter = {
    async start(roomId, body, { idempotencyKey, signal }) {
      return http.send({
        method: 'POST',
        path: `${room(roomId)}/recording`,
        headers: { 'Idempotency-Key': idempotencyKey },
        body,
        answer: snapshotOf(roomId),
        roomId,
        signal,
      })
    },
    async update(roomId, recordingId, body, { signal } = {}) {
      const path = `${room(roomId)}/recording${query({ id: recordingId })}`
      return http.send({ method: 'PATCH', path, body, answer: snapshotOf(roomId), roomId, signal })
    },
    async stop(roomId, recordingId, { signal } = {}) {
      const path = `${room(roomId)}/recording${query({ id: recordingId })}`
      return http.send({ method: 'DELETE', path, answer: snapshotOf(roomId), roomId, signal })
    },
    async snapshot(roomId, { signal } = {}) {
      return http.send({ method: 'GET', path: `${room(roomId)}/recording`, answer: snapshotOf(roomId), signal })
    },
    async permissions(roomId, { signal } = {}) {
      return http.send({ method: 'GET', path: `${room(roomId)}/permissions`, answer: permissionsAnswer, signal })
    },
    async list(roomId, { cursor, limit } = {}, { signal } = {}) {
      return http.send({ method: 'GET', path: `${room(roomId)}/recordings${query({ cursor, limit })}`, answer: pageAnswer, signal })
    },
    async get(recordingId, { signal } = {}) {
      return http.send({ method: 'GET', path: `/v1/recordings/${segment(recordingId)}`, answer: detailAnswer, signal })
    },
    subscribe(roomId, listeners) {
      return subscribeToRoom({
        openStream: async signal => http.open(`${room(roomId)}/events`, signal),
        snapshotAnswer: snapshotOf(roomId),
        snapshot: signal => adapter.snapshot(roomId, { signal }),
        permissions: signal => adapter.permissions(roomId, { signal }),
      }, listeners, resolved.timing, disposal.signal)
    },
    dispose() {
      disposal.abort()
    },
  }
  return adapter
}

function room(roomId: string): string {
  return `/v1/rooms/${segment(roomId)}`
}

/** `.` and `..` have a meaning of their own in a path even when encoded, and half a surrogate pair has no encoding. */
function segment(id: string): string {
  try {
    if (id && id !== '.' && id !== '..') return encodeURIComponent(id)
  } catch {}
  throw new RecordingError(`No URL can carry the id ${JSON.stringify(id)}`, { code: 'invalid_request' })
}

function query(parameters: Record<string, string | number | undefined>): string {
  const search = new URLSearchParams()
  for (const [name, value] of Object.entries(parameters)) {
    if (value !== undefined) search.set(name, String(value))
  }
  const text = String(search)
  return text && `?${text}`
}
