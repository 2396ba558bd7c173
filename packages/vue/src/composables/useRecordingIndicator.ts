import type { RecordingDisplayStatus } from '@roomkit-recording/core'
import type { ComputedRef } from 'vue'
import type { RecordingContext } from '../context.js'
import { computed } from 'vue'
import { actorName } from '../actor-name.js'
import { injectRecording } from '../context.js'
import { fill, formatAge, formatClock, joinSentences } from '../locale/format.js'
import { indicatorMessages, sentenceMessages } from '../locale/indicator.js'
import { useElapsedTime } from './useElapsedTime.js'
import { useMessages } from './useMessages.js'
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
  /** Says that nobody pressed: `Auto`. */
  automaticLabel: ComputedRef<string>
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
  const { clock, locale, room } = context
  const { status, current, auto, canView, lastProofAt } = useRecording(context)
  const { text: elapsed } = useElapsedTime(context)
  const texts = useMessages(context, 'indicator', indicatorMessages)
  const sentences = useMessages(context, 'sentence', sentenceMessages)

  const isSilent = computed(() => status.value === 'recording' && current.value?.capturing === false)
  const isAutomatic = computed(() => auto.value?.active === true)

  const label = computed(() => status.value === 'idle' ? '' : texts.value[status.value === 'automatic' ? 'recording' : status.value])
  const detail = computed(() => {
    if (isSilent.value) return texts.value.notCapturing
    return status.value === 'unconfirmed' && lastProofAt.value !== null ? formatAge(clock.now.value - lastProofAt.value, locale.value) : ''
  })
  const description = computed(() => {
    const said = sentences.value
    if (status.value === 'idle') return ''
    const recorded = current.value
    const isUnsure = status.value === 'unconfirmed'
    const parts = [isUnsure && !recorded && auto.value?.active === null ? said.automaticUnknown : said[status.value]]
    if (isSilent.value) parts.push(said.notCapturing)
    if (recorded) {
      const { startedBy, startedAt, requestedAt } = recorded
      if (isUnsure && lastProofAt.value === null) parts.push(said.noProof)
      if (status.value !== 'starting') {
        const name = actorName(startedBy, room)
        parts.push(fill(said.startedBy, { name, time: formatClock(startedAt ?? requestedAt, locale.value) }))
      }
      if (isAutomatic.value) parts.push(said.alsoAutomatic)
    }
    return joinSentences(parts, locale.value)
  })

  return {
    isVisible: computed(() => canView.value && status.value !== 'idle'),
    status,
    isSilent,
    isAutomatic,
    label,
    automaticLabel: computed(() => texts.value.automatic),
    detail,
    time: computed(() => status.value === 'recording' || status.value === 'automatic' ? elapsed.value : ''),
    description,
  }
}
