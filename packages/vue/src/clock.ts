import type { RecordingController, RecordingState } from '@roomkit-recording/core'
import type { ShallowRef } from 'vue'
import { shallowReadonly, shallowRef } from 'vue'

/** The server's clock as something to watch. Shared by everything that shows a time of one room. */
export interface RecordingClock {
  /** The server's time in milliseconds: right after every change of state and, while followed, each second. */
  readonly now: Readonly<ShallowRef<number>>
  /** Ticks until the returned function is called. */
  follow: () => () => void
  /** Looks at the clock again. */
  update: () => void
}

const ticking = new Set<RecordingState['status']>(['recording', 'unconfirmed', 'automatic'])

/** Since when (server's clock) the room has been recorded. */
export function startOf({ current, snapshot, status }: RecordingState): number | null {
  return current ? current.startedAt : status === 'automatic' ? snapshot?.auto.startedAt ?? null : null
}

/** One timer a second while somebody looks at a time that changes, none otherwise. */
export function createRecordingClock(controller: RecordingController): RecordingClock {
  const now = shallowRef(controller.serverNow())
  let followers = 0
  let timer: ReturnType<typeof setTimeout> | undefined

  function schedule() {
    clearTimeout(timer)
    const { state } = controller
    if (!followers || document.hidden || !ticking.has(state.status)) return
    const intoSecond = (((now.value - (startOf(state) ?? 0)) % 1000) + 1000) % 1000
    // A timer may fire a moment early; the margin keeps that from showing a second twice.
    timer = setTimeout(update, 1000 - intoSecond + 4)
  }

  // Always read anew: browsers slow timers down in hidden tabs and stop them while the computer sleeps.
  function update() {
    now.value = controller.serverNow()
    schedule()
  }

  function follow() {
    if (followers++ === 0) document.addEventListener('visibilitychange', update)
    update()
    let following = true
    return () => {
      if (!following) return
      following = false
      if (--followers === 0) document.removeEventListener('visibilitychange', update)
      schedule()
    }
  }

  return { now: shallowReadonly(now), follow, update }
}
