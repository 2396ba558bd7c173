import type { Recording, RecordingActor, RecordingFile, RecordingLogEntry } from '@roomkit-recording/core'
import type { FileRow, LogRow, RecordingRow } from '../store/schema.js'
import { isDeletionPending, isPlayable } from '../files/put-file.js'

/** A recording as everybody who may view it sees it. */
export function toRecording(row: RecordingRow, files: Pick<FileRow, 'status' | 'deleteAskedAt'>[]): Recording {
  return {
    id: row.id,
    status: row.status,
    mode: row.mode,
    media: row.media,
    quality: row.quality,
    format: row.format,
    name: row.name,
    title: row.title,
    requestedAt: row.requestedAt,
    startedAt: row.startedAt,
    confirmedAt: row.confirmedAt,
    confirmBy: row.confirmBy,
    endedAt: row.endedAt,
    limitAt: row.limitAt,
    capturing: row.capturing,
    startedBy: { userId: row.startedById, name: row.startedByName },
    stoppedBy: actor(row.stoppedById, row.stoppedByName),
    stopReason: row.stopReason,
    layout: { wanted: row.layoutWanted, applied: row.layoutApplied, state: row.layoutState, error: row.layoutError },
    subscribe: row.subscribeWanted,
    error: row.error,
    warnings: row.warnings,
    fileCounts: {
      expected: row.filesExpected,
      ready: files.filter(isPlayable).length,
      failed: files.filter(file => file.status === 'failed').length,
    },
  }
}

export function toRecordingFile(row: FileRow): RecordingFile {
  const { id, name, userId, track, stream, format, startedAt, endedAt, durationMs, sizeBytes } = row
  // what is being deleted is not there any more for anybody, and not gone yet either
  const status = isDeletionPending(row) ? 'processing' : row.status
  return { id, name, userId, track, stream, status, format, startedAt, endedAt, durationMs, sizeBytes }
}

export const toLogEntry = ({ at, type, byId, byName, detail }: LogRow): RecordingLogEntry =>
  ({ at, type, by: actor(byId, byName), detail })

function actor(userId: string | null, name: string | null): RecordingActor | null {
  return userId === null ? null : { userId, name }
}
