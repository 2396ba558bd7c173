import type { RecordingFile, RecordingFileLink } from '@roomkit-recording/core'
import type { Ref, ShallowRef } from 'vue'
import type { MediaFault } from './attach-media.js'
import { onBeforeUnmount, shallowReadonly, shallowRef, watch } from 'vue'
import { isStream } from '../../composables/useFileActions.js'
import { attachMedia } from './attach-media.js'

export type PlayerStatus = 'loading' | 'renewing' | 'ready' | 'error'

export interface PlaybackOptions {
  video: Readonly<Ref<HTMLVideoElement | null>>
  file: () => RecordingFile | null
  /** Asks for a link. */
  link: (file: RecordingFile, signal: AbortSignal) => Promise<RecordingFileLink>
}

export interface Playback {
  status: Readonly<ShallowRef<PlayerStatus>>
  fault: Readonly<ShallowRef<MediaFault | 'link' | null>>
  /** Why there is no link. */
  cause: Readonly<ShallowRef<unknown>>
  /** Seconds. */
  time: Readonly<ShallowRef<number>>
  /** Seconds; 0 until known. */
  duration: Readonly<ShallowRef<number>>
  /** Goes to a second of this file. */
  seek: (seconds: number) => void
  /** Where the file that is chosen next begins, in seconds. */
  beginAt: (seconds: number) => void
  play: () => void
  /** Asks for the file anew, at the same position. */
  retry: () => void
}

/**
 * Plays the chosen file. A link that does not work, as one that has expired, is asked for anew once, and it goes on where it was;
 * only when that fails too is it told.
 */
export function usePlayback({ video, file, link }: PlaybackOptions): Playback {
  const status = shallowRef<PlayerStatus>('loading')
  const fault = shallowRef<MediaFault | 'link' | null>(null)
  const cause = shallowRef<unknown>(null)
  const time = shallowRef(0)
  const duration = shallowRef(0)
  let position = 0
  let nextPosition = 0
  let wantsToPlay = false
  /** A new link may be asked for: none has failed since the last progress. */
  let mayRenew = true
  let loading = new AbortController()
  let detach = () => {}

  async function load(as: 'loading' | 'renewing') {
    const element = video.value
    const wanted = file()
    loading.abort()
    loading = new AbortController()
    const { signal } = loading
    detach()
    detach = () => {}
    fault.value = null
    if (!element || !wanted) return
    status.value = as
    try {
      const { url } = await link(wanted, signal)
      if (signal.aborted) return
      const undo = await attachMedia(element, { url, isStream: isStream(wanted), onFault: what => onFault(what, signal) }, signal)
      if (signal.aborted) undo()
      else detach = undo
    } catch (error) {
      if (signal.aborted) return
      cause.value = error
      fail('link')
    }
  }

  function onFault(what: MediaFault, { aborted }: AbortSignal) {
    if (aborted) return
    // A picture that can't be decoded will not get better with another link.
    if (what === 'decode' || !mayRenew) return fail(what)
    mayRenew = false
    // The element forgets where it was once it has failed; what it told last holds.
    position = time.value
    void load('renewing')
  }

  function fail(what: MediaFault | 'link') {
    fault.value = what
    status.value = 'error'
    wantsToPlay = false
  }

  function start() {
    // A browser may refuse sound without a press; then the press on its own button starts it.
    video.value?.play().catch(() => {})
  }

  function listen(element: HTMLVideoElement, { signal }: AbortController) {
    const on = (event: string, listener: () => void) => element.addEventListener(event, listener, { signal })
    on('loadedmetadata', () => {
      duration.value = Number.isFinite(element.duration) ? element.duration : 0
      if (position > 0) element.currentTime = position
      status.value = 'ready'
      if (wantsToPlay) start()
    })
    on('durationchange', () => { duration.value = Number.isFinite(element.duration) ? element.duration : 0 })
    on('timeupdate', () => {
      if (element.error || element.readyState === 0 || element.seeking) return
      // Frames have come: the link works.
      if (element.currentTime > time.value) mayRenew = true
      time.value = element.currentTime
    })
    on('seeking', () => { if (!element.error && element.readyState > 0) time.value = element.currentTime })
    on('play', () => { wantsToPlay = true })
    on('pause', () => { if (!element.error && status.value === 'ready') wantsToPlay = false })
    on('ended', () => { wantsToPlay = false })
  }

  let listening = new AbortController()
  watch(video, element => {
    listening.abort()
    listening = new AbortController()
    if (element) listen(element, listening)
  }, { flush: 'post', immediate: true })

  watch([video, () => file()?.id], ([element, id], [, before] = [null, undefined]) => {
    if (id !== before) {
      time.value = position = nextPosition
      nextPosition = duration.value = 0
    }
    mayRenew = true
    if (element) void load('loading')
  }, { flush: 'post', immediate: true })

  onBeforeUnmount(() => {
    loading.abort()
    listening.abort()
    detach()
  })

  return {
    status: shallowReadonly(status),
    fault: shallowReadonly(fault),
    cause: shallowReadonly(cause),
    time: shallowReadonly(time),
    duration: shallowReadonly(duration),
    seek(seconds) {
      position = Math.max(0, seconds)
      if (video.value && status.value === 'ready') {
        video.value.currentTime = position
        time.value = position
      }
    },
    beginAt(seconds) { nextPosition = Math.max(0, seconds) },
    play() {
      wantsToPlay = true
      if (status.value === 'ready') start()
    },
    retry() {
      mayRenew = true
      position = time.value
      void load('loading')
    },
  }
}
