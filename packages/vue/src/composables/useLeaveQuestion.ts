import type { ShallowRef } from 'vue'
import type { RecordingContext } from '../context.js'
import { shallowReadonly, shallowRef, watch } from 'vue'
import { injectRecording } from '../context.js'
import { useRecording } from './useRecording.js'

export type LeaveAnswer = 'stay' | 'keep' | 'stop'

export interface UseLeaveQuestionReturn {
  /** Somebody waits for an answer. */
  isAsked: Readonly<ShallowRef<boolean>>
  /**
   * To be called before leaving. Asks the one who started the running recording whether it should stop or go on; everybody else
   * may simply go. Resolves with whether to leave, once a stop has been asked for.
   */
  confirmLeave: () => Promise<boolean>
  answer: (choice: LeaveAnswer) => void
  /** Leaving now would ask. */
  wouldAsk: () => boolean
}

/** Leaving does not wait longer for the stop to be heard, in milliseconds; the backend has it by then or never. */
const STOP_WITHIN = 3000

const questions = new WeakMap<RecordingContext, { isAsked: ShallowRef<boolean>, resolve: (choice: LeaveAnswer) => void }>()

/** Asks whoever started a recording and leaves. One question for all who use the same recording; `LeaveQuestion` shows it. */
export function useLeaveQuestion(recording?: RecordingContext): UseLeaveQuestionReturn {
  const context = injectRecording(recording)
  const { room, state } = context
  const { current, canControl, stop } = useRecording(context)
  const question = questions.get(context) ?? { isAsked: shallowRef(false), resolve() {} }
  questions.set(context, question)

  function wouldAsk(): boolean {
    const { current, permissions } = state.value
    return permissions?.control === true
      && (current?.status === 'recording' || current?.status === 'starting')
      && current.startedBy.userId === room.state.self?.userId
  }

  function answer(choice: LeaveAnswer) {
    question.isAsked.value = false
    question.resolve(choice)
  }

  // When it is over there is nothing to decide any more; going is what was wanted.
  watch([() => current.value?.id, canControl], () => { if (question.isAsked.value && !wouldAsk()) answer('keep') }, { flush: 'sync' })

  return {
    isAsked: shallowReadonly(question.isAsked),
    answer,
    wouldAsk,
    async confirmLeave() {
      if (!wouldAsk()) return true
      question.resolve('stay')
      const choice = await new Promise<LeaveAnswer>(resolve => {
        question.resolve = resolve
        question.isAsked.value = true
      })
      if (choice === 'stop') await Promise.race([stop(), new Promise(resolve => setTimeout(resolve, STOP_WITHIN))])
      return choice !== 'stay'
    },
  }
}
