import type { Permissions, RecordingRequest, RoomSnapshot } from '@roomkit-recording/core'
import type { CheckOf } from './answer.js'
import type { Http } from './http.js'
import type { SubscriptionTiming } from './options.js'
import { attempt, RecordingError, RecordingUnreachableError } from '@roomkit-recording/core'
import { createParser } from 'eventsource-parser'
import { actor, badAnswer, checked, checkPermissions, fields, number, text } from './answer.js'

export interface EventStreamSource {
  openStream: (signal: AbortSignal) => Promise<ReadableStream<Uint8Array>>
  checkSnapshot: CheckOf<RoomSnapshot>
}

export interface EventStreamHandlers {
  onSnapshot: (snapshot: RoomSnapshot) => void
  onPermissions: (permissions: Permissions) => void
  onRequest: (request: RecordingRequest) => void
  /** An event that can't be understood. It is skipped. */
  onError: (error: unknown) => void
  /** The backend's wish for the time until the next connection. */
  onRetry: (ms: number) => void
  /** Bytes came, of whatever kind. */
  onHeard: () => void
}

/** More than any room's snapshot; a stream that never ends its line must not fill the memory. */
const MAX_EVENT_CHARACTERS = 4 * 1024 * 1024

const checkRequest: CheckOf<RecordingRequest> = fields({ id: text, kind: text, by: actor, at: number })

/** Resolves with the body of an event stream as soon as its headers are here. Ends with `signal`. */
export async function openEventStream({ request }: Http, url: string, signal: AbortSignal): Promise<ReadableStream<Uint8Array>> {
  const { data, headers } = await request({
    url,
    headers: {
      'Accept': 'text/event-stream',
      // axios would set one, and where browsers let it the backend's CORS rules would have to allow it
      'User-Agent': false as never,
    },
    // XMLHttpRequest can't stream
    adapter: 'fetch',
    responseType: 'stream',
    fetchOptions: { cache: 'no-store' },
    timeout: 0,
    maxContentLength: -1,
    signal,
  })
  const type = `${headers['content-type']}`
  if (!type.startsWith('text/event-stream') || !(data instanceof ReadableStream)) throw badAnswer(`${url}: ${type} instead of an event stream`)
  return data
}

/**
 * Reads one event stream to its end. Resolves when the backend ended it after at least one snapshot; rejects when it could
 * not be opened, brought no snapshot in time, was cut, or fell silent.
 */
export async function readEventStream(source: EventStreamSource, handlers: EventStreamHandlers, timing: SubscriptionTiming, signal: AbortSignal): Promise<void> {
  let hasSnapshot = false

  function deliver(event: string, data: string) {
    const read = <T>(check: CheckOf<T>) => checked(event, JSON.parse(data), check)
    // an event of another name is from a later version of the contract
    if (event === 'permissions') handlers.onPermissions(read(checkPermissions))
    if (event === 'request') handlers.onRequest(read(checkRequest))
    if (event === 'snapshot') {
      const snapshot = read(source.checkSnapshot)
      hasSnapshot = true
      handlers.onSnapshot(snapshot)
    }
  }

  const parser = createParser({
    maxBufferSize: MAX_EVENT_CHARACTERS,
    onEvent({ event = '', data }) {
      try {
        deliver(event, data)
      } catch (error) {
        handlers.onError(error instanceof RecordingError ? error : badAnswer(`${event}: not JSON`))
      }
    },
    onRetry: handlers.onRetry,
    onError({ type }) {
      const error = badAnswer(`event stream: ${type}`)
      if (type === 'max-buffer-size-exceeded') throw error
      handlers.onError(error)
    },
  })

  const opening = { name: 'event stream', signals: [signal], ms: timing.firstSnapshotMs, missing: 'no snapshot' }
  try {
    await attempt(opening, async (limit, extend) => {
      const reader = (await source.openStream(limit)).getReader()
      const decoder = new TextDecoder()
      for (;;) {
        const { done, value } = await reader.read()
        if (done || limit.aborted) break
        handlers.onHeard()
        parser.feed(decoder.decode(value, { stream: true }))
        if (hasSnapshot) extend(timing.silenceMs, 'not a byte')
      }
    })
    if (!hasSnapshot) throw new Error('ended before its first snapshot')
  } catch (cause) {
    throw cause instanceof RecordingError ? cause : new RecordingUnreachableError(`event stream: ${(cause as Error).message}`, { code: 'network', cause })
  }
}
