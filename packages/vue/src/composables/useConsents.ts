import type { ConsentChoice, RecordingConsent } from '@roomkit-recording/core'
import type { ComputedRef, MaybeRefOrGetter } from 'vue'
import type { RecordingContext } from '../context.js'
import { computed, onScopeDispose, shallowRef, toValue, watch } from 'vue'
import { actorName } from '../actor-name.js'
import { injectRecording } from '../context.js'
import { hasFeature } from '../features.js'
import { useRoomState } from './useRoomState.js'

const ASK_EVERY = 10_000

export interface ConsentLine {
  userId: string
  name: string
  /** `none`: no answer yet. */
  choice: ConsentChoice | 'none'
  /** When it was answered (server's clock). */
  at: number | null
}

export interface UseConsentsReturn {
  /** There is something to show: this person is in control, a recording runs, and the backend keeps answers. */
  isAvailable: ComputedRef<boolean>
  /** Everybody in the room except who started it, those without an answer first; then those who left because of it. */
  lines: ComputedRef<ConsentLine[]>
  /** How many in the room have not answered. */
  unanswered: ComputedRef<number>
  /** The answers could not be fetched; what is shown may be old. */
  isStale: ComputedRef<boolean>
  refresh: () => Promise<void>
}

/** Who agreed to the current recording, for those in control. Asked for again every 10 s while `isShown`. */
export function useConsents(isShown: MaybeRefOrGetter<boolean> = true, recording?: RecordingContext): UseConsentsReturn {
  const context = injectRecording(recording)
  const { adapter, state } = context
  const room = useRoomState(context)
  const answers = shallowRef<readonly RecordingConsent[]>([])
  const failed = shallowRef(false)
  let asking: AbortController | undefined
  let timer: ReturnType<typeof setTimeout> | undefined

  const isAvailable = computed(() => state.value.current !== null && state.value.permissions?.control === true && hasFeature(context, 'consents') && adapter.consents !== undefined)
  const recordingId = computed(() => isAvailable.value ? state.value.current!.id : null)

  function stop() {
    asking?.abort()
    clearTimeout(timer)
  }

  async function refresh() {
    stop()
    const id = recordingId.value
    if (id === null) return
    const call = asking = new AbortController()
    try {
      const { items } = await adapter.consents!(id, call)
      if (call.signal.aborted) return
      answers.value = items
      failed.value = false
    } catch {
      if (call.signal.aborted) return
      failed.value = true
    }
    if (toValue(isShown)) timer = setTimeout(refresh, ASK_EVERY)
  }

  if (typeof document !== 'undefined') {
    watch(recordingId, () => { answers.value = [] })
    watch([recordingId, () => toValue(isShown)], ([id, shown]) => {
      if (id !== null && shown) void refresh()
      else stop()
    }, { immediate: true })
    onScopeDispose(stop)
  }

  const lines = computed(() => {
    const starter = state.value.current?.startedBy.userId
    const present = room.value.people.filter(({ userId }) => userId !== starter)
    const answerOf = (userId: string) => answers.value.find(answer => answer.userId === userId)
    const inRoom = present.map(({ userId, name }): ConsentLine => {
      const answer = answerOf(userId)
      return { userId, name: actorName({ userId, name }, context.room), choice: answer?.choice ?? 'none', at: answer?.at ?? null }
    })
    const gone = answers.value
      .filter(({ userId, choice }) => choice === 'left' && !present.some(person => person.userId === userId))
      .map((answer): ConsentLine => ({ userId: answer.userId, name: actorName(answer, context.room), choice: answer.choice, at: answer.at }))
    const rank = { none: 0, declined: 1, accepted: 2, left: 3 }
    return [...inRoom, ...gone].sort((a, b) => rank[a.choice] - rank[b.choice])
  })

  return {
    isAvailable,
    lines,
    unanswered: computed(() => lines.value.filter(({ choice }) => choice === 'none').length),
    isStale: computed(() => failed.value),
    refresh,
  }
}
