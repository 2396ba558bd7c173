import type { Payload } from '../callbacks/recording-payloads.js'
import type { ObjectStore } from '../cos/object-store.js'
import type { Faults } from '../faults.js'
import type { MediaStore } from '../media/media-store.js'
import type { Rendition } from '../media/rendition.js'
import type { ResolvedOptions } from '../options.js'
import type { RecordedFile } from '../recording-files.js'
import type { RecordingTask } from '../recording-task.js'
import type { VodLibrary } from '../vod/vod-library.js'

/** What `uploadLate` and `uploadFailed` take from the first word to the last, unless they say otherwise. */
export const BACKUP_MS = 60_000

/** What an upload works with. */
export interface UploadContext {
  options: ResolvedOptions
  media: MediaStore
  vod: VodLibrary
  objects: ObjectStore
  renditionOf: (task: RecordingTask, file: RecordedFile) => Rendition
  /** Lets a fault strike. */
  strike: Faults['forTask']
  tell: (task: RecordingTask, eventType: number, payload: Payload) => void
  /** Calls `then` once `ms` have passed, unless the emulator is closed before. */
  later: (ms: number, then: () => void) => void
}
