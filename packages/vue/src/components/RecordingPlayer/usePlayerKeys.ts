import type { Ref } from 'vue'

export interface PlayerKeys {
  /** Second of the next marker. */
  next: () => number | undefined
  previous: () => number | undefined
  seek: (seconds: number) => void
}

/** Space or K plays and pauses, arrows and J and L jump, M mutes, F fills the screen, N and P go to markers. */
export function usePlayerKeys(video: Readonly<Ref<HTMLVideoElement | null>>, { next, previous, seek }: PlayerKeys): (event: KeyboardEvent) => void {
  return function onKeydown(event) {
    const element = video.value
    if (!element || event.ctrlKey || event.metaKey || event.altKey) return
    const jump = (seconds: number) => seek(Math.min(element.currentTime + seconds, Number.isFinite(element.duration) ? element.duration : Infinity))
    const to = (seconds: number | undefined) => { if (seconds !== undefined) seek(seconds) }
    const actions: Record<string, () => void> = {
      ' ': toggle,
      'k': toggle,
      'arrowleft': () => jump(-5),
      'arrowright': () => jump(5),
      'j': () => jump(-10),
      'l': () => jump(10),
      'm': () => { element.muted = !element.muted },
      'f': () => { void (document.fullscreenElement ? document.exitFullscreen() : element.requestFullscreen?.().catch(() => {})) },
      'n': () => to(next()),
      'p': () => to(previous()),
    }
    const act = actions[event.key.toLowerCase()]
    if (!act) return
    // The browser's own keys for a video would do it a second time.
    event.preventDefault()
    // A meeting's own keys must not hear it: M is often its microphone.
    event.stopPropagation()
    act()

    function toggle() {
      if (element!.paused) void element!.play().catch(() => {})
      else element!.pause()
    }
  }
}
