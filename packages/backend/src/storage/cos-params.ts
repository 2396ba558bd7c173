import type { RecordingRow } from '../store/schema.js'
import type { CloudStorageParams } from '../trtc/trtc-api.js'

export interface CosStorageOptions {
  /** Including `-<APPID>`. */
  bucket: string
  region: string
  secretId: string
  secretKey: string
  /** Full URL with `{Bucket}` and, if need be, `{Region}`. */
  endpoint: string
  /** Longest wait for an answer, milliseconds. */
  timeoutMs: number
}

type OwnFolder = Pick<RecordingRow, 'name' | 'id'>

/**
 * Folders of a recording: `<name>/<recording id>`, TRTC adds `<TaskId>`. With our own id in the path
 * a task's files are found even when nobody has ever heard of the task.
 */
export const folderOf = ({ name, id }: OwnFolder): string[] => [...name === null ? [] : [name], id]

/** What CreateCloudRecording is told. Goes nowhere else: it holds the key. */
export const cloudStorageParams = ({ bucket, region, secretId, secretKey }: Omit<CosStorageOptions, 'timeoutMs'>, recording: OwnFolder): CloudStorageParams =>
  ({ Vendor: 0, Region: region, Bucket: bucket, AccessKey: secretId, SecretKey: secretKey, FileNamePrefix: folderOf(recording) })
