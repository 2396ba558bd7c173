import type { RecordingAdapter, RoomSnapshot } from '@roomkit-recording/core'
import type { Call } from './http.js'
import type { ServerAdapterOptions } from './options.js'
import { RecordingError } from '@roomkit-recording/core'
import { checkDetail, checkPage, checkPermissions, checkSnapshot } from './answer.js'
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

  async function recording(roomId: string, id: string | undefined, call: Pick<Call<RoomSnapshot>, 'method' | 'data' | 'headers' | 'signal'>): Promise<RoomSnapshot> {
    return http.send({ ...call, url: `${room(roomId)}/recording`, params: { id }, check: checkSnapshot(roomId), roomId })
  }

  const adapter: RecordingAdapter = {
    start: (roomId, data, { idempotencyKey, signal }) =>
      recording(roomId, undefined, { method: 'POST', data, headers: { 'Idempotency-Key': idempotencyKey }, signal }),
    update: (roomId, recordingId, data, call) =>
      recording(roomId, recordingId, { ...call, method: 'PATCH', data }),
    stop: (roomId, recordingId, call) =>
      recording(roomId, recordingId, { ...call, method: 'DELETE' }),
    snapshot: (roomId, call) =>
      recording(roomId, undefined, { ...call, method: 'GET' }),
    permissions: async (roomId, call) =>
      http.send({ ...call, method: 'GET', url: `${room(roomId)}/permissions`, check: checkPermissions }),
    list: async (roomId, page, call) =>
      http.send({ ...call, method: 'GET', url: `${room(roomId)}/recordings`, params: page, check: checkPage }),
    get: async (recordingId, call) =>
      http.send({ ...call, method: 'GET', url: `/v1/recordings/${segment(recordingId)}`, check: checkDetail }),
    subscribe: (roomId, listeners) => subscribeToRoom({
      openStream: async signal => http.open(`${room(roomId)}/events`, signal),
      checkSnapshot: checkSnapshot(roomId),
      snapshot: signal => adapter.snapshot(roomId, { signal }),
      permissions: signal => adapter.permissions(roomId, { signal }),
    }, listeners, resolved.timing, disposal.signal),
    dispose: () => disposal.abort(),
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
  throw new RecordingError(`No URL can carry the id ${id}`, { code: 'invalid_request' })
}
