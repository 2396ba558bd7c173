/** Devices and streams, as in `@tencentcloud/tuiroom-engine-js` 3.4.4. */

export enum TUIMediaDevice {
  kMicrophone = 1,
  kCamera = 2,
  kScreen = 3,
}

export enum TUIMediaDeviceType {
  kMediaDeviceTypeUnknown = -1,
  kMediaDeviceTypeAudioInput = 0,
  kMediaDeviceTypeAudioOutput = 1,
  kMediaDeviceTypeVideoCamera = 2,
}

export enum TUIMediaDeviceState {
  kMediaDeviceStateAdd = 0,
  kMediaDeviceStateRemove = 1,
  kMediaDeviceStateActive = 2,
}

export enum TUIRoomDeviceMangerEvents {
  onDeviceChanged = 'onDeviceChanged',
  onTestMicVolume = 'onTestMicVolume',
  onTestSpeakerVolume = 'onTestSpeakerVolume',
}

export enum TUIVideoStreamType {
  kCameraStream = 0,
  kScreenStream = 1,
  kCameraStreamLow = 2,
}

export enum TUIVideoQuality {
  kVideoQuality_360p = 1,
  kVideoQuality_540p = 2,
  kVideoQuality_720p = 3,
  kVideoQuality_1080p = 4,
}

export enum TUIAudioQuality {
  kAudioProfileSpeech = 0,
  kAudioProfileDefault = 1,
  kAudioProfileMusic = 2,
}

export enum TUIAudioRoute {
  kAudioRouteSpeakerphone = 0,
  kAudioRouteEarpiece = 1,
}

export enum TUINetworkQuality {
  kQualityUnknown = 0,
  kQualityExcellent = 1,
  kQualityGood = 2,
  kQualityPoor = 3,
  kQualityBad = 4,
  kQualityVeryBad = 5,
  kQualityDown = 6,
}

export enum TUIResolutionMode {
  kResolutionMode_Landscape = 0,
  kResolutionMode_Portrait = 1,
}

export enum TUICaptureSourceType {
  kWindow = 0,
  kScreen = 1,
}
