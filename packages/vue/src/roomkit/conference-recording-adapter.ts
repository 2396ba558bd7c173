import type { Permissions, Recording, RecordingActor, RecordingAdapter, RecordingListeners, RoomSnapshot } from '@roomkit-recording/core'
import type { Ref } from 'vue'
import type { RoomKitParticipant } from './roomkit-room.js'
import { RecordingAbortedError, RecordingRefusedError, RecordingUnreachableError } from '@roomkit-recording/core'
import { effectScope, watch } from 'vue'

/** The part of TUIRoomKit's state from 6.2 on that its own recording is seen and driven by. */
export interface ConferenceRecordingState {
  currentRoom: Ref<{
    roomId: string
    /** `status` 1: recording. `startTime` in milliseconds or seconds; TUIRoomKit does not say. */
    recordingInfo?: { readonly status: number, readonly operator: { userId: string, userName: string }, readonly startTime: number }
  } | null>
  localParticipant: Ref<Pick<RoomKitParticipant, 'userId' | 'userName' | 'nameCard' | 'role'> | null>
  startRecording: () => Promise<void>
  stopRecording: () => Promise<void>
}

export interface ConferenceAdapterOptions {
  /** @default Date.now */
  now?: () => number
}

/** How often the room's state is taken for a fresh proof, in milliseconds. */
const PROOF_MS = 20_000
/** How long TUIRoomKit may take to show what it accepted, in milliseconds. */
const CONFIRM_MS = 30_000
const MINUTE = 60_000

/** A grid, and the shared screen large while there is one ("Conference-managed recording"). */
const serviceLayout = { mode: 'follow' } as const

/** Owner and admin, as TUIRoomKit counts roles. */
const inControl = (role: number | undefined) => role === 0 || role === 1

