import type { RecordingDisplayStatus, StartOptions } from '@roomkit-recording/core'
import type { ComputedRef, ShallowRef } from 'vue'
import type { RecordingContext } from '../context.js'
import { computed, shallowReadonly, shallowRef, watch } from 'vue'
import { injectRecording } from '../context.js'
import { buttonMessages } from '../locale/button.js'
import { useMessages } from './useMessages.js'
import { useRecording } from './useRecording.js'

/** What a press does; `null`: it is being done, wait. */
export type RecordButtonAction = 'start' | 'cancel' | 'stop' | 'check' | null

/** What is asked before it is done, or when the proof is overdue. */
export type RecordQuestion = 'start' | 'stop' | 'check'

/** An answer: start, stop, or ask the backend again. */
export type RecordChoice = 'start' | 'stop' | 'check'

export interface RecordButtonBindings {
  'type': 'button'
  'aria-label': string
  'aria-disabled': 'true' | undefined
  'aria-busy': 'true' | undefined
  'aria-haspopup': 'dialog' | undefined
  'data-status': RecordingDisplayStatus
  'onClick': () => void
  'onKeydown': (event: KeyboardEvent) => void
}

export interface UseRecordButtonReturn {
  /** Whether this person has a button at all. */
  isVisible: ComputedRef<boolean>
  status: ComputedRef<RecordingDisplayStatus>
  action: ComputedRef<RecordButtonAction>
  /** The accessible name. */
  label: ComputedRef<string>
  /** The name where there is little room; `label` begins with it. */
  shortLabel: ComputedRef<string>
  /** For a `<button>`: `v-bind` them. */
  buttonProps: ComputedRef<RecordButtonBindings>
  /** What is being asked; `useRecordDialog()` has the texts. */
  question: Readonly<ShallowRef<RecordQuestion | null>>
  /** `options`: what to start with. @default those of `createRecording()` */
  answer: (choice: RecordChoice, options?: StartOptions) => void
  /** Takes the question away; nothing happens. */
  dismiss: () => void
}

const actions: Record<RecordingDisplayStatus, RecordButtonAction> = {
  idle: 'start',
  automatic: 'start',
  starting: 'cancel',
  recording: 'stop',
  stopping: null,
  unconfirmed: 'check',
}

/** A record button without any markup: bind `buttonProps`, and ask `question` when there is one. */
export function useRecordButton(recording?: RecordingContext): UseRecordButtonReturn {
  const context = injectRecording(recording)
  const { confirmStart, confirmStop, plan } = context
  const { status, current, auto, canControl, isPending, start, stop, refresh } = useRecording(context)
  const texts = useMessages(context, 'button', buttonMessages)

  const question = shallowRef<RecordQuestion | null>(null)
  const action = computed(() => actions[status.value])

  // A question is about a moment: when that has passed, or the right to answer, it goes away.
  watch([canControl, action, () => current.value?.id], () => { question.value = null }, { flush: 'sync' })

  function press() {
    if (!canControl.value) return
    if (action.value === 'cancel') void stop()
    else if (action.value === 'start' && !confirmStart.value && !auto.value?.active && plan.value === 'manual') void start()
    else if (action.value === 'stop' && !confirmStop.value) void stop()
    else question.value = action.value
  }

  function answer(choice: RecordChoice, options?: StartOptions) {
    if (!question.value) return
    // “Check again” leaves the question standing until there is news.
    if (choice === 'check') return void refresh()
    question.value = null
    void (choice === 'start' ? start(options) : stop())
  }

  const label = computed(() => texts.value[action.value === 'start' ? 'record' : action.value ?? 'stopping'])
  const buttonProps = computed<RecordButtonBindings>(() => ({
    'type': 'button',
    'aria-label': label.value,
    // Never `disabled`: that would drop the focus, and with it the place of whoever uses a keyboard.
    'aria-disabled': action.value === null ? 'true' : undefined,
    'aria-busy': isPending.value ? 'true' : undefined,
    'aria-haspopup': action.value && action.value !== 'cancel' ? 'dialog' : undefined,
    'data-status': status.value,
    'onClick': press,
    // A key held down repeats its click: what has just been started would be cancelled.
    'onKeydown': event => event.repeat && event.key === 'Enter' && event.preventDefault(),
  }))

  return {
    isVisible: computed(() => canControl.value && (plan.value !== 'automatic' || current.value !== null)),
    status,
    action,
    label,
    shortLabel: computed(() => action.value === 'stop' ? texts.value.stopShort : action.value === 'check' ? texts.value.checkShort : label.value),
    buttonProps,
    question: shallowReadonly(question),
    answer,
    dismiss() { question.value = null },
  }
}
