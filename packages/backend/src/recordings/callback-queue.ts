import type { TrtcCallback } from '../trtc/callback.js'
import { isRoomCallback } from '../trtc/callback.js'

/** A callback that is on disk. */
export interface WaitingCallback {
  id: number
  callback: TrtcCallback
}

export interface CallbackQueue {
  readonly length: number
  put: (waiting: WaitingCallback) => void
  /** Callbacks of one task or of one room that nobody else is at, in the order in which they came. Empty when there are none. */
  take: () => WaitingCallback[]
  /** These took effect, or could not. */
  done: (group: WaitingCallback[]) => void
}

/** Longer queues are left to the database. */
const LONGEST = 10_000
/** Of one task or room, that take effect together. */
const MOST_TOGETHER = 100

const keyOf = (callback: TrtcCallback) => isRoomCallback(callback) ? `room ${callback.roomId}` : `task ${callback.recorderUserId} ${callback.taskId}`

/** What waits for the same task or room takes effect together, so that a storm costs as many transactions as it has tasks. */
export function createCallbackQueue(): CallbackQueue {
  const groups = new Map<string, WaitingCallback[]>()
  const underWay = new Set<string>()
  const ids = new Set<number>()

  return {
    get length() { return ids.size },
    put(waiting) {
      if (ids.has(waiting.id) || ids.size >= LONGEST) return
      ids.add(waiting.id)
      const key = keyOf(waiting.callback)
      const group = groups.get(key)
      if (group) group.push(waiting)
      else groups.set(key, [waiting])
    },
    take() {
      for (const [key, group] of groups) {
        if (underWay.has(key)) continue
        underWay.add(key)
        const taken = group.splice(0, MOST_TOGETHER)
        groups.delete(key)
        // the rest comes after the others
        if (group.length > 0) groups.set(key, group)
        return taken
      }
      return []
    },
    done(group) {
      for (const { id, callback } of group) {
        ids.delete(id)
        underWay.delete(keyOf(callback))
      }
    },
  }
}
