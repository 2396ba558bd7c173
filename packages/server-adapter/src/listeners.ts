import type { RecordingListeners } from '@roomkit-recording/core'

/** Listeners that may be called at any time: silent after `signal`, and a fault of theirs is told to `onError` and goes no further. */
export function guardListeners(listeners: RecordingListeners, signal: AbortSignal): Required<RecordingListeners> {
  const guard = <K extends keyof RecordingListeners>(name: K) => (value: Parameters<Required<RecordingListeners>[K]>[0]) => {
    if (signal.aborted) return
    try {
      (listeners[name] as ((told: typeof value) => void) | undefined)?.(value)
    } catch (error) {
      if (name !== 'onError') guard('onError')(error)
    }
  }
  return {
    onSnapshot: guard('onSnapshot'),
    onPermissions: guard('onPermissions'),
    onRequest: guard('onRequest'),
    onConnection: guard('onConnection'),
    onError: guard('onError'),
  }
}
