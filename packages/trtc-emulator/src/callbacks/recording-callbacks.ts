import type { RecordingTask, TaskEvents } from '../recording-task.js'
import type { UploadContext } from '../uploads/upload.js'
import type { CallbackEvent } from './callback-event.js'
import type { Payload } from './recording-payloads.js'
import { createCosUpload } from '../uploads/cos-upload.js'
import { uploadToVod } from '../uploads/vod-upload.js'
import { EventType, imagesOf } from './recording-payloads.js'

export interface RecordingCallbacksContext extends Omit<UploadContext, 'tell' | 'later'> {
  send: (event: CallbackEvent) => void
  onChange: () => void
}

/** Which EventType follows which moment of a task. `dispose` forgets uploads that are under way. */
export function createRecordingCallbacks({ send, onChange, ...context }: RecordingCallbacksContext): { on: TaskEvents, dispose: () => void } {
  const { options, strike } = context
  const { clock, variants } = options
  const waiting = new Set<() => void>()

  const tell = (task: RecordingTask, eventType: number, payload: Payload) => send({
    kind: 'recording',
    eventType,
    roomId: task.request.RoomId,
    roomIdType: task.request.RoomIdType,
    at: clock.now(),
    userId: task.recorderId,
    taskId: task.taskId,
    payload,
  })

  function later(ms: number, then: () => void) {
    const cancel = clock.setTimeout(() => {
      waiting.delete(cancel)
      then()
    }, ms)
    waiting.add(cancel)
  }

  /** Recorders enter as audience: role 21; on Linux: terminal 4. */
  function tellRoom(task: RecordingTask, eventType: 103 | 104, facts: object) {
    if (variants.recorderRoomEvents === 'no') return
    const { RoomId: roomId, RoomIdType: roomIdType } = task.request
    send({ kind: 'room', eventType, roomId, roomIdType, at: clock.now(), userId: task.recorderId, facts: { Role: 21, ...facts } })
  }

  function fetchImages(task: RecordingTask) {
    const images = imagesOf(task.compositions.at(-1)?.layout)
    if (images.length > 0 && strike('imageFailed', task.request.RoomId)) {
      for (const Url of images) tell(task, EventType.DownloadImageError, { Url })
    }
  }

  const upload: UploadContext = { ...context, tell, later }
  const cos = createCosUpload(upload)

  const on: TaskEvents = {
    changed: onChange,

    entered(task) {
      tell(task, EventType.RecorderStart, { Status: 0 })
      tellRoom(task, 103, { TerminalType: 4, UserType: 3, Reason: 1 })
      fetchImages(task)
    },

    failed(task) {
      tell(task, EventType.RecorderStart, { Status: 1 })
      if (variants.stopAfterFailedStart === 'yes') tell(task, EventType.RecorderStop, { LeaveCode: 0 })
    },

    captureBegan(task, captures) {
      if (!task.request.StorageParams.CloudVod) cos.began(task, captures)
    },

    modified: fetchImages,

    moved(task) {
      tell(task, EventType.Failover, { Status: 0 })
    },

    left(task, leaveCode) {
      tell(task, EventType.RecorderStop, { LeaveCode: leaveCode })
      tellRoom(task, 104, { Reason: 1 })
      later(options.vodCommitDelayMs, () => {
        if (task.request.StorageParams.CloudVod) uploadToVod(task, upload)
        else cos.ended(task)
      })
    },
  }

  return { on, dispose: () => { for (const cancel of waiting) cancel() } }
}
