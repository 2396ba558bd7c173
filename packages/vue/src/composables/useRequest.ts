import type { RecordingRequestKind } from '@roomkit-recording/core'
import type { ComputedRef } from 'vue'
import type { RecordingContext } from '../context.js'
import { isRecordingError } from '@roomkit-recording/core'
import { computed, onScopeDispose, shallowRef, watch } from 'vue'
import { injectRecording } from '../context.js'
import { hasFeature } from '../features.js'
import { requestMessages } from '../locale/request.js'
import { useMessages } from './useMessages.js'
import { useRecording } from './useRecording.js'

/** So long it stands that one has asked, in milliseconds; as long as backends want one to wait. */
const ASKED_FOR = 60_000

export type RequestStatus = 'idle' | 'sending' | 'sent' | 'failed'

export interface UseRequestReturn {
  /** This person may ask: is not in control, and the backend passes requests on. */
  isAvailable: ComputedRef<boolean>
  status: ComputedRef<RequestStatus>
  /** What became of it, in a sentence; empty at first. */
  text: ComputedRef<string>
  ask: () => Promise<void>
}

/** Asks those in control for something. */
export function useRequest(kind: RecordingRequestKind, recording?: RecordingContext): UseRequestReturn {
  const context = injectRecording(recording)
  const { adapter, state } = context
  const { permissions, canControl } = useRecording(context)
  const texts = useMessages(context, 'request', requestMessages)
  const status = shallowRef<RequestStatus>('idle')
  const code = shallowRef('')
  let timer: ReturnType<typeof setTimeout> | undefined

  function reset() {
    clearTimeout(timer)
    status.value = 'idle'
  }

  async function ask() {
    const { roomId } = state.value
    if (roomId === null || status.value === 'sending' || status.value === 'sent') return
    clearTimeout(timer)
    status.value = 'sending'
    try {
      await adapter.request?.(roomId, kind)
      status.value = 'sent'
    } catch (error) {
      code.value = isRecordingError(error) ? error.code : 'unknown'
      status.value = 'failed'
    }
    timer = setTimeout(reset, ASKED_FOR)
  }

  watch(() => state.value.roomId, reset)
  onScopeDispose(() => clearTimeout(timer))

  return {
    isAvailable: computed(() => permissions.value !== null && !canControl.value && hasFeature(context, 'requests')),
    status: computed(() => status.value),
    text: computed(() => {
      if (status.value === 'sent') return kind === 'start' ? texts.value.askedText : texts.value.askedOutText
      if (status.value !== 'failed') return ''
      return code.value === 'rate_limited' ? texts.value.rateLimited : code.value === 'forbidden' ? texts.value.nobody : texts.value.failed
    }),
    ask,
  }
}
