import type { RecordingRequest, SubscribeUsers } from '@roomkit-recording/core'
import type { ComputedRef } from 'vue'
import type { RecordingContext } from '../context.js'
import { computed, watch } from 'vue'
import { actorName } from '../actor-name.js'
import { injectRecording } from '../context.js'
import { fill } from '../locale/format.js'
import { requestMessages } from '../locale/request.js'
import { isRecorder } from '../recorder-id.js'
import { leaveOut } from '../requests/leave-out.js'
import { useMessages } from './useMessages.js'
import { useRecording } from './useRecording.js'

export interface RequestView {
  request: RecordingRequest
  title: string
  text: string
}

export interface UseRequestsReturn {
  /** What those in control are asked, oldest first. What has come true by itself is not among them. */
  requests: ComputedRef<RequestView[]>
  /** Who would be recorded after leaving somebody out; `null`: there is no place for one more. */
  subscribeWithout: (request: RecordingRequest) => SubscribeUsers | null
  /** Leaves who asked out of the running recording. */
  grantLeaveOut: (request: RecordingRequest) => Promise<void>
  dismiss: (id: string) => void
}

/** What people in the room ask those in control. */
export function useRequests(recording?: RecordingContext): UseRequestsReturn {
  const context = injectRecording(recording)
  const { controller, state, room } = context
  const { canControl, current } = useRecording(context)
  const texts = useMessages(context, 'request', requestMessages)

  const requests = computed(() => canControl.value
    ? state.value.requests
        .filter(({ kind, by }) => !isRecorder(by.userId) && (kind === 'start') === (current.value === null))
        .map((request): RequestView => {
          const name = actorName(request.by, room)
          return request.kind === 'start'
            ? { request, title: fill(texts.value.wantsStart, { name }), text: texts.value.wantsStartText }
            : { request, title: fill(texts.value.wantsOut, { name }), text: texts.value.wantsOutText }
        })
    : [])

  // Somebody has started meanwhile: that wish has come true.
  watch(() => current.value?.id, id => {
    for (const request of state.value.requests) {
      if (id !== undefined && request.kind === 'start') controller.dismissRequest(request.id)
    }
  })

  const subscribeWithout = ({ by }: RecordingRequest) => leaveOut(current.value?.subscribe ?? {}, by.userId)

  return {
    requests,
    subscribeWithout,
    async grantLeaveOut(request) {
      const subscribe = subscribeWithout(request)
      if (!subscribe) return
      try {
        await controller.update({ subscribe })
        controller.dismissRequest(request.id)
      } catch {
        // Why is in the controller's failure; the request stays to be tried again.
      }
    },
    dismiss: id => controller.dismissRequest(id),
  }
}
