import type { Capture } from '../capture.js'
import type { RecordedFile } from '../recording-files.js'
import type { RecordingTask } from '../recording-task.js'
import type { UploadContext } from './upload.js'
import { committedPayload, EventType, fileSlicePayload, mp4StopPayload, notCommittedPayload, uploadStopPayload } from '../callbacks/recording-payloads.js'
import { fileFormats, recordedFiles } from '../recording-files.js'
import { BACKUP_MS } from './upload.js'

/** Why the storage service takes nothing from a task, in its own words. */
interface Refusal { Code: string, Message: string }

/** What goes into a bucket: 303, 307 and 304 as it begins; 305, and 310 for each MP4 or AAC, once it is over. */
export function createCosUpload({ options, objects, renditionOf, strike, tell, later }: UploadContext) {
  const refusals = new WeakMap<RecordingTask, Refusal>()

  function refusal(task: RecordingTask): Refusal | null {
    const fault = strike('storageRefused', task.request.RoomId)
    if (fault) return { Code: String(fault.code ?? 'AccessDenied'), Message: 'The emulator was told to refuse.' }
    const { Vendor, AccessKey, SecretKey } = task.request.StorageParams.CloudStorage!
    if (Vendor !== 0) return null
    if (AccessKey !== options.cosSecretId) return { Code: 'InvalidAccessKeyId', Message: 'The Access Key Id you provided does not exist in our records.' }
    if (SecretKey !== options.cosSecretKey) return { Code: 'SignatureDoesNotMatch', Message: 'The request signature we calculated does not match the signature you provided.' }
    return null
  }

  function store(task: RecordingTask, file: RecordedFile) {
    const { Bucket, FileNamePrefix } = task.request.StorageParams.CloudStorage!
    objects.add(Bucket, { folder: `${[...FileNamePrefix, task.taskId].join('/')}/`, name: file.name, rendition: renditionOf(task, file) })
  }

  /** MP4 and AAC of API recording are told by 310, everything of automatic recording by 311. */
  function tellFile(task: RecordingTask, file: RecordedFile, status: 0 | 1 | 2) {
    if (task.origin === 'api') tell(task, EventType.Mp4Stop, mp4StopPayload(file, status))
    else tell(task, EventType.VodCommit, status === 0 ? committedPayload(file) : notCommittedPayload(file, status, 'The file is not in the bucket.'))
  }

  return {
    began(task: RecordingTask, captures: Capture[]): void {
      if (captures.length === task.captures.length) {
        const refused = refusal(task)
        if (refused) refusals.set(task, refused)
        tell(task, EventType.UploadStart, { Status: refused ? 1 : 0 })
        if (refused && options.variants.uploadError === 'yes') tell(task, EventType.UploadError, refused)
      }
      if (task.origin !== 'api') return
      const begun = recordedFiles(task.request, captures, options.variants, options.clock.now()).filter(({ format }) => format === 'm3u8')
      for (const file of begun) tell(task, EventType.FileSlice, fileSlicePayload(file))
      if (!refusals.has(task)) {
        for (const file of begun) tell(task, EventType.FileInfo, { FileList: file.name })
      }
    },

    ended(task: RecordingTask): void {
      const files = task.files()
      if (files.length === 0 && options.variants.uploadStopWithoutFiles === 'no') return
      const hasIndex = fileFormats(task.request).includes('m3u8')
      const told = task.origin !== 'api' ? files : files.filter(({ format }) => format !== 'm3u8')
      const tellAll = (upload: 0 | 1 | 2, file: 0 | 1 | 2) => {
        if (hasIndex) tell(task, EventType.UploadStop, uploadStopPayload(upload))
        for (const each of told) tellFile(task, each, file)
      }
      const refused = refusals.has(task)
      const failed = refused || files.length === 0 ? undefined : strike('uploadFailed', task.request.RoomId)
      const late = refused || failed || files.length === 0 ? undefined : strike('uploadLate', task.request.RoomId)

      if (refused) {
        // An MP4 beside HLS is made from what can be read back from the bucket.
        tellAll(1, hasIndex ? 2 : 1)
      } else if (failed) {
        tellAll(1, 1)
        later(failed.delayMs ?? BACKUP_MS, () => { for (const file of told) tellFile(task, file, 2) })
      } else {
        const arrive = () => { for (const file of files) store(task, file) }
        if (!late) {
          arrive()
          tellAll(0, 0)
          return
        }
        tellAll(1, 1)
        later(late.delayMs ?? BACKUP_MS, () => {
          arrive()
          tellAll(2, 0)
        })
      }
    },
  }
}