/** A `RecordingAdapter` over TUIRoomKit's own recording; see `createConferenceAdapter()`. */
export function createConferenceRecordingAdapter({ currentRoom, localParticipant, startRecording, stopRecording }: ConferenceRecordingState, { now = Date.now }: ConferenceAdapterOptions = {}): RecordingAdapter {
  const subscriptions = new Set<{ roomId: string, listeners: RecordingListeners }>()
  const disposal = new AbortController()
  const scope = effectScope(true)
  /** What was asked for and the room does not show yet. */
  let asked: { wanted: boolean, by: RecordingActor, at: number } | null = null
  let revision = 0
  const epoch = `conference-${now()}`

  const info = () => currentRoom.value?.recordingInfo
  const isRecording = () => info()?.status === 1
  const self = (): RecordingActor => {
    const { userId = '', nameCard = '', userName = '' } = localParticipant.value ?? {}
    return { userId, name: nameCard || userName || null }
  }

  function read(): Recording | null {
    if (!isRecording() && !asked?.wanted) return null
    const { operator, startTime = 0 } = isRecording() ? info()! : {}
    const startedAt = isRecording() ? toMilliseconds(startTime) : null
    const isStopping = asked?.wanted === false
    const due = asked ? asked.at + CONFIRM_MS : now() + MINUTE
    return {
      // the service names its recordings to nobody in the room
      id: `${epoch}-${startedAt ?? asked?.at}`,
      status: isStopping ? 'stopping' : isRecording() ? 'recording' : 'starting',
      mode: 'mixed',
      media: 'audioVideo',
      quality: 'hd',
      format: 'mp4',
      name: null,
      title: null,
      requestedAt: startedAt ?? asked!.at,
      startedAt,
      confirmedAt: isRecording() ? now() : null,
      confirmBy: due,
      endedAt: null,
      limitAt: null,
      capturing: null,
      startedBy: operator ? { userId: operator.userId, name: operator.userName || null } : asked!.by,
      stoppedBy: isStopping ? asked!.by : null,
      stopReason: isStopping ? 'user' : null,
      layout: { wanted: serviceLayout, applied: serviceLayout, state: 'applied', error: null },
      subscribe: {},
      error: null,
      warnings: [],
      fileCounts: { expected: null, ready: 0, failed: 0 },
    }
  }

  function snapshotOf(roomId: string): RoomSnapshot {
    if (currentRoom.value?.roomId !== roomId) throw new RecordingRefusedError('Not in this room', { code: 'not_found', status: 404 })
    return { roomId, epoch, revision, serverTime: now(), current: read(), recent: [], auto: { active: false, startedAt: null, taskCount: 0 } }
  }

  function permissionsOf(): Permissions {
    return { view: true, control: inControl(localParticipant.value?.role), list: false, play: false, delete: false, features: [] }
  }

  function tell() {
    for (const { roomId, listeners } of [...subscriptions]) {
      if (currentRoom.value?.roomId === roomId) listeners.onSnapshot(snapshotOf(roomId))
    }
  }

  /** One's own start that was cancelled before the room showed it. */
  const isCancelledStart = () => asked?.wanted === false && isRecording() && now() < asked.at + CONFIRM_MS && info()!.operator.userId === asked.by.userId

  /** Whatever the room shows now answers what was asked. */
  function changed() {
    if (isCancelledStart()) void stopRecording().catch(() => { asked = null })
    else asked = null
    revision++
    tell()
  }

  scope.run(() => {
    watch(() => [info()?.status, info()?.startTime, currentRoom.value?.roomId], changed, { flush: 'sync' })
    watch(() => localParticipant.value?.role, () => {
      for (const { listeners } of subscriptions) listeners.onPermissions?.(permissionsOf())
    })
  })
  const proving = setInterval(() => {
    // what the page shows while it is offline is old
    if (isRecording() && globalThis.navigator?.onLine !== false) tell()
  }, PROOF_MS)

  async function ask(roomId: string, wanted: boolean, act: () => Promise<void>): Promise<RoomSnapshot> {
    if (disposal.signal.aborted) throw new RecordingAbortedError('The adapter was disposed of')
    if (wanted && isRecording()) return snapshotOf(roomId)
    asked = { wanted, by: self(), at: now() }
    revision++
    tell()
    try {
      await act()
    } catch (error) {
      asked = null
      changed()
      throw toRecordingError(error)
    }
    return snapshotOf(roomId)
  }

  return {
    startOptions: [],
    start: async roomId => ask(roomId, true, startRecording),
    stop: async roomId => ask(roomId, false, stopRecording),
    snapshot: async roomId => snapshotOf(roomId),
    permissions: async () => permissionsOf(),
    list: async () => ({ items: [], cursor: null }),
    get: async () => { throw new RecordingRefusedError('There is no such recording', { code: 'not_found', status: 404 }) },
    subscribe(roomId, listeners) {
      const entry = { roomId, listeners }
      subscriptions.add(entry)
      queueMicrotask(() => {
        if (!subscriptions.has(entry)) return
        listeners.onConnection?.('live')
        listeners.onPermissions?.(permissionsOf())
        tell()
      })
      return () => { subscriptions.delete(entry) }
    },
    dispose() {
      disposal.abort()
      scope.stop()
      clearInterval(proving)
      subscriptions.clear()
    },
  }
}

/** Later than any moment in seconds, and earlier than any in milliseconds. */
const SECONDS_END = 100_000_000_000

function toMilliseconds(time: number): number {
  return time < SECONDS_END ? time * 1000 : time
}

/** Error codes of `startRecording()` in TUIRoomKit's room state. */
const refusals: Record<number, { code: string, status: number, retryable?: boolean }> = {
  100001: { code: 'unavailable', status: 503, retryable: true },
  100004: { code: 'not_found', status: 404 },
  100006: { code: 'forbidden', status: 403 },
}

function toRecordingError(error: unknown) {
  const { code, message } = error as { code?: number, message?: string }
  if (typeof code !== 'number') return new RecordingUnreachableError(message ?? String(error), { code: 'network', cause: error })
  return new RecordingRefusedError(message ?? `TUIRoomKit refused with ${code}`, { code: 'trtc_refused', status: 503, ...refusals[code], upstreamCode: String(code), cause: error })
}
