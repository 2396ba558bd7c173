import type { RecordingState } from '../recordings/recording-state.js'
import type { FileRow } from '../store/schema.js'
import { finish } from '../recordings/changes.js'

/** On its way to being deleted; nobody may play it any more. */
export const isDeletionPending = ({ status, deleteAskedAt }: Pick<FileRow, 'status' | 'deleteAskedAt'>): boolean => deleteAskedAt !== null && status !== 'deleted'

export const isPlayable = ({ status, deleteAskedAt }: Pick<FileRow, 'status' | 'deleteAskedAt'>): boolean => status === 'ready' && deleteAskedAt === null

/** VOD's id says it; else a task never gives one name twice. */
function isSameFile(known: FileRow, file: FileRow): boolean {
  if (known.vodFileId !== null && file.vodFileId !== null) return known.vodFileId === file.vodFileId
  return known.taskId === file.taskId && known.name === file.name
}

/**
 * Adds a file, or brings the known one up to date. A file that comes late turns `failed` into `ready`.
 * Callbacks and looks at the storage tell of the same file, in any order; neither takes away what the other one knew.
 */
export function putFile(state: RecordingState, file: FileRow): void {
  const { recording, files } = state
  const index = files.findIndex(known => isSameFile(known, file))
  const known = files[index]
  if (!known) {
    files.push(file)
    if (file.status === 'ready') fileCame(state, file)
    return
  }
  if (known.status === 'deleted') {
    // deleted before there was any media: what has come of it since is deleted too
    if (known.vodFileId === null && file.vodFileId !== null) files[index] = { ...merge(known, file), status: file.status }
    return
  }
  if (known.status === 'ready') {
    files[index] = complete(known, file)
    return
  }
  const stored = merge(known, file)
  files[index] = stored
  if (isPlayable(stored)) fileCame(state, stored)
  else if (stored.status === 'ready') recording.captured = true
}

function fileCame(state: RecordingState, { id }: FileRow): void {
  const { recording } = state
  state.news.push({ type: 'fileReady', fileId: id })
  recording.captured = true
  if (recording.status === 'failed') {
    recording.error = null
    finish(state, 'ready')
  }
}

/** The newer one, with what only the older one knew. */
function merge(known: FileRow, file: FileRow): FileRow {
  return { ...complete(file, known), id: known.id, deleteAskedAt: known.deleteAskedAt }
}

function complete(file: FileRow, other: FileRow): FileRow {
  return {
    ...file,
    vodFileId: file.vodFileId ?? other.vodFileId,
    url: file.url ?? other.url,
    startedAt: file.startedAt ?? other.startedAt,
    endedAt: file.endedAt ?? other.endedAt,
    durationMs: file.durationMs ?? other.durationMs,
    sizeBytes: file.sizeBytes ?? other.sizeBytes,
  }
}
