import type { FileRow, RecordingRow } from '../store/schema.js'
import type { CosStorage } from './cos.js'
import type { FileStorage, StorageCheck } from './file-storage.js'

export interface FileStorages {
  /** Where new recordings go. */
  readonly kind: RecordingRow['storage']
  readonly cos: CosStorage | null
  /** `null`: it is configured no more. */
  of: (kind: RecordingRow['storage']) => FileStorage | null
  /** Where this file is: what was told by VOD stays there, whatever is configured now. */
  holding: (file: Pick<FileRow, 'vodFileId'>, recording: Pick<RecordingRow, 'storage'>) => FileStorage | null
  /**
   * Whether new recordings find a place for their files. Looks at the storage at most once a minute.
   * Never rejects.
   */
  check: () => Promise<StorageCheck>
  close: () => void
}

const CHECK_AGE_MS = 60_000

/** VOD always; COS when there is a bucket, and then new recordings go there. */
export function createFileStorages({ vod, cos }: { vod: FileStorage, cos: CosStorage | null }): FileStorages {
  let checked: { at: number, answer: Promise<StorageCheck> } | null = null
  return {
    kind: cos ? 'cos' : 'vod',
    cos,
    of: kind => kind === 'cos' ? cos : vod,
    holding: ({ vodFileId }, { storage }) => vodFileId !== null || storage === 'vod' ? vod : cos,
    check() {
      if (!checked || performance.now() >= checked.at + CHECK_AGE_MS) {
        const answer = (cos ?? vod).check().catch((): StorageCheck => ({ state: 'unknown', problem: 'The storage could not be looked at.' }))
        checked = { at: performance.now(), answer }
        // trouble is looked at again each time: it may be over
        void answer.then(({ state }) => { if (state !== 'ok' && checked?.answer === answer) checked = null })
      }
      return checked.answer
    },
    close() {
      vod.close()
      cos?.close()
    },
  }
}
