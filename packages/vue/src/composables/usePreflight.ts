import type { RecordingPreflight } from '@roomkit-recording/core'
import type { MaybeRefOrGetter, ShallowRef } from 'vue'
import type { RecordingContext } from '../context.js'
import { onScopeDispose, shallowReadonly, shallowRef, toValue, watch } from 'vue'
import { injectRecording } from '../context.js'
import { hasFeature } from '../features.js'

/** What changes meanwhile is seen this soon, in milliseconds. */
const ASK_EVERY = 15_000

/**
 * What only the backend knows before a start, asked for again every 15 s while `isWanted`.
 * `undefined`: it has no such route; `null`: it has not answered, or can't be reached.
 */
export function usePreflight(isWanted: MaybeRefOrGetter<boolean>, recording?: RecordingContext): Readonly<ShallowRef<RecordingPreflight | null | undefined>> {
  const context = injectRecording(recording)
  const { adapter, state } = context
  const preflight = shallowRef<RecordingPreflight | null>()
  let asking: AbortController | undefined
  let timer: ReturnType<typeof setTimeout> | undefined

  function stop() {
    asking?.abort()
    clearTimeout(timer)
  }

  async function ask(roomId: string) {
    const call = asking = new AbortController()
    const answer = await adapter.preflight!(roomId, call).catch(() => null)
    if (call.signal.aborted) return
    preflight.value = answer
    timer = setTimeout(ask, ASK_EVERY, roomId)
  }

  watch([() => toValue(isWanted), () => state.value.roomId, () => hasFeature(context, 'preflight'), () => state.value.connection === 'offline'], ([wanted, roomId, isServed]) => {
    stop()
    if (!isServed) preflight.value = undefined
    else if (wanted) preflight.value ??= null
    if (wanted && isServed && roomId !== null) void ask(roomId)
  }, { immediate: true })
  onScopeDispose(stop)

  return shallowReadonly(preflight)
}
