import type { Permissions, RoomSnapshot } from '@roomkit-recording/core'
import type { Sleeper } from './sleep.js'

export interface PollingOptions {
  snapshot: (signal: AbortSignal) => Promise<RoomSnapshot>
  permissions: (signal: AbortSignal) => Promise<Permissions>
  onSnapshot: (snapshot: RoomSnapshot) => void
  onPermissions: (permissions: Permissions) => void
  /** Permissions could not be had this time; polling goes on. */
  onMissed: (error: unknown) => void
  /** Polling gave up after it had worked. */
  onFailed: (error: unknown) => void
  everyMs: number
  sleeper: Sleeper
}

export interface Polling {
  readonly isOn: boolean
  /** Asks once; goes on asking if that worked, rejects if it didn't. */
  start: () => Promise<void>
  stop: () => void
}

/** What stands in for the event stream where a proxy holds streams back. */
export function createPolling({ snapshot, permissions, onSnapshot, onPermissions, onMissed, onFailed, everyMs, sleeper }: PollingOptions): Polling {
  let turn: AbortController | undefined

  async function ask(signal: AbortSignal) {
    const current = await snapshot(signal)
    if (signal.aborted) return
    onSnapshot(current)
    try {
      const allowed = await permissions(signal)
      if (!signal.aborted) onPermissions(allowed)
    } catch (error) {
      if (!signal.aborted) onMissed(error)
    }
  }

  async function goOn(own: AbortController) {
    try {
      while (!own.signal.aborted) {
        // a crowd that lost its streams in the same moment must not ask in step
        await sleeper.sleep(everyMs * (0.8 + 0.4 * Math.random()), own.signal)
        if (!own.signal.aborted) await ask(own.signal)
      }
    } catch (error) {
      if (turn !== own) return
      turn = undefined
      onFailed(error)
    }
  }

  return {
    get isOn() { return turn !== undefined },
    async start() {
      const own = new AbortController()
      turn = own
      try {
        await ask(own.signal)
      } catch (error) {
        if (turn === own) turn = undefined
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
