import type { Permissions, RecordingConnection, RecordingListeners, RoomSnapshot } from '@roomkit-recording/core'
import type { EventStreamSource } from './event-stream.js'
import type { SubscriptionTiming } from './options.js'
import { onDemand, RecordingRefusedError, sleep } from '@roomkit-recording/core'
import { createBackoff } from './backoff.js'
import { guardListeners } from './listeners.js'
import { createPolling } from './polling.js'

export interface RoomSource extends EventStreamSource {
  snapshot: (signal: AbortSignal) => Promise<RoomSnapshot>
  permissions: (signal: AbortSignal) => Promise<Permissions>
}

/** The longest that a `Retry-After` keeps a subscription waiting. */
const LONGEST_WAIT_MS = 300_000

/** Reading a stream takes a parser. It is fetched ahead of the first room; while it can't be had, the room is polled. */
export const eventStream = onDemand(() => import('./event-stream.js'))

/**
 * Keeps a room's listeners up to date until the returned function is called or `disposed` is aborted.
 *
 * One event stream after the other, with back-off. When a stream brings nothing, the room is polled once: if that works the
 * streams are held back somewhere, polling goes on and a stream is tried from time to time; if it fails too, we are offline.
 */
export function subscribeToRoom(source: RoomSource, listeners: RecordingListeners, timing: SubscriptionTiming, disposed: AbortSignal): () => void {
  const over = new AbortController()
  const { signal } = over
  const tell = guardListeners(listeners, signal)
  const asleep = new Set<() => void>()
  const wake = () => asleep.forEach(end => end())
  const backoff = createBackoff({ minMs: timing.retryMinMs, maxMs: timing.retryMaxMs })
  let connection: RecordingConnection | undefined
  /** Streams in a row that brought nothing while polling worked. */
  let blocked = 0
  let stream: AbortController | undefined
  let heardAt = 0

  function setConnection(next: RecordingConnection) {
    if (next === connection) return
    connection = next
    tell.onConnection(next)
  }

  const polling = createPolling({
    ...source,
    listeners: {
      ...tell,
      onSnapshot(snapshot) {
        tell.onSnapshot(snapshot)
        setConnection('polling')
      },
    },
    onFailed(error) {
      tell.onError(error)
      setConnection(error instanceof RecordingRefusedError ? 'connecting' : 'offline')
      wake()
    },
    everyMs: timing.pollMs,
    asleep,
  })

  async function run() {
    // so that no listener is called before the caller holds the function that ends it
    await null
    setConnection('connecting')
    while (!signal.aborted)
      await sleep(await tryStream(), signal, asleep)
  }

  /** One stream from opening to end. Resolves with the time to wait before the next one. */
  async function tryStream(): Promise<number> {
    let liveSince = Number.POSITIVE_INFINITY
    const own = stream = new AbortController()
    try {
      const { readEventStream } = await eventStream.load([own.signal], timing.firstSnapshotMs)
      await readEventStream(source, {
        ...tell,
        onSnapshot(snapshot) {
          polling.stop()
          tell.onSnapshot(snapshot)
          liveSince = Math.min(liveSince, Date.now())
          setConnection('live')
        },
        onRetry: backoff.startAt,
        onHeard() { heardAt = Date.now() },
      }, timing, own.signal)
    } catch (error) {
      if (!own.signal.aborted) tell.onError(error)
      if (error instanceof RecordingRefusedError) return refused(error)
    }
    if (signal.aborted) return 0
    if (!(Date.now() - liveSince >= timing.steadyMs)) return missed()
    // the usual end: the caller's token ended, or the backend was restarted
    blocked = 0
    backoff.reset()
    setConnection('connecting')
    return backoff.next()
  }

  /** The backend answers, but not to us: not in the room (yet), or it has too much to do. */
  function refused({ retryAfterMs = 0 }: RecordingRefusedError): number {
    if (!polling.isOn) setConnection('connecting')
    return Math.max(backoff.next(0.5), Math.min(retryAfterMs, LONGEST_WAIT_MS))
  }

  /** The stream brought nothing, or ended at once. */
  async function missed(): Promise<number> {
    try {
      if (!polling.isOn) await polling.start()
    } catch (error) {
      tell.onError(error)
      if (error instanceof RecordingRefusedError) return refused(error)
      blocked = 0
      setConnection('offline')
      return backoff.next()
    }
    blocked += 1
    return blocked < 2 ? backoff.next() : timing.streamRetryMs
  }

  /** The network is back, or the page was turned to or away from: no more waiting, and a stream that is silent for too long is not trusted. */
  function hurry() {
    backoff.reset()
    if (connection === 'live' && Date.now() - heardAt > timing.silenceMs / 2) stream?.abort()
    wake()
  }

  function stop() {
    over.abort()
    stream?.abort()
    polling.stop()
    for (const event of ['online', 'visibilitychange'])
      globalThis.removeEventListener?.(event, hurry)
  }

  if (disposed.aborted) return () => {}
  disposed.addEventListener('abort', stop, { signal })
  for (const event of ['online', 'visibilitychange'])
    globalThis.addEventListener?.(event, hurry)
  void run()
  return stop
}
