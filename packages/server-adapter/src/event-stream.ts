import type { Permissions, RecordingRequest, RoomSnapshot } from '@roomkit-recording/core'
import type { Answer } from './answer.js'
import type { SubscriptionTiming } from './options.js'
import { RecordingError, RecordingUnreachableError } from '@roomkit-recording/core'
import { createParser } from 'eventsource-parser'
import { permissionsAnswer, requestAnswer } from './answer.js'
import { createAttempt } from './attempt.js'

export interface EventStreamSource {
  openStream: (signal: AbortSignal) => Promise<ReadableStream<Uint8Array>>
  snapshotAnswer: Answer<RoomSnapshot>
}

export interface EventStreamHandlers {
  onSnapshot: (snapshot: RoomSnapshot) => void
  onPermissions: (permissions: Permissions) => void
  onRequest: (request: RecordingRequest) => void
  /** An event that can't be understood. It is skipped. */
  onMalformed: (error: RecordingUnreachableError) => void
  /** The backend's wish for the time until the next connection. */
  onRetry: (ms: number) => void
  /** Bytes came, of whatever kind. */
  onHeard: () => void
}

/** More than any room's snapshot; a stream that never ends its line must not fill the memory. */
const MAX_EVENT_CHARACTERS = 4 * 1024 * 1024

/**
 * Reads one event stream to its end. Resolves when the backend ended it after at least one snapshot; rejects when it could
 * not be opened, brought no snapshot in time, was cut, or fell silent.
 */
export async function readEventStream(source: EventStreamSource, handlers: EventStreamHandlers, timing: SubscriptionTiming, signal: AbortSignal): Promise<void> {
  let hasSnapshot = false
  const attempt = createAttempt('The event stream', signal)
  attempt.giveUpAfter(timing.firstSnapshotMs, 'no snapshot')

  function deliver<T>(name: string, data: string, answer: Answer<T>, handler: (value: T) => void) {
    const read = parse(data, answer)
    if ('ok' in read) return handler(read.ok)
    handlers.onMalformed(new RecordingUnreachableError(`An event "${name}" is not of the contract (${read.wrong})`, { code: 'bad_answer', retryable: false }))
  }

  const parser = createParser({
    maxBufferSize: MAX_EVENT_CHARACTERS,
    onEvent({ event, data }) {
      // an event of another name is from a later version of the contract
      if (event === 'permissions') deliver(event, data, permissionsAnswer, handlers.onPermissions)
      if (event === 'request') deliver(event, data, requestAnswer, handlers.onRequest)
      if (event === 'snapshot') {
        deliver(event, data, source.snapshotAnswer, snapshot => {
          hasSnapshot = true
          handlers.onSnapshot(snapshot)
        })
      }
    },
    onRetry: handlers.onRetry,
    onError(error) {
      const malformed = new RecordingUnreachableError(`A line of the event stream is malformed (${error.type})`, { code: 'bad_answer', retryable: false })
      if (error.type === 'max-buffer-size-exceeded') throw malformed
      handlers.onMalformed(malformed)
    },
  })

  try {
    await attempt.run(async () => {
      const reader = (await source.openStream(attempt.signal)).getReader()
      const decoder = new TextDecoder()
      for (;;) {
        const { done, value } = await reader.read()
        if (done || attempt.signal.aborted) break
        handlers.onHeard()
        parser.feed(decoder.decode(value, { stream: true }))
        if (hasSnapshot) attempt.giveUpAfter(timing.silenceMs, 'not a byte')
      }
    })
  } catch (error) {
    throw error instanceof RecordingError ? error : new RecordingUnreachableError('The event stream was cut', { code: 'network', cause: error })
  } finally {
    attempt.end()
  }
  if (!hasSnapshot)
    throw new RecordingUnreachableError('The event stream ended before its first snapshot', { code: 'network' })
}

function parse<T>(data: string, answer: Answer<T>): ReturnType<Answer<T>> {
  try {
    return answer(JSON.parse(data))
  } catch {
    return { wrong: 'not JSON' }
  }
}
