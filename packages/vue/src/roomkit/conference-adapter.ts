import type { RecordingAdapter } from '@roomkit-recording/core'
import type { ConferenceAdapterOptions } from './conference-recording-adapter.js'
import { createConferenceRecordingAdapter } from './conference-recording-adapter.js'
import { useRoomKit } from './use-room-kit.js'

/**
 * Drives TUIRoomKit's own recording (Conference-managed, from 6.2 on) through the same components, where there is no backend.
 * It starts, stops, and shows everybody in the room that it runs and who started it. What it can't do is absent: layouts, people,
 * quality, file names and limits are the service's, and its files are found in the storage that was agreed on with Tencent.
 *
 * @example
 * app.use(installRoomKitRecording(conference, { adapter: createConferenceAdapter() }))
 */
export function createConferenceAdapter(options?: ConferenceAdapterOptions): RecordingAdapter {
  return createConferenceRecordingAdapter(useRoomKit(), options)
}
