import type { ComputedRef } from 'vue'
import type { RecordingContext } from '../context.js'
import { computed, onScopeDispose } from 'vue'
import { startOf } from '../clock.js'
import { injectRecording } from '../context.js'
import { formatElapsed } from '../locale/format.js'

export interface UseElapsedTimeReturn {
  /** Milliseconds since the start by the server's clock; `null` while nothing has started. */
  elapsed: ComputedRef<number | null>
  /** `mm:ss`, from an hour on `h:mm:ss`; empty while nothing has started. */
  text: ComputedRef<string>
}

/**
 * How long the room has been recorded. Counted from the start at every tick, so that it is right in a tab that was
 * hidden, after the computer slept, and with a wrong clock in this browser.
 */
export function useElapsedTime(recording?: RecordingContext): UseElapsedTimeReturn {
  const { state, clock } = injectRecording(recording)
  if (typeof document !== 'undefined') onScopeDispose(clock.follow())

  const startedAt = computed(() => startOf(state.value))
  const elapsed = computed(() => startedAt.value === null ? null : Math.max(0, clock.now.value - startedAt.value))
  return { elapsed, text: computed(() => elapsed.value === null ? '' : formatElapsed(elapsed.value)) }
}
