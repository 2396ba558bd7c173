import type { RecordingDisplayStatus } from '@roomkit-recording/core'
import type { ComputedRef } from 'vue'
import type { RecordingContext } from '../context.js'
import { computed } from 'vue'
import { injectRecording } from '../context.js'
import { cleanName, fill, formatAge, formatClock, joinSentences } from '../locale/format.js'
import { useElapsedTime } from './useElapsedTime.js'
import { useRecording } from './useRecording.js'

export interface UseRecordingIndicatorReturn {
  /** Something is to be shown, and this person may see it. */
  isVisible: ComputedRef<boolean>
  status: ComputedRef<RecordingDisplayStatus>
  /** TRTC records, but nobody sends anything. */
  isSilent: ComputedRef<boolean>
  /** An automatic recording runs, alone or beside one that somebody started. */
  isAutomatic: ComputedRef<boolean>
  /** The short text: `REC`. */
  label: ComputedRef<string>
  /** A second short text: no sound or video, age of the last proof. Empty when there is none. */
  detail: ComputedRef<string>
  /** Elapsed time while it records; else empty. */
  time: ComputedRef<string>
  /** Whole sentences: what happens, and who started it. Never the ticking time. */
  description: ComputedRef<string>
}

/** What a recording indicator shows and says, without any markup. */
export function useRecordingIndicator(recording?: RecordingContext): UseRecordingIndicatorReturn {
  const context = injectRecording(recording)
  const { clock, locale, messages } = context
  const { status, current, auto, canView, lastProofAt } = useRecording(context)
  const { text: elapsed } = useElapsedTime(context)

  const isSilent = computed(() => status.value === 'recording' && current.value?.capturing === false)
  const isAutomatic = computed(() => auto.value?.active === true)
  const age = computed(() => lastProofAt.value === null ? '' : formatAge(clock.now.value - lastProofAt.value, locale.value))

  const label = computed(() => {
    const { indicator } = messages.value
    return status.value === 'idle' ? '' : indicator[status.value === 'automatic' ? 'recording' : status.value]
  })
  const detail = computed(() => {
    if (isSilent.value) return messages.value.indicator.notCapturing
    return status.value === 'unconfirmed' ? age.value : ''
  })
  const time = computed(() => status.value === 'recording' || status.value === 'automatic' ? elapsed.value : '')
  const description = computed(() => status.value === 'idle'
    ? ''
    : joinSentences(describeRecording(context, isSilent.value), locale.value))

  return {
    isVisible: computed(() => canView.value && status.value !== 'idle'),
    status,
    isSilent,
    isAutomatic,
    label,
    detail,
    time,
    description,
  }
}

/** The state in whole sentences. */
export function describeRecording({ state, locale, messages }: RecordingContext, isSilent: boolean): string[] {
  const { status, current, snapshot } = state.value
  const { sentence } = messages.value
  if (status === 'idle') return []
  const sentences = [status === 'unconfirmed' && !current && snapshot?.auto.active === null ? sentence.automaticUnknown : sentence[status]]
  if (isSilent) sentences.push(sentence.notCapturing)
  if (status === 'unconfirmed' && current && state.value.lastProofAt === null) sentences.push(sentence.noProof)
  if (current && status !== 'starting') {
    const { startedBy, startedAt, requestedAt } = current
    const name = cleanName(startedBy.name ?? '') || startedBy.userId
    sentences.push(fill(sentence.startedBy, { name, time: formatClock(startedAt ?? requestedAt, locale.value) }))
  }
  if (current && snapshot?.auto.active) sentences.push(sentence.alsoAutomatic)
  return sentences
}
