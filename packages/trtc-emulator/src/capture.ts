import type { RecordParams, SubscribeStreamUserIds } from './actions/record-params.js'
import type { Room } from './rooms/room-service.js'

/** At most the first 25 anchors by time of entry are recorded; one with a microphone only counts too. */
const MOST_ANCHORS = 25

/** TRTC role of a user who may publish. */
const ANCHOR = 20

export interface CapturedStream {
  userId: string
  mediaId: 'main' | 'aux'
  audio: boolean
  video: boolean
}

export const hasAnchor = (room: Room | undefined): boolean =>
  [...room?.users.values() ?? []].some(user => user.trtcRole === ANCHOR)

/** Whose streams a task records right now, in order of entry. */
export function capturedStreams(room: Room | undefined, params: RecordParams, subscribe: SubscribeStreamUserIds): CapturedStream[] {
  if (!room) return []
  const { SubscribeAudioUserIds, UnSubscribeAudioUserIds, SubscribeVideoUserIds, UnSubscribeVideoUserIds } = subscribe
  const matches = (list: string[], userId: string) => list.some(entry => isMatch(entry, userId, room))
  const isHeard = (userId: string) => params.StreamType !== 2 && isSubscribed(userId, SubscribeAudioUserIds, UnSubscribeAudioUserIds, matches)
  const isSeen = (userId: string) => params.StreamType !== 1 && isSubscribed(userId, SubscribeVideoUserIds, UnSubscribeVideoUserIds, matches)

  return [...room.users.values()]
    .filter(user => user.trtcRole === ANCHOR && (isHeard(user.userId) || isSeen(user.userId)))
    .slice(0, MOST_ANCHORS)
    .flatMap(({ userId, camera, microphone, screen }): CapturedStream[] => [
      { userId, mediaId: 'main', audio: microphone && isHeard(userId), video: camera && isSeen(userId) },
      { userId, mediaId: 'aux', audio: false, video: screen && isSeen(userId) },
    ])
    .filter(({ mediaId, audio, video }) => (audio || video) && params.MediaId !== (mediaId === 'main' ? 2 : 1))
}

function isSubscribed(userId: string, allowed: string[], blocked: string[], matches: (list: string[], userId: string) => boolean): boolean {
  return allowed.length > 0 ? matches(allowed, userId) : !matches(blocked, userId)
}

/** `abc.*$` stands for all ids that begin with `abc`, unless somebody in the room is called just that. */
function isMatch(entry: string, userId: string, room: Room): boolean {
  if (entry === userId) return true
  return entry.endsWith('.*$') && !room.users.has(entry) && userId.startsWith(entry.slice(0, -3))
}

/** One thing that was recorded: a user's stream, or in mixed mode everything together. */
export interface Capture {
  /** Empty in mixed mode. */
  userId: string
  mediaId: 'main' | 'aux' | 'mix'
  audio: boolean
  video: boolean
  /** Milliseconds since the epoch. */
  begin: number
  /** Null while it is being recorded. */
  end: number | null
  /** How often the task had moved to another machine before. Each move begins new files. */
  moves: number
}

/** What a task recorded so far. A stream that pauses goes on in the same file. */
export function createCaptureLog(isMixed: boolean) {
  const captures: Capture[] = []

  return {
    captures: captures as readonly Capture[],
    /** Records that from `now` on exactly `streams` are being recorded. */
    follow(streams: CapturedStream[], now: number, moves: number): Capture[] {
      const running = isMixed ? mixed(streams) : streams
      const begun: Capture[] = []
      for (const capture of captures) {
        if (capture.end === null && !running.some(stream => isSame(capture, stream, moves))) capture.end = now
      }
      for (const stream of running) {
        const capture = captures.find(capture => isSame(capture, stream, moves))
        if (capture) {
          Object.assign(capture, { audio: capture.audio || stream.audio, video: capture.video || stream.video, end: null })
        } else {
          begun.push({ ...stream, begin: now, end: null, moves })
        }
      }
      captures.push(...begun)
      return begun
    },
  }
}

type Running = Pick<Capture, 'userId' | 'mediaId' | 'audio' | 'video'>

function isSame(capture: Capture, stream: Running, moves: number): boolean {
  return capture.userId === stream.userId && capture.mediaId === stream.mediaId && capture.moves === moves
}

function mixed(streams: CapturedStream[]): Running[] {
  if (streams.length === 0) return []
  return [{ userId: '', mediaId: 'mix', audio: streams.some(({ audio }) => audio), video: streams.some(({ video }) => video) }]
}
