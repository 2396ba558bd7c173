import type { Logger } from 'pino'
import type { Driver } from '../recordings/driver.js'
import type { CosStorageOptions } from '../storage/cos-params.js'
import type { FileStorages } from '../storage/file-storages.js'
import type { Store } from '../store/store.js'
import type { CallBudget } from '../trtc/call-budget.js'
import type { FileTimings } from './file-timings.js'
import type { RecordingFiles } from './recording-files.js'
import { createFileStorages } from '../storage/file-storages.js'
import { createPlaylistTokens } from '../storage/playlist-token.js'
import { createVodClient } from '../storage/vod-client.js'
import { createVodStorage } from '../storage/vod.js'
import { createTencentcloudClient } from '../trtc/tencentcloud-client.js'
import { createFileWorker } from './file-worker.js'
import { createRecordingFiles } from './recording-files.js'

export interface StorageOptions {
  sdkAppId: number
  secretId: string
  secretKey: string
  vodEndpoint: string
  vodSubAppId: number | undefined
  vodPlayKey: string | undefined
  /** `null`: files go to VOD. */
  cos: CosStorageOptions | null
  timeoutMs: number
  budget: CallBudget
}

/** VOD, and COS when there is a bucket. COS's client is loaded only then. */
export async function openStorages({ sdkAppId, secretId, secretKey, vodEndpoint, vodSubAppId, vodPlayKey, cos, timeoutMs, budget }: StorageOptions): Promise<FileStorages> {
  const client = createTencentcloudClient({ endpoint: vodEndpoint, version: '2018-07-17', region: '', secretId, secretKey, timeoutMs, budget })
  const vod = createVodStorage({ vod: createVodClient({ client, subAppId: vodSubAppId }), sdkAppId, playKey: vodPlayKey })
  return createFileStorages({ vod, cos: cos && (await import('../storage/cos.js')).createCosStorage(cos) })
}

export interface FileLibraryOptions {
  store: Store
  storages: FileStorages
  driver: Pick<Driver, 'advance'>
  timings: FileTimings
  logger: Logger
  /** Any secret that all instances have. */
  secret: string
  retentionDays: number | undefined
  pauseMs?: number | undefined
}

export interface FileLibrary {
  files: RecordingFiles
  start: () => Promise<void>
  close: () => Promise<void>
}

/** Everything about files: what may be asked of them, and the work behind it. */
export function createFileLibrary({ store, storages, driver, timings, logger, secret, retentionDays, pauseMs }: FileLibraryOptions): FileLibrary {
  const worker = createFileWorker({ store, storages, driver, timings, logger, retentionDays: retentionDays ?? null, ...pauseMs !== undefined && { pauseMs } })
  return {
    files: createRecordingFiles({ store, storages, worker, tokens: createPlaylistTokens(secret), timings }),
    start: worker.start,
    async close() {
      await worker.close()
      storages.close()
    },
  }
}
