import type { RecordingState, RoomPerson } from '@roomkit-recording/core'
import { isSelected, MAX_PICTURES, recordedStreams } from '@roomkit-recording/core'

/**
 * `full` voice and picture, `voice`, `picture`; `silent` would be in it but sends nothing; `out` left out;
 * `unknown` it is not certain what is recorded. `null`: nothing is recorded.
 */
export type InRecording = 'full' | 'voice' | 'picture' | 'silent' | 'out' | 'unknown' | null

/** Why it is not `full`, where there is more to say. */
export type InRecordingReason = 'cameraOff' | 'audioOnly' | 'pictureLeftOut' | 'hiddenWithoutVideo' | 'over25' | null

/** What of somebody goes into the room's recording now: by whom it subscribes to, its media, and what they send. */
export function inRecording(self: RoomPerson, people: readonly RoomPerson[], { status, current, snapshot }: Pick<RecordingState, 'status' | 'current' | 'snapshot'>): { what: InRecording, reason: InRecordingReason } {
  if (status === 'unconfirmed') return { what: 'unknown', reason: null }
  if (snapshot?.auto.active) return automatic(self)
  if (!current || status !== 'recording') return { what: null, reason: null }

  const { media, mode, subscribe, layout } = current
  const ids = people.map(({ userId }) => userId)
  const heard = media !== 'video' && isSelected(subscribe.audio, self.userId, ids)
  const seen = media !== 'audio' && isSelected(subscribe.video, self.userId, ids)
  if (!heard && !seen) return { what: 'out', reason: null }

  const streams = recordedStreams(people, subscribe).filter(({ userId }) => userId === self.userId)
  const isSending = self.microphone || self.camera || self.screen
  if (!streams.length && isSending && people.length > MAX_PICTURES && mode === 'mixed') return { what: 'out', reason: 'over25' }

  const audio = heard && self.microphone
  const video = seen && (self.camera || self.screen)
  if (audio && video) return { what: 'full', reason: null }
  if (video) return { what: 'picture', reason: null }
  if (!audio) return { what: 'silent', reason: null }
  const shown = layout.applied ?? layout.wanted
  const reason = media === 'audio' ? 'audioOnly' : !seen ? 'pictureLeftOut' : shown.hideAudioOnly ? 'hiddenWithoutVideo' : 'cameraOff'
  return { what: 'voice', reason }
}

/** The console's template records every stream. */
function automatic({ microphone, camera, screen }: RoomPerson): { what: InRecording, reason: InRecordingReason } {
  const video = camera || screen
  if (microphone && video) return { what: 'full', reason: null }
  return microphone ? { what: 'voice', reason: 'cameraOff' } : { what: video ? 'picture' : 'silent', reason: null }
}
