import type { Recording, RecordingConsent, RecordingDetail, RecordingMarker } from '@roomkit-recording/core'
import type { ComputedRef, MaybeRefOrGetter, ShallowRef } from 'vue'
import type { RecordingContext } from '../context.js'
import { isRecordingError } from '@roomkit-recording/core'
import { computed, onScopeDispose, shallowReadonly, shallowRef, toValue, watch } from 'vue'
import { injectRecording } from '../context.js'
import { reasonOf } from '../failure-reason.js'
import { hasFeature } from '../features.js'
import { failureMessages } from '../locale/failure.js'
import { useMessages } from './useMessages.js'

export interface UseRecordingDetailReturn {
  /** `null` until it is loaded. */
  detail: Readonly<ShallowRef<RecordingDetail | null>>
  /** Empty where the backend keeps none, or this person may not see them. */
  markers: Readonly<ShallowRef<readonly RecordingMarker[]>>
  /** `null`: not kept, or not for this person to see. */
  consents: Readonly<ShallowRef<readonly RecordingConsent[] | null>>
  isLoading: ComputedRef<boolean>
  /** Why it could not be loaded, in plain words; empty when it could. */
  problem: ComputedRef<string>
  /** Asks again. Never rejects. */
  reload: () => Promise<void>
}

/**
 * Everything about one recording: its files, log, markers and answers to the notice. Loaded while `recordingId` names one, and again
 * when the room's snapshot tells that it, or the number of its files, has changed.
 */
export function useRecordingDetail(recordingId: MaybeRefOrGetter<string | null>, recording?: RecordingContext): UseRecordingDetailReturn {
  const context = injectRecording(recording)
  const { adapter, state } = context
  const texts = useMessages(context, 'failure', failureMessages)
  const detail = shallowRef<RecordingDetail | null>(null)
  const markers = shallowRef<readonly RecordingMarker[]>([])
  const consents = shallowRef<readonly RecordingConsent[] | null>(null)
  const loads = shallowRef(0)
  const error = shallowRef<unknown>(null)
  let calls = new AbortController()

  async function load() {
    calls.abort()
    calls = new AbortController()
    const id = toValue(recordingId)
    if (id === null) return
    const { signal } = calls
    loads.value++
    const wanted = {
      markers: hasFeature(context, 'markers') && adapter.markers?.(id, { signal }),
      consents: state.value.permissions?.control === true && hasFeature(context, 'consents') && adapter.consents?.(id, { signal }),
    }
    try {
      const [loaded, marked, answered] = await Promise.all([
        adapter.get(id, { signal }),
        // What is only beside it does not keep it from being shown.
        wanted.markers && wanted.markers.catch(() => null),
        wanted.consents && wanted.consents.catch(() => null),
      ])
      if (signal.aborted) return
      detail.value = loaded
      markers.value = marked ? marked.items : []
      consents.value = answered ? answered.items : null
      error.value = null
    } catch (cause) {
      if (!signal.aborted) error.value = cause
    } finally {
      loads.value--
    }
  }

  if (typeof document !== 'undefined') {
    watch(() => toValue(recordingId), () => {
      detail.value = null
      markers.value = []
      consents.value = null
      error.value = null
      void load()
    }, { immediate: true })
    // What this person may see is told apart from the rest, and may change.
    watch([() => hasFeature(context, 'markers'), () => state.value.permissions?.control === true && hasFeature(context, 'consents')], load)
    watch(() => changesOf(toldOf(state.value.snapshot, toValue(recordingId))), (now, before) => {
      if (now !== null && before !== null && now !== before) void load()
    })
    onScopeDispose(() => calls.abort())
  }

  return {
    detail: shallowReadonly(detail),
    markers: shallowReadonly(markers),
    consents: shallowReadonly(consents),
    isLoading: computed(() => loads.value > 0),
    problem: computed(() => error.value === null ? '' : texts.value[isRecordingError(error.value) ? reasonOf(error.value) : 'other']),
    reload: load,
  }
}

function toldOf(snapshot: RecordingContext['state']['value']['snapshot'], id: string | null): Recording | undefined {
  return snapshot?.current?.id === id ? snapshot?.current ?? undefined : snapshot?.recent.find(each => each.id === id)
}

/** What changes the detail too. Proofs do not. */
function changesOf(told: Recording | undefined): string | null {
  return told ? JSON.stringify([told.status, told.title, told.fileCounts, told.layout, told.error]) : null
}
