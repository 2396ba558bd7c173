import type { RecordingState } from '../recordings/recording-state.js'
import type { FoundFile } from '../storage/file-storage.js'
import type { FileRow, RunRow } from '../store/schema.js'
import { note, seeRun } from '../recordings/changes.js'
import { isActive } from '../recordings/recording-state.js'
import { formatOf } from './file-row.js'
import { putFile } from './put-file.js'

export interface FoundContext {
  now: number
  createId: () => string
  /** So long after the end a task of which nothing was found has left nothing behind, when others have. */
  stragglerMs: number
}

/**
 * What a look at the storage changes; files of other recordings are passed over. Alters the state it is given.
 * A file that is there stands for the callback that would have told of it.
 */
export function applyFound(state: RecordingState, found: FoundFile[], { now, createId, stragglerMs }: FoundContext): void {
  const { recording } = state
  const ready = new Set<RunRow>()
  const known = state.files.length
  for (const file of found) {
    const run = runOf(state, file, now)
    if (!run) continue
    putFile(state, toFileRow(file, run, createId()))
    if (file.isComplete) ready.add(run)
  }
  if (state.files.length > known) note(state, 'files_found', { files: state.files.length - known })

  // while it runs, files that are cut off say nothing about the rest
  if (isActive(recording) || ready.size === 0) return
  const isLongOver = now >= (recording.endedAt ?? now) + stragglerMs
  for (const run of state.runs) {
    if (ready.has(run) || isLongOver) run.resultsAt ??= now
  }
}

function runOf(state: RecordingState, { taskId, recorderUserId }: FoundFile, now: number): RunRow | null {
  const run = state.runs.find(known => known.taskId === taskId)
  if (run) return run
  const task = state.tasks.find(task => task.recorderUserId === recorderUserId)
  return task ? seeRun(state, task, taskId, now) : null
}

function toFileRow({ recorderUserId: _, isComplete, ...file }: FoundFile, { recordingId, taskId }: RunRow, id: string): FileRow {
  return {
    ...file,
    id,
    recordingId,
    taskId,
    status: isComplete ? 'ready' : 'uploading',
    format: formatOf(file.name),
    deleteAskedAt: null,
  }
}
