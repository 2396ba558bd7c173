import type { PreflightState, RecordingFileUse } from '@roomkit-recording/core'
import type { FileRow, RecordingRow } from '../store/schema.js'

/** Where a recording's files are looked for. */
export interface FileSearch {
  recording: Pick<RecordingRow, 'id' | 'roomId' | 'name' | 'requestedAt'>
}

/** A file that is in storage, whoever told of it. */
export interface FoundFile extends Pick<FileRow, 'name' | 'userId' | 'track' | 'stream' | 'startedAt' | 'endedAt' | 'durationMs' | 'sizeBytes' | 'vodFileId' | 'url'> {
  taskId: string
  /** The recorder that made it, where the storage keeps that; with it even a task that was never heard of is ours. */
  recorderUserId: string | null
  /** Written to the end. */
  isComplete: boolean
}

export type StoredFile = Pick<FileRow, 'id' | 'taskId' | 'name' | 'format' | 'vodFileId' | 'url' | 'durationMs'>
type OwnRecording = Pick<RecordingRow, 'id' | 'name' | 'title'>

export interface FileLinkRequest {
  file: StoredFile
  recording: OwnRecording
  use: RecordingFileUse
  /** Milliseconds since the epoch. */
  expiresAt: number
}

/**
 * `gone`: the media is deleted. `unknown`: the storage does not know the file, which may be because it does not know it yet.
 */
export type DeleteOutcome = 'gone' | 'unknown'

/** What a look at the storage found out; `problem` in our own words. */
export interface StorageCheck {
  state: PreflightState
  /** Left out when all is well. */
  problem?: string
  /** The storage's own code, e.g. `NoSuchBucket`. */
  upstreamCode?: string
}

/** VOD or COS. What cannot be done rejects with a `StorageError`. */
export interface FileStorage {
  /** Everything that a recording left there. Files of other recordings may be among it. */
  find: (search: FileSearch) => Promise<FoundFile[]>
  /** An address that works without further ado until it expires; `null`: it never does. */
  link: (request: FileLinkRequest) => Promise<{ url: string, expiresAt: number | null }>
  /** For good. */
  delete: (file: StoredFile, recording: OwnRecording) => Promise<DeleteOutcome>
  /** Whether files could be put and found there now. */
  check: () => Promise<StorageCheck>
  close: () => void
}

/** The storage service did not do what it was asked. */
export class StorageError extends Error {
  override name = 'StorageError'

  constructor(
    /** e.g. `SearchMedia`. */
    readonly action: string,
    /** It refused; asking again unchanged is of little use. */
    readonly isRefusal: boolean,
    /** Its own code, if it answered. */
    readonly upstreamCode: string | undefined,
    options: ErrorOptions = {},
  ) {
    super(`${action}: ${upstreamCode ?? (isRefusal ? 'refused' : 'no answer')}`, options)
  }
}
