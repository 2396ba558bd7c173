import type { Logger } from 'pino'
import type { RecordingBackendEvent } from '../options.js'
import type { Store } from '../store/store.js'
import type { RecordingService } from './recording-service.js'

export interface TellNewsOptions {
  store: Pick<Store, 'onNews'>
  service: Pick<RecordingService, 'get'>
  onEvent: (event: RecordingBackendEvent) => void | Promise<void>
  logger: Logger
}

/** Tells the integrator, after it was stored. What the integrator throws is logged. */
export function tellNews({ store, service, onEvent, logger }: TellNewsOptions): void {
  store.onNews(async (roomId, recordingId, news) => {
    try {
      const { roomId: _, files, taskIds: __, log: ___, ...recording } = await service.get(recordingId)
      for (const { type, ...item } of news) {
        if (type === 'fileReady') {
          const file = files.find(({ id }) => 'fileId' in item && id === item.fileId)
          if (file) await onEvent({ type, roomId, recording, file })
        } else if (type === 'warning') {
          if ('code' in item) await onEvent({ type, roomId, recording, code: item.code })
        } else {
          await onEvent({ type, roomId, recording })
        }
      }
    } catch (error) {
      logger.error({ err: error, recordingId }, 'onEvent failed')
    }
  })
}
