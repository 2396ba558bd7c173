import type { LocalDevices } from './local-devices.js'
import type { VideoViews } from './media/video-views.js'
import { Emitter } from './emitter.js'
import { TRTCVideoFillMode, TRTCVideoStreamType } from './enums/index.js'

interface RenderParams { fillMode?: TRTCVideoFillMode }

export interface TrtcCloudOptions {
  views: VideoViews
  devices: LocalDevices
  selfId: () => string
}

const fitOf = ({ fillMode }: RenderParams) => fillMode === TRTCVideoFillMode.TRTCVideoFillMode_Fit ? 'contain' : 'cover'

/** The part of `trtc-cloud-js-sdk` that TUIRoomKit reaches through the engine. */
export class TRTCCloud extends Emitter {
  #options: TrtcCloudOptions

  static callExperimentalAPI(): void {}

  /** Plugins work on captured pixels; none is here, and TUIRoomKit greys their buttons. */
  static getPlugin() {
    return { isSupported: () => false }
  }

  constructor(options: TrtcCloudOptions) {
    super()
    this.#options = options
  }

  setLocalRenderParams(params: RenderParams): void {
    const { views, selfId } = this.#options
    if (params.fillMode !== undefined) views.setFit(selfId(), 'camera', fitOf(params))
  }

  setRemoteRenderParams(userId: string, streamType: TRTCVideoStreamType, params: RenderParams): void {
    const stream = streamType === TRTCVideoStreamType.TRTCVideoStreamTypeSub ? 'screen' : 'camera'
    if (params.fillMode !== undefined) this.#options.views.setFit(userId, stream, fitOf(params))
  }

  /** TUIRoomKit shows the sharer's own screen through the TRTC instance below the cloud. */
  readonly _trtc = {
    updateScreenShare: async ({ view }: { view: string | HTMLElement | HTMLElement[] | null }): Promise<void> => {
      const { views, selfId } = this.#options
      views.show(selfId(), 'screen', view === null ? [] : [view].flat())
      views.setFit(selfId(), 'screen', 'contain')
    },
    getVideoTrack: ({ streamType }: { streamType: 'main' | 'sub' }) => {
      const source = this.#options.devices.source(streamType === 'sub' ? 'screen' : 'camera')
      if (source?.kind === 'capture') return source.stream.getVideoTracks()[0] ?? null
      // a drawn screen shows nothing of the page, so previewing it makes no hall of mirrors: as with a shared tab
      return source ? { getSettings: () => ({ displaySurface: 'browser' }) } : null
    },
  }

  // There is no sound and nothing to tune.
  callExperimentalAPI(): void {}
  enableAudioVolumeEvaluation(): void {}
  setAudioCaptureVolume(): void {}
  setAudioPlayoutVolume(): void {}
  useBeautyStyle(): void {}
  setBeautyStyle(): void {}

  getAITranscriberManager() {
    return { addListener() {}, removeListener() {} }
  }

  getWhiteboardManager(): never {
    throw new Error('The TRTC emulator has no whiteboard')
  }
}
