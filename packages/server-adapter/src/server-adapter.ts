import type { RecordingAdapter, RoomSnapshot } from '@roomkit-recording/core'
import type { Call } from './http.js'
import type { ServerAdapterOptions } from './options.js'
import { checkPermissions, checkSnapshot } from './answer.js'
import { createHttp } from './http.js'
import { libraryOnDemand } from './library-on-demand.js'
import { resolveOptions } from './options.js'
import { roomPath } from './room-path.js'
import { eventStream, subscribeToRoom } from './subscription.js'
import { createTokenSource } from './token.js'

/** Serves every optional route; whether the backend does is in `Permissions.features`. */
export type ServerAdapter = Required<Omit<RecordingAdapter, 'startOptions'>>

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
export function createServerAdapter(options: ServerAdapterOptions): ServerAdapter {
  const resolved = resolveOptions(options)
  const disposal = new AbortController()
  const http = createHttp(resolved, createTokenSource(resolved.getToken, resolved.timeoutMs), disposal.signal)

  async function recording(roomId: string, id: string | undefined, call: Pick<Call<RoomSnapshot>, 'method' | 'data' | 'headers' | 'signal'>): Promise<RoomSnapshot> {
    return http.send({ ...call, url: `${roomPath(roomId)}/recording`, params: { id }, check: checkSnapshot(roomId), roomId })
  }

  eventStream.load().catch(() => {})
  const adapter: ServerAdapter = {
    ...libraryOnDemand(http),
    start: (roomId, data, { idempotencyKey, signal }) =>
      recording(roomId, undefined, { method: 'POST', data, headers: { 'Idempotency-Key': idempotencyKey }, signal }),
    update: (roomId, recordingId, data, call) =>
      recording(roomId, recordingId, { ...call, method: 'PATCH', data }),
    stop: (roomId, recordingId, call) =>
      recording(roomId, recordingId, { ...call, method: 'DELETE' }),
    snapshot: (roomId, call) =>
      recording(roomId, undefined, { ...call, method: 'GET' }),
    permissions: async (roomId, call) =>
      http.send({ ...call, method: 'GET', url: `${roomPath(roomId)}/permissions`, check: checkPermissions }),
    subscribe: (roomId, listeners) => subscribeToRoom({
      openStream: async signal => (await eventStream.load()).openEventStream(http, `${roomPath(roomId)}/events`, signal),
      checkSnapshot: checkSnapshot(roomId),
      snapshot: signal => adapter.snapshot(roomId, { signal }),
      permissions: signal => adapter.permissions(roomId, { signal }),
    }, listeners, resolved.timing, disposal.signal),
    dispose: () => disposal.abort(),
  }
  return adapter
}
