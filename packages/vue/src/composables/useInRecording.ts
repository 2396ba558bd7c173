import type { ComputedRef } from 'vue'
import type { InRecording, InRecordingReason } from '../consent/in-recording.js'
import type { RecordingContext } from '../context.js'
import { computed } from 'vue'
import { inRecording } from '../consent/in-recording.js'
import { injectRecording } from '../context.js'
import { badgeMessages } from '../locale/badge.js'
import { joinSentences } from '../locale/format.js'
import { useMessages } from './useMessages.js'
import { useRecording } from './useRecording.js'
import { useRoomState } from './useRoomState.js'

export interface UseInRecordingReturn {
  /** `null`: nothing is recorded, or this person may not know. */
  what: ComputedRef<InRecording>
  reason: ComputedRef<InRecordingReason>
  /** The short text. */
  label: ComputedRef<string>
  /** The sentence, with the reason. */
  description: ComputedRef<string>
}

/** Whether oneself is in the recording, by the real subscription and by what one sends. */
export function useInRecording(recording?: RecordingContext): UseInRecordingReturn {
  const context = injectRecording(recording)
  const { state, locale } = context
  const { canView } = useRecording(context)
  const room = useRoomState(context)
  const texts = useMessages(context, 'badge', badgeMessages)

  const found = computed(() => {
    const { self, people } = room.value
    return self && canView.value ? inRecording(self, people, state.value) : { what: null, reason: null }
  })
  const what = computed(() => found.value.what)
  const reason = computed(() => found.value.reason)

  return {
    what,
    reason,
    label: computed(() => what.value ? texts.value[what.value] : ''),
    description: computed(() => what.value ? joinSentences([texts.value[`${what.value}Text`], reason.value ? texts.value[reason.value] : ''], locale.value) : ''),
  }
}
