import type { RecordingRoom, RecordingRoomState, RoomPerson } from '@roomkit-recording/core'
import type TRTC from 'trtc-sdk-v5'
import type { TRTCEventTypes } from 'trtc-sdk-v5'
import { isRecorder } from '../recorder-id.js'

export interface TrtcRoomPlace {
  /** As given to `trtc.enterRoom()`: `roomId` or `strRoomId`. */
  roomId: number | string
  /** The one in front of this browser. */
  userId: string
}

export interface TrtcRoomOptions {
  /** Where one is already. Left out: in no room, until `entered()`. */
  place?: TrtcRoomPlace
}

/** What TRTC does not tell of people, and what is told otherwise. */
export type TrtcPersonChanges = Partial<Omit<RoomPerson, 'userId'>>

export interface TrtcRoom extends RecordingRoom {
  /** To be called when `trtc.enterRoom()` or `trtc.switchRoom()` has resolved. */
  entered: (place: TrtcRoomPlace) => void
  /** To be called when `trtc.exitRoom()` has resolved. Being kicked out is noticed without it. */
  left: () => void
  /**
   * Adds what TRTC does not know: a name, a picture, a role, and that one's own microphone or camera is muted.
   * May be called before somebody enters, and again whenever something changes.
   */
  describe: (userId: string, changes: TrtcPersonChanges) => void
  /** Takes all listeners off the `trtc` instance. */
  dispose: () => void
}

type Listeners = { [Event in keyof TRTCEventTypes]?: (...args: TRTCEventTypes[Event]) => void }

const published = { audio: 'microphone', video: 'camera', screen: 'screen' } as const

/**
 * A `RecordingRoom` over an instance of `trtc-sdk-v5`, for pages that have no TUIRoomKit.
 * People are listed in order of entry, oneself first; TRTC knows user ids only, the rest comes by `describe()`.
 *
 * @example
 * const room = createTrtcRoom(trtc)
 * app.use(createRecording({ adapter, room }))
 * await trtc.enterRoom({ strRoomId: 'demo', sdkAppId, userId, userSig })
 * room.entered({ roomId: 'demo', userId })
 * room.describe(userId, { name: 'Alice', role: 'owner' })
 */
export function createTrtcRoom(trtc: Pick<TRTC, 'on' | 'off'>, { place }: TrtcRoomOptions = {}): TrtcRoom {
  const listeners = new Set<(state: RecordingRoomState) => void>()
  const descriptions = new Map<string, TrtcPersonChanges>()
  const streams = new Map<string, Partial<RoomPerson>>()
  /** The others, in order of entry. */
  const others = new Set<string>()
  /** What is published before the room is entered is published there. */
  let own: Partial<RoomPerson> = {}
  let here: TrtcRoomPlace | null = place ?? null
  let state = read()

  function toPerson(userId: string): RoomPerson {
    const isSelf = userId === here?.userId
    return {
      userId,
      name: userId,
      avatarUrl: null,
      role: 'member',
      camera: false,
      microphone: false,
      screen: false,
      ...(isSelf ? own : streams.get(userId)),
      ...descriptions.get(userId),
    }
  }

  function read(): RecordingRoomState {
    if (!here) return { roomId: null, self: null, people: [] }
    const self = toPerson(here.userId)
    return { roomId: String(here.roomId), self, people: [self, ...[...others].map(toPerson)] }
  }

  function tell() {
    state = read()
    for (const listener of [...listeners]) listener(state)
  }

  function setStream(userId: string, changes: Partial<RoomPerson>) {
    if (isRecorder(userId)) return
    // a stream may be told of before its user
    others.add(userId)
    streams.set(userId, { ...streams.get(userId), ...changes })
    tell()
  }

  function left() {
    here = null
    others.clear()
    streams.clear()
    tell()
  }

  const isScreen = (streamType: string) => streamType === 'sub'
  const setVideo = (userId: string, streamType: string, isOn: boolean) =>
    setStream(userId, isScreen(streamType) ? { screen: isOn } : { camera: isOn })

  const handlers = {
    'remote-user-enter': ({ userId }) => setStream(userId, {}),
    'remote-user-exit': ({ userId }) => {
      others.delete(userId)
      streams.delete(userId)
      tell()
    },
    'remote-audio-available': ({ userId }) => setStream(userId, { microphone: true }),
    'remote-audio-unavailable': ({ userId }) => setStream(userId, { microphone: false }),
    'remote-video-available': ({ userId, streamType }) => setVideo(userId, streamType, true),
    'remote-video-unavailable': ({ userId, streamType }) => setVideo(userId, streamType, false),
    'publish-state-changed': ({ mediaType, state }) => {
      own = { ...own, [published[mediaType]]: state === 'started' }
      tell()
    },
    'screen-share-stopped': () => {
      own = { ...own, screen: false }
      tell()
    },
    'kicked-out': left,
  } satisfies Listeners

  const events = Object.entries(handlers) as [Parameters<TRTC['on']>[0], Parameters<TRTC['on']>[1]][]
  for (const [event, handler] of events) trtc.on(event, handler)

  return {
    get state() { return state },
    subscribe(listener) {
      listeners.add(listener)
      return () => { listeners.delete(listener) }
    },
    entered(next) {
      // whoever was met in the room before is not in this one
      if (here && String(here.roomId) !== String(next.roomId)) {
        others.clear()
        streams.clear()
      }
      here = next
      tell()
    },
    left,
    describe(userId, changes) {
      descriptions.set(userId, { ...descriptions.get(userId), ...changes })
      tell()
    },
    dispose() {
      for (const [event, handler] of events) trtc.off(event, handler)
      listeners.clear()
    },
  }
}
