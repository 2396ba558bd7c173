import type { ComputedRef } from 'vue'
import type { RecordingContext } from '../context.js'
import { recordedStreams } from '@roomkit-recording/core'
import { computed, onScopeDispose, shallowRef, watch } from 'vue'
import { injectRecording } from '../context.js'
import { silenceMessages } from '../locale/silence.js'
import { useMessages } from './useMessages.js'
import { useRecording } from './useRecording.js'
import { useRoomState } from './useRoomState.js'

export interface UseSilenceReturn {
  /** The recording has had no sound for a while, and this person can do something about it. */
  isSilent: ComputedRef<boolean>
  title: ComputedRef<string>
  /** Why, and what to do. */
  text: ComputedRef<string>
  dismissLabel: ComputedRef<string>
  /** Not again before there was sound. */
  dismiss: () => void
}

/** Warns those in control when nobody who is recorded can be heard, for `silenceAlarmMs` or because TRTC says so. */
export function useSilence(recording?: RecordingContext): UseSilenceReturn {
  const context = injectRecording(recording)
  const { silenceAlarmMs } = context
  const { status, current, canControl } = useRecording(context)
  const room = useRoomState(context)
  const texts = useMessages(context, 'silence', silenceMessages)

  const lasted = shallowRef(false)
  const isDismissed = shallowRef(false)
  let timer: ReturnType<typeof setTimeout> | undefined

  /** Which recording nobody can be heard in now. */
  const silent = computed(() => {
    const recorded = current.value
    if (status.value !== 'recording' || !recorded || recorded.media === 'video' || !silenceAlarmMs.value) return null
    return recordedStreams(room.value.people, recorded.subscribe).some(({ audio }) => audio) ? null : recorded.id
  })
  const isReported = computed(() => current.value?.warnings.some(({ code }) => code === 'no_sound') === true)

  if (typeof document !== 'undefined') {
    watch([silent, silenceAlarmMs], ([id, ms]) => {
      clearTimeout(timer)
      lasted.value = isDismissed.value = false
      if (id !== null) timer = setTimeout(() => { lasted.value = true }, ms)
    }, { immediate: true })
    onScopeDispose(() => clearTimeout(timer))
  }

  return {
    isSilent: computed(() => canControl.value && silent.value !== null && (lasted.value || isReported.value) && !isDismissed.value),
    title: computed(() => texts.value.title),
    text: computed(() => room.value.people.some(({ microphone }) => microphone) ? texts.value.excluded : texts.value.text),
    dismissLabel: computed(() => texts.value.dismiss),
    dismiss() { isDismissed.value = true },
  }
}
