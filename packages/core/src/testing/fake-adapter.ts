import type { RecordingAdapter, RecordingConnection, RecordingListeners } from '../recording-adapter.js'
import type { Permissions, RecordingActor, RoomSnapshot } from '../types.js'
import type { FakeBackend, FakeBackendCore, FakeBackendOptions } from './fake-backend.js'
import { RecordingAbortedError, RecordingRefusedError, RecordingUnreachableError } from '../errors.js'
import { aHost } from './builders.js'
import { createFakeBackend } from './fake-backend.js'

export interface FakeAdapterOptions extends FakeBackendOptions {
  /** Who is signed in. @default Alice */
  user?: RecordingActor
  /** @default those of a host */
  permissions?: Permissions
  /** @default 'live' */
  connection?: RecordingConnection
  /** Another adapter's backend, for several people in one room. */
  backend?: FakeBackend
}

/** A call that reached the adapter. */
export interface FakeCall {
  method: 'start' | 'update' | 'stop' | 'snapshot' | 'permissions' | 'list' | 'get'
  roomId?: string
  recordingId?: string
  idempotencyKey?: string
  /** Start options or the change. */
  body?: unknown
}

/** A `RecordingAdapter` over a backend in memory. Answers come in a microtask, like everything that is told. */
export interface FakeAdapter extends RecordingAdapter {
  readonly backend: FakeBackend
  /** What was called, in order. */
  readonly calls: FakeCall[]
  /** Changes what the user may do and tells it. */
  setPermissions: (permissions: Permissions) => void
  /** While it is `connecting` or `offline` nothing is told; while it is `offline` no call gets through either. */
  setConnection: (connection: RecordingConnection) => void
  /** The next start, update or stop is refused. */
  refuseNext: (code: string, options?: { status?: number, message?: string, retryable?: boolean, upstreamCode?: string }) => void
  /** The next start, update or stop gets no answer. `reached`: it takes effect all the same. @default { reached: true } */
  loseNext: (options?: { reached?: boolean }) => void
  /** Calls take effect, but their answers wait until the returned function is called. */
  holdAnswers: () => () => void
  /** `setConnection('offline')`. */
  disconnect: () => void
  /** Live again, and told everything anew. */
  reconnect: () => void
  /** How many subscriptions are open. */
  readonly subscriptionCount: number
}

export function createFakeAdapter({ user = { userId: 'alice', name: 'Alice' }, permissions: firstPermissions = aHost(), connection: firstConnection = 'live', backend: sharedBackend, ...options }: FakeAdapterOptions = {}): FakeAdapter {
  const backend = (sharedBackend ?? createFakeBackend(options)) as FakeBackendCore
  const calls: FakeCall[] = []
  const faults: (() => 'lost' | undefined)[] = []
  const subscriptions = new Set<{ roomId: string, listeners: RecordingListeners }>()
  const disposal = new AbortController()
  let permissions = firstPermissions
  let connection = firstConnection
  let held: Promise<void> | null = null

  const isListening = () => connection === 'live' || connection === 'polling'

  function unreachable() {
    return new RecordingUnreachableError('The backend can\'t be reached', { code: 'network' })
  }

  async function call<T>(entry: FakeCall, signal: AbortSignal | undefined, act: () => T, mayFail = false): Promise<T> {
    calls.push(entry)
    let abort = () => {}
    const aborted = new Promise<never>((_, reject) => {
      abort = () => reject(new RecordingAbortedError('The call was given up'))
    })
    const signals = [signal, disposal.signal]
    signals.forEach(each => each?.addEventListener('abort', abort))
    const answer = (async () => {
      if (connection === 'offline')
        throw unreachable()
      const fault = mayFail ? faults.shift()?.() : undefined
      const result = act()
      await held
      if (fault === 'lost')
        throw unreachable()
      return result
    })()
    return Promise.race([aborted, answer])
      .finally(() => signals.forEach(each => each?.removeEventListener('abort', abort)))
  }

  function tell(tellListeners: (listeners: RecordingListeners, roomId: string) => void) {
    for (const entry of [...subscriptions])
      queueMicrotask(() => { if (subscriptions.has(entry)) tellListeners(entry.listeners, entry.roomId) })
  }

  function greet(listeners: RecordingListeners, roomId: string) {
    listeners.onConnection?.(connection)
    if (!isListening())
      return
    listeners.onPermissions?.(permissions)
    listeners.onSnapshot(backend.snapshot(roomId))
  }

  return {
    backend,
    calls,
    get subscriptionCount() { return subscriptions.size },
    setPermissions(next) {
      permissions = next
      tell(listeners => listeners.onPermissions?.(next))
    },
    setConnection(next) {
      connection = next
      tell(listeners => listeners.onConnection?.(next))
    },
    refuseNext: (code, { status = 403, message = code, ...rest } = {}) => {
      faults.push(() => { throw new RecordingRefusedError(message, { code, status, ...rest }) })
    },
    loseNext: ({ reached = true } = {}) => {
      faults.push(() => {
        if (!reached)
          throw unreachable()
        return 'lost'
      })
    },
    holdAnswers() {
      let release = () => {}
      held = new Promise(resolve => { release = resolve })
      return () => {
        held = null
        release()
      }
    },
    disconnect() {
      connection = 'offline'
      tell(listeners => listeners.onConnection?.('offline'))
    },
    reconnect() {
      connection = 'live'
      tell(greet)
    },

    start: (roomId, body, { idempotencyKey, signal }) =>
      call({ method: 'start', roomId, idempotencyKey, body }, signal, () => backend.start(roomId, body, user, idempotencyKey), true),
    update: (roomId, recordingId, body, { signal } = {}) =>
      call({ method: 'update', roomId, recordingId, body }, signal, () => backend.update(roomId, recordingId, body), true),
    stop: (roomId, recordingId, { signal } = {}) =>
      call({ method: 'stop', roomId, recordingId }, signal, () => backend.stop(roomId, recordingId, user), true),
    snapshot: (roomId, { signal } = {}) => call({ method: 'snapshot', roomId }, signal, () => backend.snapshot(roomId)),
    permissions: (roomId, { signal } = {}) => call({ method: 'permissions', roomId }, signal, () => permissions),
    list: (roomId, _page, { signal } = {}) => call({ method: 'list', roomId }, signal, () => ({ items: backend.snapshot(roomId).recent, cursor: null })),
    get: (recordingId, { signal } = {}) => call({ method: 'get', recordingId }, signal, () => {
      const { roomId, current, recent } = backend.snapshot()
      const recording = [current, ...recent].find(each => each?.id === recordingId)
      if (!recording)
        throw new RecordingRefusedError('There is no such recording', { code: 'not_found', status: 404 })
      return { ...recording, roomId, files: [], taskIds: [], log: [] }
    }),
    subscribe(roomId, listeners) {
      const entry = { roomId, listeners }
      subscriptions.add(entry)
      const unlisten = backend.listen(roomId, (snapshot: RoomSnapshot) => {
        queueMicrotask(() => { if (subscriptions.has(entry) && isListening()) listeners.onSnapshot(snapshot) })
      })
      queueMicrotask(() => { if (subscriptions.has(entry)) greet(listeners, roomId) })
      return () => {
        subscriptions.delete(entry)
        unlisten()
      }
    },
    dispose() {
      disposal.abort()
      subscriptions.clear()
    },
  }
}
