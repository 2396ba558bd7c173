import type { UseRecordingIndicatorReturn } from '../../composables/useRecordingIndicator.js'
import type { RecordingContext } from '../../context.js'
import { useAnnouncement } from '../../announcer.js'
import { useMessages } from '../../composables/useMessages.js'
import { sentenceMessages } from '../../locale/indicator.js'

/** Says each change of the recording's state once: what `description` reads, and that it is over. */
export function useIndicatorAnnouncements(recording: RecordingContext, { description, isSilent }: Pick<UseRecordingIndicatorReturn, 'description' | 'isSilent'>): void {
  const { state } = recording
  /** The recording that was current last. */
  let last: string | undefined
  const texts = useMessages(recording, 'sentence', sentenceMessages)

  useAnnouncement(recording, {
    source: 'indicator',
    moment() {
      const { roomId, snapshot, status, current, permissions } = state.value
      if (!roomId || !snapshot || permissions?.view === false) return null
      last = current?.id ?? last
      return `${status} ${isSilent.value}`
    },
    tell(before, isEndTold) {
      const { status, failure, snapshot } = state.value
      const previous = before?.split(' ')[0]
      if (status !== 'idle') return description.value
      // Its own failure is an alert and needs no second voice, nor does an end of which a notice tells.
      if (!previous || previous === 'idle' || failure) return ''
      if (isEndTold && snapshot?.recent.some(recording => recording.id === last && recording.startedAt !== null)) return ''
      return previous === 'starting' ? texts.value.notStarted : texts.value.ended
    },
  })
}
