import type { RecordingAdapter, RecordingAdapterFeatures, RecordingConnection, RecordingListeners } from '../recording-adapter.js'
import type { Permissions, RecordingActor, RecordingRequest, RoomSnapshot } from '../types.js'
import type { FakeBackend, FakeBackendCore, FakeBackendOptions } from './fake-backend.js'
import type { FakeLibrary } from './fake-library.js'
import { RecordingAbortedError, RecordingRefusedError, RecordingUnreachableError } from '../errors.js'
import { aHost } from './builders.js'
import { createFakeBackend } from './fake-backend.js'
import { addConsent, addMarker, createFakeLibrary, findDetail, findReadyFile } from './fake-library.js'

export interface FakeAdapterOptions extends FakeBackendOptions {
  /** Who is signed in. @default Alice */
  user?: RecordingActor
  /** @default those of a host */
  permissions?: Permissions
  /** @default 'live' */
  connection?: RecordingConnection
  /** Another adapter's backend, for several people in one room. */
  backend?: FakeBackend
  /** Another adapter's library, likewise. */
  library?: FakeLibrary
}

/** A call that reached the adapter. */
export interface FakeCall {
  method: 'start' | 'update' | 'stop' | 'snapshot' | 'permissions' | 'list' | 'get' | keyof RecordingAdapterFeatures
  roomId?: string
  recordingId?: string
  idempotencyKey?: string
  /** What was sent. */
  body?: unknown
  fileId?: string
}

/** A `RecordingAdapter` over a backend in memory. Answers come in a microtask, like everything that is told. */
export interface FakeAdapter extends Required<Omit<RecordingAdapter, 'startOptions'>>, Pick<RecordingAdapter, 'startOptions'> {
  readonly backend: FakeBackend
  readonly library: FakeLibrary
  /** What was called, in order. */
  readonly calls: FakeCall[]
  /** Changes what the user may do and tells it. */
  setPermissions: (permissions: Permissions) => void
  /** While it is `connecting` or `offline` nothing is told; while it is `offline` no call gets through either. */
  setConnection: (connection: RecordingConnection) => void
  /** Somebody asks those in control for something. */
  ask: (request: Pick<RecordingRequest, 'kind' | 'by'>) => void
  /** The next call that changes something is refused. */
  refuseNext: (code: string, options?: { status?: number, message?: string, retryable?: boolean, upstreamCode?: string }) => void
  /** The next call that changes something gets no answer. `reached`: it takes effect all the same. @default { reached: true } */
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

export function createFakeAdapter({ user = { userId: 'alice', name: 'Alice' }, permissions: firstPermissions = aHost(), connection: firstConnection = 'live', backend: sharedBackend, library = createFakeLibrary(), ...options }: FakeAdapterOptions = {}): FakeAdapter {
  const backend = (sharedBackend ?? createFakeBackend(options)) as FakeBackendCore
  const calls: FakeCall[] = []
  const faults: (() => 'lost' | undefined)[] = []
  const subscriptions = new Set<{ roomId: string, listeners: RecordingListeners }>()
  const disposal = new AbortController()
  let permissions = firstPermissions
  let connection = firstConnection
  let held: Promise<void> | null = null
  let requests = 0

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

  const recordingsOf = (roomId?: string) => {
    const { current, recent } = backend.snapshot(roomId)
    return current ? [current, ...recent] : recent
  }

  const detailOf = (recordingId: string) => findDetail(library, recordingsOf(), backend.snapshot().roomId, recordingId)

  function pageOf(roomId: string, { cursor, limit = 20 }: { cursor?: string, limit?: number } = {}) {
    const all = [...recordingsOf(roomId), ...library.history]
    const from = cursor === undefined ? 0 : Number(cursor)
    return { items: all.slice(from, from + limit), cursor: from + limit < all.length ? String(from + limit) : null }
  }

  return {
    backend,
    library,
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
    ask(request) {
      const told = { ...request, id: `request-${++requests}`, at: backend.serverNow() }
      tell(listeners => listeners.onRequest?.(told))
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
    list: (roomId, page, { signal } = {}) => call({ method: 'list', roomId, body: page }, signal, () => pageOf(roomId, page)),
    get: (recordingId, { signal } = {}) => call({ method: 'get', recordingId }, signal, () => detailOf(recordingId)),
    rename: (recordingId, title, { signal } = {}) => call({ method: 'rename', recordingId, body: { title } }, signal, () => {
      library.titles.set(recordingId, title)
      return detailOf(recordingId)
    }, true),
    fileUrl: (recordingId, fileId, use = 'play', { signal } = {}) => call({ method: 'fileUrl', recordingId, fileId, body: { use } }, signal, () =>
      ({ url: library.linkFor(findReadyFile(library, recordingId, fileId)), expiresAt: backend.serverNow() + 3_600_000 }), true),
    deleteFile: (recordingId, fileId, { signal } = {}) => call({ method: 'deleteFile', recordingId, fileId }, signal, () => {
      findReadyFile(library, recordingId, fileId)
      library.files.set(recordingId, library.files.get(recordingId)!.map(file => file.id === fileId ? { ...file, status: 'deleted' } : file))
    }, true),
    consent: (recordingId, answer, { signal } = {}) => call({ method: 'consent', recordingId, body: answer }, signal, () =>
      addConsent(library, recordingId, { ...user, ...answer, at: backend.serverNow() }), true),
    consents: (recordingId, { signal } = {}) => call({ method: 'consents', recordingId }, signal, () =>
      ({ items: (library.consents.get(recordingId) ?? []).filter(({ userId }) => permissions.control || userId === user.userId) })),
    addMarker: (recordingId, label, { signal } = {}) => call({ method: 'addMarker', recordingId, body: { label } }, signal, () =>
      addMarker(library, detailOf(recordingId), label, user, backend.serverNow()), true),
    markers: (recordingId, { signal } = {}) => call({ method: 'markers', recordingId }, signal, () => ({ items: library.markers.get(recordingId) ?? [] })),
    request: (roomId, kind, { signal } = {}) => call({ method: 'request', roomId, body: { kind } }, signal, () => {}, true),
    preflight: (roomId, { signal } = {}) => call({ method: 'preflight', roomId }, signal, () => library.preflight),
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
