import type { RecordingMarker } from '@roomkit-recording/core'
import type { ComputedRef, ShallowRef } from 'vue'
import type { RecordingContext } from '../context.js'
import { isRecordingError } from '@roomkit-recording/core'
import { computed, onScopeDispose, shallowReadonly, shallowRef, watch } from 'vue'
import { injectRecording } from '../context.js'
import { reasonOf } from '../failure-reason.js'
import { hasFeature } from '../features.js'
import { failureMessages } from '../locale/failure.js'
import { cleanName, fill, formatElapsed, joinSentences } from '../locale/format.js'
import { markersMessages } from '../locale/markers.js'
import { useMessages } from './useMessages.js'
import { useRecording } from './useRecording.js'

/** The contract's longest label. */
const LONGEST_LABEL = 200

export interface UseMarkersReturn {
  /** The backend keeps markers, and something is recorded. */
  isAvailable: ComputedRef<boolean>
  /** This person may set one now. */
  canAdd: ComputedRef<boolean>
  /** Those of the current recording, in order of time. */
  markers: Readonly<ShallowRef<readonly RecordingMarker[]>>
  isAdding: ComputedRef<boolean>
  /** Marks this moment; resolves with whether that worked. Never rejects. @default label “Marker” in the user's language */
  add: (label?: string) => Promise<boolean>
  /** What came of the last press: where it was marked, or why not. For a live region. */
  said: Readonly<ShallowRef<string>>
  /** Why they could not be loaded; empty when they could. */
  problem: ComputedRef<string>
  reload: () => Promise<void>
  /** How long after the beginning a marker is, as a player shows it. */
  timeOf: (marker: RecordingMarker) => string
}

/** Markers of the recording that runs. Others' markers are asked for when this is shown and whenever one is set here. */
export function useMarkers(recording?: RecordingContext): UseMarkersReturn {
  const context = injectRecording(recording)
  const { adapter, locale } = context
  const { current, canControl } = useRecording(context)
  const texts = useMessages(context, 'markers', markersMessages)
  const failures = useMessages(context, 'failure', failureMessages)
  const markers = shallowRef<readonly RecordingMarker[]>([])
  const error = shallowRef<unknown>(null)
  const adding = shallowRef(0)
  const said = shallowRef('')

  const isServed = computed(() => hasFeature(context, 'markers'))
  const isAvailable = computed(() => isServed.value && current.value !== null)
  const canAdd = computed(() => isAvailable.value && canControl.value && adapter.addMarker !== undefined && current.value?.status === 'recording')
  const wanted = computed(() => isServed.value && canControl.value ? current.value?.id ?? null : null)
  let calls = new AbortController()

  async function load() {
    calls.abort()
    calls = new AbortController()
    const { signal } = calls
    if (wanted.value === null) return
    try {
      const { items } = await adapter.markers!(wanted.value, { signal })
      if (signal.aborted) return
      markers.value = items
      error.value = null
    } catch (cause) {
      if (!signal.aborted) error.value = cause
    }
  }

  if (typeof document !== 'undefined') {
    watch(wanted, () => {
      markers.value = []
      said.value = ''
      error.value = null
      void load()
    }, { immediate: true })
    onScopeDispose(() => calls.abort())
  }

  const whyNot = (cause: unknown) => failures.value[isRecordingError(cause) ? reasonOf(cause) : 'other']

  function timeOf({ at, mediaTimeMs }: RecordingMarker) {
    return formatElapsed(mediaTimeMs ?? (current.value?.startedAt == null ? 0 : at - current.value.startedAt))
  }

  return {
    isAvailable,
    canAdd,
    markers: shallowReadonly(markers),
    isAdding: computed(() => adding.value > 0),
    async add(label = '') {
      const id = current.value?.id
      if (!canAdd.value || id === undefined) return false
      adding.value++
      try {
        const marker = await adapter.addMarker!(id, cleanName(label).slice(0, LONGEST_LABEL) || texts.value.untitled)
        said.value = fill(texts.value.added, { time: timeOf(marker) })
        if (id === wanted.value) void load()
        return true
      } catch (cause) {
        said.value = joinSentences([texts.value.failed, whyNot(cause)], locale.value)
        return false
      } finally {
        adding.value--
      }
    },
    said: shallowReadonly(said),
    problem: computed(() => error.value === null ? '' : joinSentences([texts.value.loadFailed, whyNot(error.value)], locale.value)),
    reload: load,
    timeOf,
  }
}
