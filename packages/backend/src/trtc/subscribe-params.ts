import type { SubscribeUsers } from '@roomkit-recording/core'

/** SubscribeStreamUserIds of RecordParams and ModifyCloudRecording. An absent list means everybody. */
export interface SubscribeStreamUserIds {
  SubscribeAudioUserIds?: string[]
  UnSubscribeAudioUserIds?: string[]
  SubscribeVideoUserIds?: string[]
  UnSubscribeVideoUserIds?: string[]
}

/** `only` becomes the allow list, `except` the block list. TRTC forbids both of one kind, and so do our types. */
export function subscribeParams({ audio, video }: SubscribeUsers): SubscribeStreamUserIds {
  return {
    ...audio?.only && { SubscribeAudioUserIds: audio.only },
    ...audio?.except && { UnSubscribeAudioUserIds: audio.except },
    ...video?.only && { SubscribeVideoUserIds: video.only },
    ...video?.except && { UnSubscribeVideoUserIds: video.except },
  }
}
