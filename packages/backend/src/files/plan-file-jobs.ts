import type { RecordingState } from '../recordings/recording-state.js'
import type { Tx } from '../store/database.js'
import type { FileJobRow } from '../store/schema.js'
import { fileJobs } from '../store/schema.js'
import { isDeletionPending } from './put-file.js'

export const deleteJobId = (fileId: string): string => `delete:${fileId}`
const findJobId = (recordingId: string): string => `find:${recordingId}`

/** What follows from a change for the files, stored with it: whoever dies then leaves it to others. */
export async function planFileJobs(tx: Tx, before: RecordingState, { recording, tasks, files }: RecordingState, now: number): Promise<void> {
  const { id: recordingId } = recording
  const plan = (kind: FileJobRow['kind'], id: string, fileId: string | null) => ({ id, kind, recordingId, fileId, createdAt: now, dueAt: now })
  const planned = files
    .filter(file => isDeletionPending(file) && !before.files.some(known => known.id === file.id && isDeletionPending(known) && known.status === file.status))
    .map(({ id }) => plan('delete', deleteJobId(id), id))
  const hasEnded = before.recording.endedAt === null && recording.endedAt !== null
  // of what TRTC was never asked for there is nothing to find
  if (hasEnded && tasks.some(task => task.calls > 0 || task.taskId !== null)) planned.push(plan('find', findJobId(recordingId), null))
  if (planned.length > 0) await tx.insert(fileJobs).values(planned).onConflictDoUpdate({ target: fileJobs.id, set: { dueAt: now } })
}
