import { TUIMediaDeviceType } from '../enums/index.js'

export interface TuiDevice { deviceId: string, deviceName: string }

const kinds: Record<number, MediaDeviceKind> = {
  [TUIMediaDeviceType.kMediaDeviceTypeAudioInput]: 'audioinput',
  [TUIMediaDeviceType.kMediaDeviceTypeAudioOutput]: 'audiooutput',
  [TUIMediaDeviceType.kMediaDeviceTypeVideoCamera]: 'videoinput',
}

const emulated: Record<string, string> = {
  audioinput: 'Emulated microphone',
  audiooutput: 'Emulated speaker',
  videoinput: 'Emulated camera',
}

/** The browser's devices of a kind; an emulated one where there is none, so that a meeting is possible anyway. */
export async function listDevices(type: TUIMediaDeviceType): Promise<TuiDevice[]> {
  const kind = kinds[type]
  if (!kind) return []
  const all = 'mediaDevices' in navigator ? await navigator.mediaDevices.enumerateDevices() : []
  // before the user allows it, browsers give neither id nor label
  const devices = all.filter(device => device.kind === kind && device.deviceId !== '')
  return devices.length > 0
    ? devices.map(({ deviceId, label }) => ({ deviceId, deviceName: label || deviceId }))
    : [{ deviceId: '', deviceName: emulated[kind]! }]
}
