import type { MediaStore } from '../media/media-store.js'
import type { ResolvedOptions } from '../options.js'
import type { RecordedFile } from '../recording-files.js'
import type { RecordingTask, TaskEvents } from '../recording-task.js'
import type { EmulatorVariants } from '../variants.js'
import type { CallbackEvent } from './callback-event.js'
import { fileFormats, recordedFiles } from '../recording-files.js'

/** "Cloud Recording and Web Page Recording Webhooks": EVENT_TYPE_CLOUD_RECORDING_… */
const EventType = {
  RecorderStart: 301,
  RecorderStop: 302,
  UploadStart: 303,
  FileInfo: 304,
  UploadStop: 305,
  Failover: 306,
  FileSlice: 307,
  Mp4Stop: 310,
  VodCommit: 311,
  VodStop: 312,
} as const

export interface RecordingCallbacksContext {
  options: ResolvedOptions
  media: MediaStore
  send: (event: CallbackEvent) => void
  onChange: () => void
}

/** Which EventType follows which moment of a task. `dispose` forgets uploads that are under way. */
export function createRecordingCallbacks({ options, media, send, onChange }: RecordingCallbacksContext): { on: TaskEvents, dispose: () => void } {
  const { clock, variants } = options
  const uploads = new Set<() => void>()

  const tell = (task: RecordingTask, eventType: number, payload: NonNullable<CallbackEvent['payload']>) => send({
    kind: 'recording',
    eventType,
    roomId: task.request.RoomId,
    roomIdType: task.request.RoomIdType,
    at: clock.now(),
    userId: task.recorderId,
    taskId: task.taskId,
    payload,
  })

  /** Recorders enter as audience: role 21; on Linux: terminal 4. */
  function tellRoom(task: RecordingTask, eventType: 103 | 104, facts: object) {
    if (variants.recorderRoomEvents === 'no') return
    const { RoomId: roomId, RoomIdType: roomIdType } = task.request
    send({ kind: 'room', eventType, roomId, roomIdType, at: clock.now(), userId: task.recorderId, facts: { Role: 21, ...facts } })
  }

  function uploadToVod(task: RecordingTask) {
    const files = task.files().map(file => media.add(file, { taskId: task.taskId, roomId: task.request.RoomId }))
    for (const file of files) {
      const TencentVod = {
        UserId: file.userId,
        TrackType: file.trackType,
        MediaId: file.mediaId,
        FileId: file.fileId,
        VideoUrl: file.url,
        CacheFile: file.name,
        StartTimeStamp: file.begin,
        EndTimeStamp: file.end,
      }
      tell(task, EventType.VodCommit, vodCommitPayload(TencentVod))
    }
    if (files.length > 0 || variants.uploadStopWithoutFiles === 'yes') tell(task, EventType.VodStop, { Status: 0 })
  }

  function uploadToCos(task: RecordingTask) {
    const files = task.files()
    if (files.length === 0 && variants.uploadStopWithoutFiles === 'no') return
    if (fileFormats(task.request).includes('m3u8')) tell(task, EventType.UploadStop, ({ uploadStopField }) => ({ [uploadStopField]: 0 }))
    for (const file of files.filter(({ format }) => format !== 'm3u8')) tell(task, EventType.Mp4Stop, mp4StopPayload(file))
  }

  const on: TaskEvents = {
    changed: onChange,

    entered(task) {
      tell(task, EventType.RecorderStart, { Status: 0 })
      tellRoom(task, 103, { TerminalType: 4, UserType: 3, Reason: 1 })
    },

    failed(task) {
      tell(task, EventType.RecorderStart, { Status: 1 })
      if (variants.stopAfterFailedStart === 'yes') tell(task, EventType.RecorderStop, { LeaveCode: 0 })
    },

    captureBegan(task, captures) {
      if (task.request.StorageParams.CloudVod) return
      if (captures.length === task.captures.length) tell(task, EventType.UploadStart, { Status: 0 })
      const begun = recordedFiles(task.request, captures, variants, clock.now()).filter(({ format }) => format === 'm3u8')
      for (const file of begun) tell(task, EventType.FileSlice, fileSlicePayload(file))
      for (const file of begun) tell(task, EventType.FileInfo, { FileList: file.name })
    },

    modified() {},

    moved(task) {
      tell(task, EventType.Failover, { Status: 0 })
    },

    left(task, leaveCode) {
      tell(task, EventType.RecorderStop, { LeaveCode: leaveCode })
      tellRoom(task, 104, { Reason: 1 })
      const cancel = clock.setTimeout(() => {
        uploads.delete(cancel)
        if (task.request.StorageParams.CloudVod) uploadToVod(task)
        else uploadToCos(task)
      }, options.vodCommitDelayMs)
      uploads.add(cancel)
    },
  }

  return { on, dispose: () => { for (const cancel of uploads) cancel() } }
}

interface VodFile {
  UserId: string
  StartTimeStamp: number
  EndTimeStamp: number
  [field: string]: unknown
}

/** Older bodies were flat, in seconds, and called the start BeginTimeStamp. */
function vodCommitPayload(file: VodFile) {
  const { StartTimeStamp, EndTimeStamp, ...facts } = file
  const flat = { ...facts, BeginTimeStamp: Math.floor(StartTimeStamp / 1000), EndTimeStamp: Math.floor(EndTimeStamp / 1000) }
  return ({ vodCommit }: EmulatorVariants) => ({ Status: 0, ...vodCommit === 'flat' ? flat : { TencentVod: file } })
}

function fileSlicePayload({ name, userId, trackType, begin }: RecordedFile) {
  const facts = { FileName: name, UserId: userId, TrackType: trackType }
  return ({ sliceBeginTimeStamp }: EmulatorVariants) => ({ ...facts, BeginTimeStamp: sliceBeginTimeStamp === 'string' ? String(begin) : begin })
}

function mp4StopPayload({ name, userId, trackType, mediaId, begin, end }: RecordedFile): object {
  const message = { FileName: name, UserId: userId, TrackType: trackType, MediaId: mediaId, StartTimeStamp: begin, EndTimeStamp: end }
  return { Status: 0, FileList: [name], FileMessage: [message] }
}
