import type { LocalDevices } from './local-devices.js'
import type { TuiDevice } from './media/devices.js'
import { Emitter } from './emitter.js'
import { TUIMediaDeviceState, TUIMediaDeviceType, TUIRoomDeviceMangerEvents } from './enums/index.js'
import { listDevices } from './media/devices.js'
import { openCamera, stopSource } from './media/local-media.js'
import { cameraPicture } from './media/pictures.js'
import { VideoViews } from './media/video-views.js'

interface DeviceType { type: TUIMediaDeviceType }

/** TUIRoomEngine's media device manager: the lists behind the menus, and the tests of the settings dialog. */
export class MediaDeviceManager extends Emitter {
  #devices: LocalDevices
  #chosen = new Map<TUIMediaDeviceType, string>()
  #preview = new VideoViews()

  constructor(devices: LocalDevices) {
    super()
    this.#devices = devices
    if ('mediaDevices' in navigator) {
      navigator.mediaDevices.addEventListener('devicechange', () => {
        for (const type of [TUIMediaDeviceType.kMediaDeviceTypeAudioInput, TUIMediaDeviceType.kMediaDeviceTypeAudioOutput, TUIMediaDeviceType.kMediaDeviceTypeVideoCamera])
          this.emit(TUIRoomDeviceMangerEvents.onDeviceChanged, { type, deviceId: this.#chosen.get(type) ?? '', state: TUIMediaDeviceState.kMediaDeviceStateActive })
      })
    }
  }

  getDevicesList({ type }: DeviceType): Promise<TuiDevice[]> {
    return listDevices(type)
  }

  async getCurrentDevice({ type }: DeviceType): Promise<TuiDevice | undefined> {
    const devices = await listDevices(type)
    return devices.find(({ deviceId }) => deviceId === this.#chosen.get(type)) ?? devices[0]
  }

  async setCurrentDevice({ type, deviceId }: DeviceType & { deviceId: string }): Promise<void> {
    this.#chosen.set(type, deviceId)
    if (type === TUIMediaDeviceType.kMediaDeviceTypeVideoCamera) await this.#devices.switchCamera({ deviceId })
  }

  async switchCamera({ isFrontCamera }: { isFrontCamera: boolean }): Promise<void> {
    await this.#devices.switchCamera({ isFrontCamera, deviceId: undefined })
  }

  async startCameraDeviceTest({ view }: { view: string }): Promise<void> {
    const deviceId = this.#chosen.get(TUIMediaDeviceType.kMediaDeviceTypeVideoCamera)
    const source = await openCamera({ deviceId }, cameraPicture('', () => ''))
    stopSource(this.#preview.source('', 'camera'))
    this.#preview.setSource('', 'camera', source)
    this.#preview.show('', 'camera', [view])
  }

  async stopCameraDeviceTest(): Promise<void> {
    stopSource(this.#preview.source('', 'camera'))
    this.#preview.clear()
  }

  /** No sound is captured here, so the level that the test shows stays at 0. */
  async startMicDeviceTest(): Promise<void> {}
  async setAudioRoute(): Promise<void> {}
}
