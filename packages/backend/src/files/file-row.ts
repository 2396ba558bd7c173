import type { FileRow, RunRow } from '../store/schema.js'
import type { CallbackFile } from '../trtc/callback.js'

const statuses = ['ready', 'uploading', 'failed'] as const

/** The extension, in lower case. */
export const formatOf = (name: string): string => /\.(\w+)$/.exec(name)?.[1]?.toLowerCase() ?? 'mp4'

/** A file of which a callback tells. */
export function toFileRow(file: CallbackFile, { recordingId, taskId }: Pick<RunRow, 'recordingId' | 'taskId'>, id: string): FileRow {
  const { status, message: _, startedAt, endedAt, ...rest } = file
  return {
    ...rest,
    id,
    recordingId,
    taskId,
    status: statuses[status] ?? 'failed',
    format: formatOf(file.name),
    startedAt,
    endedAt,
    durationMs: startedAt !== null && endedAt !== null && endedAt >= startedAt ? endedAt - startedAt : null,
    sizeBytes: null,
    deleteAskedAt: null,
  }
}
