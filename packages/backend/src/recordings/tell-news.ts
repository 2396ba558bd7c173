import type { Logger } from 'pino'
import type { RecordingBackendEvent } from '../options.js'
import type { Store } from '../store/store.js'
import type { RecordingService } from './recording-service.js'
import type { News } from './recording-state.js'
import { setTimeout as wait } from 'node:timers/promises'
import { warningMessages } from './warning-messages.js'

export interface TellNewsOptions {
  store: Pick<Store, 'onNews'>
  service: Pick<RecordingService, 'get'>
  onEvent: (event: RecordingBackendEvent) => void | Promise<void>
  logger: Logger
}

const LAST_WORDS_MS = 5_000

/** Tells the integrator, after it was stored and one after the other. What the integrator throws is logged. */
export function tellNews({ store, service, onEvent, logger }: TellNewsOptions): { close: () => Promise<void> } {
  let told: Promise<void> = Promise.resolve()
  store.onNews((roomId, recordingId, news) => { told = told.then(() => tellAll(roomId, recordingId, news)) })

  async function tellAll(roomId: string, recordingId: string, news: News[]): Promise<void> {
    for (const item of news) {
      try {
        const event = await toEvent(roomId, recordingId, item)
        if (event) await onEvent(event)
      } catch (error) {
        logger.error({ err: error, recordingId, event: item.type }, 'onEvent failed')
      }
    }
  }

  async function toEvent(roomId: string, recordingId: string, item: News): Promise<RecordingBackendEvent | null> {
    const { roomId: _, files, taskIds: __, log: ___, ...recording } = await service.get(recordingId)
    switch (item.type) {
      case 'fileReady':
      case 'fileDeleted': {
        const file = files.find(({ id }) => id === item.fileId)
        return file ? { type: item.type, roomId, recording, file } : null
      }
      case 'warning': return { type: item.type, roomId, recording, code: item.code, message: warningMessages[item.code] }
      default: return { type: item.type, roomId, recording }
    }
  }

  return {
    close: () => Promise.race([told, wait(LAST_WORDS_MS, undefined, { ref: false })]),
  }
}
