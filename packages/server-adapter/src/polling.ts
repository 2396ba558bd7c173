import type { Permissions, RecordingListeners, RoomSnapshot } from '@roomkit-recording/core'
import { sleep } from '@roomkit-recording/core'

export interface PollingOptions {
  snapshot: (signal: AbortSignal) => Promise<RoomSnapshot>
  permissions: (signal: AbortSignal) => Promise<Permissions>
  listeners: Pick<Required<RecordingListeners>, 'onSnapshot' | 'onPermissions' | 'onError'>
  /** Polling gave up after it had worked. */
  onFailed: (error: unknown) => void
  everyMs: number
  /** What ends a pause early. */
  asleep: Set<() => void>
}

export interface Polling {
  readonly isOn: boolean
  /** Asks once; goes on asking if that worked, rejects if it didn't. */
  start: () => Promise<void>
  stop: () => void
}

/** What stands in for the event stream where a proxy holds streams back. */
export function createPolling({ snapshot, permissions, listeners, onFailed, everyMs, asleep }: PollingOptions): Polling {
  let turn: AbortController | undefined

  async function ask({ signal }: AbortController) {
    const current = await snapshot(signal)
    if (signal.aborted) return
    listeners.onSnapshot(current)
    try {
      const allowed = await permissions(signal)
      if (!signal.aborted) listeners.onPermissions(allowed)
    } catch (error) {
      // whoever has the snapshot is not cut off from it because the permissions could not be had
      if (!signal.aborted) listeners.onError(error)
    }
  }

  async function goOn(own: AbortController) {
    try {
      for (;;) {
        // a crowd that lost its streams in the same moment must not ask in step
        await sleep(everyMs * (0.8 + 0.4 * Math.random()), own.signal, asleep)
        if (own.signal.aborted) return
        await ask(own)
      }
    } catch (error) {
      if (own.signal.aborted) return
      turn = undefined
      onFailed(error)
    }
  }

  return {
    get isOn() { return !!turn },
    async start() {
      const own = turn = new AbortController()
      try {
        await ask(own)
      } catch (error) {
        turn = undefined
        throw error
      }
      void goOn(own)
    },
    stop() {
      turn?.abort()
      turn = undefined
    },
  }
}
