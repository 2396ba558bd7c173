import type { StreamKind, SubscribeUsers } from '../types.js'
import { isSelected } from '../subscribe-users.js'

/** TRTC records the first 25 anchors by time of entry, and mixes at most 25 pictures ("Cloud recording", MixLayoutList). */
export const MAX_PICTURES = 25

/** What of a person matters to a recording. A `RoomPerson` is one. */
export interface LayoutPerson {
  userId: string
  camera: boolean
  microphone: boolean
  screen: boolean
}

/** A stream that a recording takes in. A camera stream with the camera off is voice only. */
export interface RecordedStream {
  userId: string
  stream: StreamKind
  audio: boolean
  video: boolean
}

/**
 * Which streams of `people`, who are in order of entry, a recording takes in.
 * Camera and screen of one person are two streams, the camera first (inferred).
 */
export function recordedStreams(people: readonly LayoutPerson[], { audio, video }: SubscribeUsers = {}): RecordedStream[] {
  const ids = people.map(({ userId }) => userId)
  return people
    .map(person => ({ ...person, isHeard: isSelected(audio, person.userId, ids), isSeen: isSelected(video, person.userId, ids) }))
    .filter(({ isHeard, isSeen }) => isHeard || isSeen)
    .slice(0, MAX_PICTURES)
    .flatMap(({ userId, camera, microphone, screen, isHeard, isSeen }): RecordedStream[] => [
      { userId, stream: 'camera', audio: microphone && isHeard, video: camera && isSeen },
      { userId, stream: 'screen', audio: false, video: screen && isSeen },
    ])
    .filter(stream => stream.audio || stream.video)
}
