import type { HubUser } from '../rooms/hub-protocol.js'
import type { RoomStream } from '../rooms/room-service.js'
import type { Emitter } from './emitter.js'
import type { HubClient } from './hub-client.js'
import type { CameraOptions } from './media/local-media.js'
import type { VideoSource, VideoStream, VideoViews } from './media/video-views.js'
import type { RoomSession } from './room-session.js'
import { TUIErrorCode, TUIRoomEvents } from './enums/index.js'
import { openCamera, openScreen, stopSource } from './media/local-media.js'
import { cameraPicture, screenPicture } from './media/pictures.js'
import { TuiError } from './tui-error.js'

export interface LocalDevicesOptions {
  hub: HubClient
  session: RoomSession
  views: VideoViews
  engine: Emitter
}

/** The user's own camera, microphone and screen: what is captured here, and what the hub says of it. */
export class LocalDevices {
  #options: LocalDevicesOptions
  #sources = new Map<VideoStream, VideoSource>()
  /** Grows with every opening and closing, so that a capture that comes late is dropped. */
  #generation: Record<VideoStream, number> = { camera: 0, screen: 0 }
  #camera: CameraOptions = {}
  #isMicrophoneOpen = false
  #isMuted = false

  constructor(options: LocalDevicesOptions) {
    this.#options = options
  }

  async openCamera(options: CameraOptions = {}): Promise<void> {
    this.#camera = { ...this.#camera, ...options }
    await this.#open('camera', () => openCamera(this.#camera, this.#picture('camera')))
  }

  async openScreen(): Promise<void> {
    await this.#open('screen', () => openScreen(this.#picture('screen')))
    const source = this.#sources.get('screen')
    if (source?.kind !== 'capture') return
    // the browser's own "Stop sharing"
    source.stream.getVideoTracks()[0]?.addEventListener('ended', () => {
      if (this.#sources.get('screen') !== source) return
      this.close('screen').catch(() => {})
      this.#options.engine.emit(TUIRoomEvents.onUserScreenCaptureStopped, { reason: 0 })
    })
  }

  async close(stream: VideoStream): Promise<void> {
    this.#stop(stream)
    if (this.#options.session.self?.[stream]) await this.#tell(stream, false)
  }

  /** Captures from another camera; at once, if one is on. */
  async switchCamera(options: CameraOptions): Promise<void> {
    this.#camera = { ...this.#camera, ...options }
    const former = this.#sources.get('camera')
    if (!former) return
    const source = await openCamera(this.#camera, this.#picture('camera'))
    if (this.#sources.get('camera') !== former) return stopSource(source)
    stopSource(former)
    this.#show('camera', source)
  }

  async openMicrophone(): Promise<void> {
    this.#assertMayOpen('microphone')
    this.#isMicrophoneOpen = true
    if (!this.#isMuted) await this.#tell('microphone', true)
  }

  async closeMicrophone(): Promise<void> {
    this.#isMicrophoneOpen = false
    await this.#silence()
  }

  async mute(): Promise<void> {
    this.#isMuted = true
    await this.#silence()
  }

  async unmute(): Promise<void> {
    this.#isMuted = false
    if (this.#isMicrophoneOpen) await this.#tell('microphone', true)
  }

  async open(stream: RoomStream): Promise<void> {
    if (stream === 'camera') return this.openCamera()
    if (stream === 'screen') return this.openScreen()
    await this.openMicrophone()
    await this.unmute()
  }

  /** The hub says that one's own stream went on or off; somebody in control may have done it. */
  follow(stream: RoomStream, on: boolean): void {
    if (stream === 'microphone') {
      this.#isMicrophoneOpen = on || (this.#isMicrophoneOpen && this.#isMuted)
    } else if (!on) {
      this.#stop(stream)
    } else if (!this.#sources.has(stream)) {
      this.#show(stream, { kind: 'picture', picture: this.#picture(stream) })
    }
  }

  /** Lets go of everything, as on leaving the room, and tells what was on. */
  reset(): RoomStream[] {
    const on: RoomStream[] = [...this.#sources.keys()]
    if (this.#isMicrophoneOpen && !this.#isMuted) on.push('microphone')
    this.#stop('camera')
    this.#stop('screen')
    this.#isMicrophoneOpen = false
    this.#isMuted = false
    return on
  }

  source(stream: VideoStream): VideoSource | null {
    return this.#sources.get(stream) ?? null
  }

  async #open(stream: VideoStream, capture: () => Promise<VideoSource>): Promise<void> {
    this.#assertMayOpen(stream)
    if (!this.#sources.has(stream)) {
      const generation = ++this.#generation[stream]
      const source = await capture()
      if (generation !== this.#generation[stream] || !this.#options.session.state) return stopSource(source)
      this.#show(stream, source)
    }
    try {
      await this.#tell(stream, true)
    } catch (error) {
      this.#stop(stream)
      throw error
    }
  }

  #assertMayOpen(stream: RoomStream): void {
    const { self, state } = this.#options.session
    if (!self || !state) throw new TuiError(TUIErrorCode.ERR_OPERATION_INVALID_BEFORE_ENTER_ROOM, 'Join a room first')
    // asked before the browser asks for the device; the hub decides
    if (stream === 'screen' && state.users.some(({ userId, screen }) => screen && userId !== self.userId))
      throw new TuiError(TUIErrorCode.ERR_REQUEST_CONFLICT, 'Somebody else is sharing the screen')
  }

  async #silence(): Promise<void> {
    if (this.#options.session.self?.microphone) await this.#tell('microphone', false)
  }

  async #tell(stream: RoomStream, on: boolean): Promise<void> {
    await this.#options.hub.ask('setStream', { stream, on })
  }

  #show(stream: VideoStream, source: VideoSource): void {
    this.#sources.set(stream, source)
    this.#options.views.setSource(this.#userId, stream, source)
  }

  #stop(stream: VideoStream): void {
    this.#generation[stream] += 1
    stopSource(this.#sources.get(stream) ?? null)
    this.#sources.delete(stream)
    this.#options.views.setSource(this.#userId, stream, null)
  }

  get #userId(): string {
    return this.#options.hub.userId ?? ''
  }

  #picture(stream: VideoStream) {
    const userId = this.#userId
    const { session } = this.#options
    return (stream === 'camera' ? cameraPicture : screenPicture)(userId, () => displayName(session.self, userId))
  }
}

export function displayName(user: HubUser | null | undefined, userId: string): string {
  return user?.nameCard || user?.userName || userId
}
