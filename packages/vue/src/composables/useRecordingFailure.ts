import type { RecordingFailure } from '@roomkit-recording/core'
import type { ComputedRef } from 'vue'
import type { RecordingContext } from '../context.js'
import { computed } from 'vue'
import { injectRecording } from '../context.js'
import { reasonOf } from '../failure-reason.js'
import { failureMessages } from '../locale/failure.js'
import { fill } from '../locale/format.js'
import { useMessages } from './useMessages.js'
import { useRecording } from './useRecording.js'

export interface UseRecordingFailureReturn {
  failure: ComputedRef<RecordingFailure | null>
  /** What did not work. */
  title: ComputedRef<string>
  /** Why, and what can be done about it. */
  text: ComputedRef<string>
  /** For whoever has to look into it; empty when `text` says it all. */
  reference: ComputedRef<string>
  tryAgainLabel: ComputedRef<string>
  dismissLabel: ComputedRef<string>
  canRetry: ComputedRef<boolean>
  retry: () => Promise<void>
  dismiss: () => void
}

/** Why one's own last press did not work, in the user's language. */
export function useRecordingFailure(recording?: RecordingContext): UseRecordingFailureReturn {
  const context = injectRecording(recording)
  const texts = useMessages(context, 'failure', failureMessages)
  const { failure, status, current, canControl, start, stop, dismissFailure } = useRecording(context)

  const reason = computed(() => failure.value && reasonOf(failure.value))
  const canRetry = computed(() => {
    if (!failure.value || !canControl.value || reason.value === 'forbidden' || reason.value === 'unauthenticated') return false
    if (failure.value.action === 'start') return status.value === 'idle' || status.value === 'automatic'
    return failure.value.action === 'stop' && current.value !== null
  })

  return {
    failure,
    title: computed(() => failure.value ? texts.value[failure.value.action] : ''),
    text: computed(() => reason.value ? texts.value[reason.value] : ''),
    reference: computed(() => (reason.value === 'other' || reason.value === 'refused') && failure.value
      ? fill(texts.value.reference, { code: failure.value.upstreamCode ?? failure.value.code })
      : ''),
    tryAgainLabel: computed(() => texts.value.tryAgain),
    dismissLabel: computed(() => texts.value.dismiss),
    canRetry,
    retry: () => failure.value?.action === 'stop' ? stop() : start(),
    dismiss: dismissFailure,
  }
}
