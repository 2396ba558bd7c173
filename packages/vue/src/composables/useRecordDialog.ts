import type { ComputedRef, MaybeRefOrGetter } from 'vue'
import type { RecordingContext } from '../context.js'
import type { RecordChoice, RecordQuestion } from './useRecordButton.js'
import { computed, onScopeDispose, toValue, watch } from 'vue'
import { injectRecording } from '../context.js'
import { dialogMessages } from '../locale/dialog.js'
import { fill, formatAge, joinSentences } from '../locale/format.js'
import { useMessages } from './useMessages.js'

export interface RecordDialog {
  title: string
  text: string
  choices: { id: RecordChoice, label: string, tone: 'primary' | 'danger' | 'plain' }[]
  /** Leaves everything as it is. */
  cancelLabel: string
}

/** What a question says and which answers it has; `null` while nothing is asked. */
export function useRecordDialog(question: MaybeRefOrGetter<RecordQuestion | null>, recording?: RecordingContext): ComputedRef<RecordDialog | null> {
  const context = injectRecording(recording)
  const { state, clock, locale, plan } = context
  const texts = useMessages(context, 'dialog', dialogMessages)

  let unfollow: (() => void) | undefined
  watch(() => toValue(question) === 'check', showsAge => {
    unfollow?.()
    unfollow = showsAge ? clock.follow() : undefined
  }, { immediate: true })
  onScopeDispose(() => unfollow?.())

  const proof = computed(() => {
    const { lastProofAt } = state.value
    return lastProofAt === null ? texts.value.noProof : fill(texts.value.lastProof, { age: formatAge(clock.now.value - lastProofAt, locale.value) })
  })

  return computed(() => {
    const { current, snapshot } = state.value
    const { startTitle, startText, startTextAutomatic, startTextBoth, startConfirm, startCancel, stopTitle, stopText, stopConfirm, stopCancel, checkTitle, checkText, checkAgain, checkStop, checkRecord, checkCancel } = texts.value
    switch (toValue(question)) {
      case 'start':
        return {
          title: startTitle,
          text: snapshot?.auto.active ? startTextAutomatic : plan.value === 'both' ? startTextBoth : startText,
          choices: [{ id: 'start', label: startConfirm, tone: 'primary' }],
          cancelLabel: startCancel,
        }
      case 'stop':
        return {
          title: stopTitle,
          text: stopText,
          choices: [{ id: 'stop', label: stopConfirm, tone: 'danger' }],
          cancelLabel: stopCancel,
        }
      case 'check':
        return {
          title: checkTitle,
          text: joinSentences([checkText, proof.value], locale.value),
          choices: [
            current ? { id: 'stop', label: checkStop, tone: 'plain' } : { id: 'start', label: checkRecord, tone: 'plain' },
            { id: 'check', label: checkAgain, tone: 'primary' },
          ],
          cancelLabel: checkCancel,
        }
      default:
        return null
    }
  })
}
