import type { RecordingDisplayStatus } from '@roomkit-recording/core'
import type { ComputedRef } from 'vue'
import type { RecordingContext } from '../context.js'
import { computed, onScopeDispose, shallowRef, watch } from 'vue'
import { injectRecording } from '../context.js'
import { fill, formatAge, joinSentences } from '../locale/format.js'
import { useRecording } from './useRecording.js'

/** What a press does; `null`: it is being done, wait. */
export type RecordButtonAction = 'start' | 'cancel' | 'stop' | 'check' | null

/** What is being asked. */
export type RecordDialogKind = 'start' | 'stop' | 'check'

export interface RecordDialogChoice {
  id: 'start' | 'stop' | 'check'
  label: string
  tone: 'primary' | 'danger' | 'plain'
}

export interface RecordDialog {
  kind: RecordDialogKind
  title: string
  text: string
  choices: RecordDialogChoice[]
  cancelLabel: string
}

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
  /** The name where there is little room; always part of `label`. */
  shortLabel: ComputedRef<string>
  /** For a `<button>`: `v-bind` them. */
  buttonProps: ComputedRef<RecordButtonBindings>
  /** What is being asked at the moment; `null`: nothing. */
  dialog: ComputedRef<RecordDialog | null>
  choose: (id: RecordDialogChoice['id']) => void
  closeDialog: () => void
  press: () => void
}

const actions: Record<RecordingDisplayStatus, RecordButtonAction> = {
  idle: 'start',
  automatic: 'start',
  starting: 'cancel',
  recording: 'stop',
  stopping: null,
  unconfirmed: 'check',
}

const labels = {
  idle: { name: 'record', short: 'record' },
  automatic: { name: 'record', short: 'record' },
  starting: { name: 'cancel', short: 'cancel' },
  recording: { name: 'stop', short: 'stopShort' },
  stopping: { name: 'stopping', short: 'stopping' },
  unconfirmed: { name: 'check', short: 'checkShort' },
} as const

/** A record button without any markup: bind `buttonProps`, and show `dialog` when there is one. */
export function useRecordButton(recording?: RecordingContext): UseRecordButtonReturn {
  const context = injectRecording(recording)
  const { clock, locale, messages, confirmStart, confirmStop } = context
  const { status, current, auto, canControl, lastProofAt, isPending, start, stop, refresh } = useRecording(context)

  const asked = shallowRef<RecordDialogKind | null>(null)
  const action = computed(() => actions[status.value])

  // The question is about a moment: when that has passed, or the right to answer, it goes away.
  watch([canControl, action, () => current.value?.id], () => { asked.value = null }, { flush: 'sync' })

  let unfollow: (() => void) | undefined
  watch(() => asked.value === 'check', showsAge => {
    unfollow?.()
    unfollow = showsAge ? clock.follow() : undefined
  }, { flush: 'sync' })
  onScopeDispose(() => unfollow?.())

  function press() {
    if (!canControl.value) return
    if (action.value === 'cancel') void stop()
    else if (action.value === 'start' && !confirmStart.value && !auto.value?.active) void start()
    else if (action.value === 'stop' && !confirmStop.value) void stop()
    else asked.value = action.value
  }

  function choose(id: RecordDialogChoice['id']) {
    if (!asked.value) return
    // “Check again” leaves the question standing; the answer closes it.
    if (id === 'check') return void refresh()
    asked.value = null
    void (id === 'start' ? start() : stop())
  }

  const age = computed(() => lastProofAt.value === null ? '' : formatAge(clock.now.value - lastProofAt.value, locale.value))
  const label = computed(() => messages.value.button[labels[status.value].name])
  const shortLabel = computed(() => messages.value.button[labels[status.value].short])

  const buttonProps = computed<RecordButtonBindings>(() => ({
    'type': 'button',
    'aria-label': label.value,
    // Never `disabled`: that would drop the focus, and with it the place of whoever uses a keyboard.
    'aria-disabled': action.value === null ? 'true' : undefined,
    'aria-busy': isPending.value ? 'true' : undefined,
    'aria-haspopup': action.value === 'start' || action.value === 'stop' || action.value === 'check' ? 'dialog' : undefined,
    'data-status': status.value,
    'onClick': press,
    // A key held down repeats its click: what has just been started would be cancelled.
    'onKeydown': event => event.repeat && event.key === 'Enter' && event.preventDefault(),
  }))

  const dialog = computed<RecordDialog | null>(() => {
    const { dialog: texts, sentence } = messages.value
    switch (asked.value) {
      case 'start':
        return {
          kind: 'start',
          title: texts.startTitle,
          text: auto.value?.active ? texts.startTextAutomatic : texts.startText,
          choices: [{ id: 'start', label: texts.startConfirm, tone: 'primary' }],
          cancelLabel: texts.startCancel,
        }
      case 'stop':
        return {
          kind: 'stop',
          title: texts.stopTitle,
          text: texts.stopText,
          choices: [{ id: 'stop', label: texts.stopConfirm, tone: 'danger' }],
          cancelLabel: texts.stopCancel,
        }
      case 'check':
        return {
          kind: 'check',
          title: texts.checkTitle,
          text: joinSentences([texts.checkText, lastProofAt.value === null ? sentence.noProof : fill(sentence.lastProof, { age: age.value })], locale.value),
          choices: [
            { id: 'check', label: texts.checkAgain, tone: 'primary' },
            current.value
              ? { id: 'stop', label: texts.checkStop, tone: 'plain' }
              : { id: 'start', label: texts.checkRecord, tone: 'plain' },
          ],
          cancelLabel: texts.checkCancel,
        }
      case null:
        return null
    }
  })

  return {
    isVisible: canControl,
    status,
    action,
    label,
    shortLabel,
    buttonProps,
    dialog,
    choose,
    closeDialog() { asked.value = null },
    press,
  }
}
