import type { ShallowReactive } from 'vue'
import type { RecordingContext } from '../context.js'
import { onScopeDispose, shallowReactive } from 'vue'
import { injectRecording } from '../context.js'

/** `waiting`: nothing has been asked of the backend yet. `failed`: the files are still there. */
export interface FileDeletion {
  id: number
  recordingId: string
  fileIds: readonly string[]
  state: 'waiting' | 'deleting' | 'failed'
  /** Why it did not work. */
  error: unknown
}

export interface UseFileDeletionReturn {
  /** Under way, oldest first. */
  deletions: ShallowReactive<FileDeletion[]>
  /** How long it can be undone, in milliseconds. */
  undoMs: number
  /** Deletes files for good once the time to undo has passed. */
  remove: (recordingId: string, fileIds: readonly string[]) => void
  /** Keeps the files; also takes a failed one off the list. */
  undo: (id: number) => void
}

export interface FileDeletionOptions {
  /** How long it can be undone, in milliseconds. @default 8000 */
  undoMs?: number
  /** Files are gone: their recording has changed. */
  onDeleted?: (recordingId: string) => void
}

/**
 * Deletes files with time to change one's mind. The backend is asked only after that time, for a deleted file can't be brought back;
 * whoever leaves before keeps the files.
 */
export function useFileDeletion(recording?: RecordingContext, { undoMs = 8000, onDeleted }: FileDeletionOptions = {}): UseFileDeletionReturn {
  const { adapter } = injectRecording(recording)
  const deletions = shallowReactive<FileDeletion[]>([])
  const timers = new Map<number, ReturnType<typeof setTimeout>>()
  let ids = 0

  function change(id: number, changes: Partial<FileDeletion>) {
    const index = deletions.findIndex(deletion => deletion.id === id)
    if (index >= 0) deletions[index] = { ...deletions[index]!, ...changes }
  }

  function drop(id: number) {
    clearTimeout(timers.get(id))
    timers.delete(id)
    const index = deletions.findIndex(deletion => deletion.id === id)
    if (index >= 0) deletions.splice(index, 1)
  }

  async function carryOut({ id, recordingId, fileIds }: FileDeletion) {
    timers.delete(id)
    change(id, { state: 'deleting' })
    const left = [...fileIds]
    try {
      while (left.length) {
        await adapter.deleteFile?.(recordingId, left[0]!)
        left.shift()
      }
      drop(id)
    } catch (error) {
      change(id, { state: 'failed', error, fileIds: left })
    }
    if (left.length < fileIds.length) onDeleted?.(recordingId)
  }

  onScopeDispose(() => {
    for (const timer of timers.values()) clearTimeout(timer)
  })

  return {
    deletions,
    undoMs,
    remove(recordingId, fileIds) {
      for (const { id, state, recordingId: other } of [...deletions]) {
        if (state === 'failed' && other === recordingId) drop(id)
      }
      const deletion: FileDeletion = { id: ++ids, recordingId, fileIds: [...fileIds], state: 'waiting', error: null }
      deletions.push(deletion)
      timers.set(deletion.id, setTimeout(() => void carryOut(deletion), undoMs))
    },
    undo(id) {
      if (deletions.find(deletion => deletion.id === id)?.state !== 'deleting') drop(id)
    },
  }
}
