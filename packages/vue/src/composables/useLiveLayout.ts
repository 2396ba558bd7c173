import type { MixLayout, RecordingProblem, SubscribeUsers } from '@roomkit-recording/core'
import type { ComputedRef } from 'vue'
import type { RecordingContext } from '../context.js'
import type { LayoutPickerStatus } from './useLayoutPicker.js'
import { computed, onScopeDispose, shallowRef, watch } from 'vue'
import { injectRecording } from '../context.js'
import { useRecording } from './useRecording.js'

/** How long arrow keys may go on before the layout they stand on is asked for. */
const SOON_MS = 500
/** How long a change may be on its way before it is called uncertain. */
const APPLYING_MS = 15_000

export interface LiveLayout {
  /** What is wished for, else what the recording has; `undefined` while nothing is recorded. */
  layout: ComputedRef<MixLayout | undefined>
  subscribe: ComputedRef<SubscribeUsers | undefined>
  status: ComputedRef<Exclude<LayoutPickerStatus, 'choice'>>
  canChange: ComputedRef<boolean>
  /** Something was wished for here and did not come true. */
  canRetry: ComputedRef<boolean>
  /** Why it did not come true. */
  problem: ComputedRef<RecordingProblem | null>
  ask: (layout: MixLayout, options: { soon: boolean }) => void
  retry: () => void
}

/** The layout of the running recording, and the wish to change it. */
export function useLiveLayout(isLive: ComputedRef<boolean>, recording?: RecordingContext): LiveLayout {
  const context = injectRecording(recording)
  const { current, canControl, failure, update, refresh } = useRecording(context)
  const changeable = computed(() => {
    const { value } = current
    return value && value.mode === 'mixed' && value.media !== 'audio' && value.status !== 'stopping' ? value : null
  })

  const wish = shallowRef<MixLayout | null>(null)
  const lastWish = shallowRef<MixLayout | null>(null)
  const isSlow = shallowRef(false)
  let soon: ReturnType<typeof setTimeout> | undefined

  async function send() {
    clearTimeout(soon)
    soon = undefined
    const wanted = wish.value
    if (!wanted) return
    await update({ layout: wanted })
    // What was wished for since has taken its place.
    if (wish.value === wanted) wish.value = null
  }

  function ask(layout: MixLayout, options: { soon: boolean }) {
    wish.value = lastWish.value = layout
    clearTimeout(soon)
    soon = undefined
    if (options.soon) soon = setTimeout(send, SOON_MS)
    else void send()
  }

  // What was chosen is meant, even if the panel is closed before its moment.
  onScopeDispose(() => { if (soon !== undefined) void send() })
  watch(() => changeable.value?.id, () => {
    clearTimeout(soon)
    soon = undefined
    wish.value = lastWish.value = null
  })

  const ownFailure = computed(() => failure.value?.action === 'update' && failure.value.recordingId === changeable.value?.id ? failure.value : null)
  const hasFailed = computed(() => changeable.value !== null && (changeable.value.layout.state === 'failed' || ownFailure.value !== null))
  const isApplying = computed(() => isLive.value && changeable.value !== null && (wish.value !== null || (!hasFailed.value && changeable.value.layout.state === 'applying')))

  const canChange = computed(() => changeable.value !== null && canControl.value && context.adapter.update !== undefined)

  let timer: ReturnType<typeof setTimeout> | undefined
  watch([isApplying, () => wish.value ?? changeable.value?.layout.wanted], ([applying]) => {
    clearTimeout(timer)
    isSlow.value = false
    if (!applying || typeof document === 'undefined') return
    timer = setTimeout(() => {
      isSlow.value = true
      void refresh()
    }, APPLYING_MS)
  }, { immediate: true })
  onScopeDispose(() => clearTimeout(timer))

  return {
    layout: computed(() => {
      const recorded = changeable.value ?? current.value
      if (!recorded) return undefined
      const { wanted, applied, state } = recorded.layout
      return wish.value ?? (state === 'failed' ? applied ?? wanted : wanted)
    }),
    subscribe: computed(() => current.value?.subscribe),
    status: computed(() => {
      if (!changeable.value) return 'idle'
      if (isApplying.value) return isSlow.value ? 'unconfirmed' : 'applying'
      return hasFailed.value ? 'failed' : 'applied'
    }),
    canChange,
    canRetry: computed(() => canChange.value && hasFailed.value && lastWish.value !== null),
    problem: computed(() => hasFailed.value ? ownFailure.value ?? changeable.value!.layout.error : null),
    ask,
    retry() { if (lastWish.value) ask(lastWish.value, { soon: false }) },
  }
}
