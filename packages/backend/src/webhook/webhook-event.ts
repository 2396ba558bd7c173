import type { RecordingBackendEvent } from '../options.js'
import type { News, RecordingState } from '../recordings/recording-state.js'
import { toRecording, toRecordingFile } from '../recordings/to-recording.js'
import { warningMessages } from '../recordings/warning-messages.js'

/** What a receiver gets: the same as `onEvent`, with the time at which it was stored (ISO 8601). */
export interface RecordingWebhook<E extends RecordingBackendEvent = RecordingBackendEvent> {
  type: E['type']
  timestamp: string
  data: Omit<E, 'type'>
}

/** `null` when there is nothing left to tell. */
export function webhookBody(roomId: string, { recording: row, files }: RecordingState, news: News, now: number): string | null {
  const data: Record<string, unknown> = { roomId, recording: toRecording(row, files) }
  if (news.type === 'warning') Object.assign(data, { code: news.code, message: warningMessages[news.code] })
  if (news.type === 'fileReady' || news.type === 'fileDeleted') {
    const file = files.find(({ id }) => id === news.fileId)
    if (!file) return null
    data.file = toRecordingFile(file)
  }
  return JSON.stringify({ type: news.type, timestamp: new Date(now).toISOString(), data })
}
