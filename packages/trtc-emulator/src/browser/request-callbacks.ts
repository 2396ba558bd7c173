import type { HubDeviceRequest, HubEvent, HubRequestOutcome } from '../rooms/hub-protocol.js'
import type { Emitter } from './emitter.js'
import { TUIRequestCallbackType, TUIRoomEvents } from './enums/index.js'
import { closeActions, toTuiRequest, toTuiUser } from './tui-types.js'

export interface RequestAnswer {
  requestCallbackType: TUIRequestCallbackType
  requestId: string
  userId: string
  code: number
  message: string
}

export type RequestCallback = (answer: RequestAnswer) => void

const callbackTypes: Record<HubRequestOutcome, TUIRequestCallbackType> = {
  accepted: TUIRequestCallbackType.kRequestAccepted,
  rejected: TUIRequestCallbackType.kRequestRejected,
  cancelled: TUIRequestCallbackType.kRequestCancelled,
  timeout: TUIRequestCallbackType.kRequestTimeout,
}

export interface RequestCallbacksOptions {
  engine: Emitter
  self: () => { userId: string }
  /** An application of one's own was granted. */
  onGranted: (request: HubDeviceRequest) => void
}

/** Device requests: who asked is called back, who may answer hears events. */
export function createRequestCallbacks({ engine, self, onGranted }: RequestCallbacksOptions) {
  const callbacks = new Map<string, RequestCallback>()
  const received = new Map<string, HubDeviceRequest>()

  return {
    expect(requestId: string, callback: RequestCallback | undefined): void {
      if (callback) callbacks.set(requestId, callback)
    },

    /** What was asked of this user, once answered. */
    take(requestId: string): HubDeviceRequest | undefined {
      const request = received.get(requestId)
      received.delete(requestId)
      return request
    },

    clear(): void {
      callbacks.clear()
      received.clear()
    },

    hear(event: HubEvent): void {
      if (event.type === 'requestReceived') {
        received.set(event.request.requestId, event.request)
        engine.emit(TUIRoomEvents.onRequestReceived, { request: toTuiRequest(event.request) })
      } else if (event.type === 'requestClosed') {
        const { request, outcome, by } = event
        received.delete(request.requestId)
        const isAnswered = (outcome === 'accepted' || outcome === 'rejected') && by
        engine.emit(
          isAnswered ? TUIRoomEvents.onRequestProcessed : TUIRoomEvents.onRequestCancelled,
          { request: toTuiRequest(request), userInfo: by ? toTuiUser(by) : null },
        )
      } else if (event.type === 'requestAnswered') {
        const { request, outcome, by } = event
        if (outcome === 'accepted' && request.kind === 'apply') onGranted(request)
        callbacks.get(request.requestId)?.({
          requestCallbackType: callbackTypes[outcome],
          requestId: request.requestId,
          userId: by?.userId ?? request.to?.userId ?? '',
          code: 0,
          message: '',
        })
        callbacks.delete(request.requestId)
      } else if (event.type === 'deviceClosed') {
        const fromUser = toTuiUser(event.by)
        const toUser = { userName: '', nameCard: '', avatarUrl: '', ...self() }
        engine.emit(TUIRoomEvents.onRequestReceived, { request: { requestId: '', requestAction: closeActions[event.device], timestamp: Date.now(), content: '', fromUser, toUser } })
      }
    },
  }
}
