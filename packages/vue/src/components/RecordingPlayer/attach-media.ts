/// <reference path="../../hls-light.d.ts" />

/** Why a file does not play. `network` is what an expired link looks like too. */
export type MediaFault = 'network' | 'decode' | 'unsupported'

export interface MediaSource {
  url: string
  isStream: boolean
  /** Is told at most once. */
  onFault: (fault: MediaFault) => void
}

/** What `MediaError.code` says; a link that is refused is told as “not supported” by browsers. */
const faults: Record<number, MediaFault> = { 2: 'network', 3: 'decode', 4: 'unsupported' }

/**
 * Gives a video something to play: itself what it can play itself, else HLS through hls.js, which is loaded only then.
 * Undone by the returned function.
 */
export async function attachMedia(video: HTMLVideoElement, { url, isStream, onFault }: MediaSource, signal: AbortSignal): Promise<() => void> {
  if (isStream && !video.canPlayType('application/vnd.apple.mpegurl')) return attachHls(video, url, onFault, signal)
  const onError = () => onFault(faults[video.error?.code ?? 0] ?? 'network')
  video.addEventListener('error', onError, { once: true })
  video.src = url
  return () => {
    video.removeEventListener('error', onError)
    empty(video)
  }
}

async function attachHls(video: HTMLVideoElement, url: string, onFault: MediaSource['onFault'], signal: AbortSignal): Promise<() => void> {
  const { default: Hls } = await import('hls.js/light')
  if (signal.aborted) return () => {}
  if (!Hls.isSupported()) {
    onFault('unsupported')
    return () => {}
  }
  const hls = new Hls()
  let recoveries = 0
  let isTold = false
  hls.on(Hls.Events.ERROR, (_event, { fatal, type }) => {
    if (!fatal || isTold) return
    // Most decoding errors pass when the decoder begins anew.
    if (type === Hls.ErrorTypes.MEDIA_ERROR && recoveries++ === 0) return hls.recoverMediaError()
    isTold = true
    onFault(type === Hls.ErrorTypes.NETWORK_ERROR ? 'network' : 'decode')
  })
  hls.loadSource(url)
  hls.attachMedia(video)
  return () => {
    hls.destroy()
    empty(video)
  }
}

/** Ends its downloads. */
function empty(video: HTMLVideoElement) {
  video.removeAttribute('src')
  video.load()
}
