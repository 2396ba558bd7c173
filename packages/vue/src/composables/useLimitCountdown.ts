import type { ComputedRef } from 'vue'
import type { RecordingContext } from '../context.js'
import { computed, onScopeDispose, shallowRef, watch } from 'vue'
import { injectRecording } from '../context.js'
import { formatDuration } from '../locale/format-recording.js'
import { fill, formatClock, formatElapsed } from '../locale/format.js'
import { limitMessages } from '../locale/limit.js'
import { useMessages } from './useMessages.js'
import { useRecording } from './useRecording.js'

const MINUTE = 60_000
/** From this mark on the notice stays to the end. */
const LAST_MARK_MS = 5 * MINUTE
/** How long an earlier mark is shown. */
const SHOWN_FOR_MS = 2 * MINUTE
/** Browsers fire a timer at once when it is set further ahead than this. */
const LONGEST_TIMER_MS = 2 ** 31 - 1

export interface LimitCountdownView {
  recordingId: string
  /** The mark that was passed last, in minutes. */
  mark: number
  title: string
  text: string
  /** Ticks in the last minute, `0:42`; else empty. */
  time: string
}

export interface UseLimitCountdownReturn {
  /** A recording is near its limit; `null`: it is not, or it was dismissed until the next mark. */
  countdown: ComputedRef<LimitCountdownView | null>
  dismissLabel: ComputedRef<string>
  /** Not before the next mark. */
  dismiss: () => void
}

export interface LimitCountdownOptions {
  /** Minutes before the limit at which it is told. @default [30, 10, 5, 1] */
  marks?: readonly number[]
}

/**
 * Tells when the recording comes near its time limit, at marks before it. Counted from the server's clock each time, so that it is
 * right in tabs that were hidden, too.
 */
export function useLimitCountdown(recording?: RecordingContext, { marks = [30, 10, 5, 1] }: LimitCountdownOptions = {}): UseLimitCountdownReturn {
  const context = injectRecording(recording)
  const { controller, locale } = context
  const { current, canView, canControl, status } = useRecording(context)
  const texts = useMessages(context, 'limit', limitMessages)
  const sorted = [...marks].sort((a, b) => a - b)

  const limitAt = computed(() => canView.value && current.value?.status === 'recording' && status.value !== 'stopping' ? current.value.limitAt : null)
  const now = shallowRef(controller.serverNow())
  const dismissed = shallowRef('')

  let timer: ReturnType<typeof setTimeout> | undefined

  /** Looks at the clock, and again when there is something new to say. */
  function look() {
    clearTimeout(timer)
    now.value = controller.serverNow()
    if (limitAt.value === null) return
    const remaining = limitAt.value - now.value
    const wait = untilNews(remaining, sorted)
    if (wait !== null) timer = setTimeout(look, Math.min(wait, LONGEST_TIMER_MS))
  }

  if (typeof document !== 'undefined') {
    // A later message may bring another limit, or put the clock right.
    watch([limitAt, () => context.state.value.clockOffset], look, { immediate: true, flush: 'sync' })
    document.addEventListener('visibilitychange', look)
    onScopeDispose(() => {
      clearTimeout(timer)
      document.removeEventListener('visibilitychange', look)
    })
  }

  const key = (id: string, mark: number) => `${id} ${mark}`
  const countdown = computed<LimitCountdownView | null>(() => {
    if (limitAt.value === null || !current.value) return null
    const remaining = limitAt.value - now.value
    const mark = markAt(remaining, sorted)
    if (mark === null || dismissed.value === key(current.value.id, mark)) return null
    const isLastMinute = remaining < MINUTE
    const rounded = isLastMinute ? MINUTE : Math.ceil(remaining / MINUTE) * MINUTE
    return {
      recordingId: current.value.id,
      mark,
      title: fill(texts.value.title, { time: formatDuration(rounded, locale.value) }),
      text: fill(canControl.value ? texts.value.textControl : texts.value.text, { clock: formatClock(limitAt.value, locale.value) }),
      time: isLastMinute ? formatElapsed(remaining) : '',
    }
  })

  return {
    countdown,
    dismissLabel: computed(() => texts.value.dismiss),
    dismiss() {
      if (countdown.value) dismissed.value = key(countdown.value.recordingId, countdown.value.mark)
    },
  }
}

/** The mark, in minutes, of which is to be told this long before the limit; `null`: none. */
function markAt(remaining: number, marks: readonly number[]): number | null {
  if (remaining <= 0) return null
  const mark = marks.find(minutes => remaining <= minutes * MINUTE)
  if (mark === undefined) return null
  return mark * MINUTE <= LAST_MARK_MS || mark * MINUTE - remaining < SHOWN_FOR_MS ? mark : null
}

/** Milliseconds until what is told changes; `null`: it will not. */
function untilNews(remaining: number, marks: readonly number[]): number | null {
  if (remaining <= 0) return null
  if (remaining <= MINUTE && marks.some(minutes => remaining <= minutes * MINUTE)) return Math.min(remaining, (remaining % 1000) || 1000) + 4
  const next = marks.findLast(minutes => minutes * MINUTE < remaining)
  const steps = [
    ...next === undefined ? [] : [remaining - next * MINUTE],
    ...markAt(remaining, marks) === null ? [] : [(remaining % MINUTE) || MINUTE],
  ]
  return steps.length ? Math.min(...steps) + 4 : remaining
}
