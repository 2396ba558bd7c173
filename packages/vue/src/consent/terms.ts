import type { RecordingMedia, RecordingMode, RecordingState } from '@roomkit-recording/core'
import { isSelected } from '@roomkit-recording/core'

/** What a recording takes of one person. */
export interface RecordingTerms {
  userId: string
  /** The recording, or since when an automatic one runs. */
  id: string
  isAutomatic: boolean
  mode: RecordingMode
  /** Their voice is recorded when the microphone is on. */
  heard: boolean
  /** Their camera and screen are recorded when they are on. */
  seen: boolean
}

/** What is recorded of this person right now; `null`: nothing runs that is known to record, or nobody asks them. */
export function termsFor(userId: string, presentIds: readonly string[], { snapshot, current }: Pick<RecordingState, 'snapshot' | 'current'>): RecordingTerms | null {
  if (current) {
    if (current.startedAt === null || current.status !== 'recording') return null
    const { id, mode, media, subscribe } = current
    return {
      userId,
      id,
      isAutomatic: false,
      mode,
      heard: takes(media, 'audio') && isSelected(subscribe.audio, userId, presentIds),
      seen: takes(media, 'video') && isSelected(subscribe.video, userId, presentIds),
    }
  }
  // The console's template records each stream into a file of its own.
  return snapshot?.auto.active ? { userId, id: `auto-${snapshot.auto.startedAt}`, isAutomatic: true, mode: 'single', heard: true, seen: true } : null
}

function takes(media: RecordingMedia, kind: 'audio' | 'video'): boolean {
  return media === 'audioVideo' || media === kind
}
