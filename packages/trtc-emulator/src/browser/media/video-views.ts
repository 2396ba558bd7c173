import type { RoomStream } from '../../rooms/room-service.js'
import type { Picture } from './pictures.js'

export type VideoSource
  = | { kind: 'picture', picture: Picture }
    | { kind: 'capture', stream: MediaStream, isMirrored: boolean }

export type VideoStream = Exclude<RoomStream, 'microphone'>
export type Fit = 'cover' | 'contain'

interface Shown {
  elements: Set<HTMLElement>
  source: VideoSource | null
  fit: Fit
}

const redrawMs = 500

/** Puts videos into the page's elements: a canvas for an emulated picture, a `<video>` for a captured one. */
export class VideoViews {
  #shown = new Map<string, Shown>()
  #pictures = new Map<HTMLCanvasElement, Picture>()
  #timer: ReturnType<typeof setInterval> | undefined

  /** Shows a stream in exactly these elements, given by id or as they are. */
  show(userId: string, stream: VideoStream, views: readonly (string | HTMLElement)[]): void {
    const elements = views.map(view => typeof view === 'string' ? document.getElementById(view) : view).filter(element => element !== null)
    const shown = this.#of(userId, stream)
    for (const element of shown.elements) {
      if (!elements.includes(element)) this.#clear(element, userId, stream)
    }
    shown.elements = new Set(elements)
    this.#render(userId, stream)
  }

  hide(userId: string, stream: VideoStream): void {
    this.show(userId, stream, [])
  }

  /** What a stream consists of; null while there is none. */
  setSource(userId: string, stream: VideoStream, source: VideoSource | null): void {
    const shown = this.#of(userId, stream)
    for (const element of shown.elements) this.#clear(element, userId, stream)
    shown.source = source
    this.#render(userId, stream)
  }

  source(userId: string, stream: VideoStream): VideoSource | null {
    return this.#of(userId, stream).source
  }

  setFit(userId: string, stream: VideoStream, fit: Fit): void {
    const shown = this.#of(userId, stream)
    shown.fit = fit
    for (const element of shown.elements) {
      const video = videoIn(element, userId, stream)
      if (video) video.style.objectFit = fit
    }
  }

  /** Forgets everybody, as on leaving the room. */
  clear(): void {
    for (const [key, { elements }] of this.#shown) {
      const [userId, stream] = JSON.parse(key) as [string, VideoStream]
      for (const element of elements) this.#clear(element, userId, stream)
    }
    this.#shown.clear()
  }

  #of(userId: string, stream: VideoStream): Shown {
    const key = JSON.stringify([userId, stream])
    const shown = this.#shown.get(key) ?? { elements: new Set(), source: null, fit: 'cover' }
    this.#shown.set(key, shown)
    return shown
  }

  #render(userId: string, stream: VideoStream): void {
    const { elements, source, fit } = this.#of(userId, stream)
    if (!source) return
    for (const element of elements) {
      if (videoIn(element, userId, stream)) continue
      const video = source.kind === 'picture' ? this.#canvas(source.picture) : capture(source)
      Object.assign(video.dataset, { trtcUserId: userId, trtcStream: stream })
      Object.assign(video.style, { position: 'absolute', inset: '0', width: '100%', height: '100%', objectFit: fit })
      if (getComputedStyle(element).position === 'static') element.style.position = 'relative'
      element.append(video)
    }
  }

  #canvas(picture: Picture): HTMLCanvasElement {
    const canvas = document.createElement('canvas')
    canvas.width = picture.width
    canvas.height = picture.height
    canvas.setAttribute('aria-hidden', 'true')
    this.#pictures.set(canvas, picture)
    draw(canvas, picture)
    this.#timer ??= setInterval(() => { this.#redraw() }, redrawMs)
    return canvas
  }

  #redraw(): void {
    for (const [canvas, picture] of this.#pictures) {
      if (canvas.isConnected) draw(canvas, picture)
      else this.#pictures.delete(canvas)
    }
    if (this.#pictures.size > 0) return
    clearInterval(this.#timer)
    this.#timer = undefined
  }

  #clear(element: HTMLElement, userId: string, stream: VideoStream): void {
    const video = videoIn(element, userId, stream)
    if (video instanceof HTMLVideoElement) video.srcObject = null
    video?.remove()
  }
}

function videoIn(element: HTMLElement, userId: string, stream: VideoStream): HTMLElement | undefined {
  return [...element.children].find((child): child is HTMLElement =>
    child instanceof HTMLElement && child.dataset.trtcUserId === userId && child.dataset.trtcStream === stream)
}

function capture({ stream, isMirrored }: VideoSource & { kind: 'capture' }): HTMLVideoElement {
  const video = document.createElement('video')
  Object.assign(video, { muted: true, autoplay: true, playsInline: true, srcObject: stream })
  if (isMirrored) video.style.transform = 'scaleX(-1)'
  return video
}

function draw(canvas: HTMLCanvasElement, picture: Picture) {
  const context = canvas.getContext('2d')
  if (context) picture.draw(context, new Date())
}
