import type { RecordedFile } from '../recording-files.js'
import type { RecordingTask } from '../recording-task.js'
import type { UploadContext } from './upload.js'
import { committedPayload, EventType, notCommittedPayload } from '../callbacks/recording-payloads.js'
import { BACKUP_MS } from './upload.js'

/** Puts what a task recorded into VOD: a 311 for each file, then 312. */
export function uploadToVod(task: RecordingTask, { options, media, vod, renditionOf, strike, tell, later }: UploadContext): void {
  const { clock, variants, vodSubAppId } = options
  const { ExpireTime, SubAppId = vodSubAppId, ClassId, StorageRegion, SourceContext } = task.request.StorageParams.CloudVod!.TencentVod

  function commit(file: RecordedFile) {
    const stored = media.add(file, { taskId: task.taskId, roomId: task.request.RoomId, rendition: renditionOf(task, file) })
    vod.add(stored, {
      subAppId: SubAppId,
      classId: ClassId,
      storageRegion: StorageRegion || 'ap-chongqing',
      sourceContext: SourceContext,
      userIds: file.userId === '' ? everybodyIn(task) : [file.userId],
      expiresAt: ExpireTime === 0 ? null : ExpireTime * 1000 + (variants.vodExpireTime === 'duration' ? clock.now() : 0),
    })
    tell(task, EventType.VodCommit, committedPayload(file, stored))
  }

  const files = task.files()
  if (files.length === 0) {
    if (variants.uploadStopWithoutFiles === 'yes') tell(task, EventType.VodStop, { Status: 0 })
    return
  }
  const miss = (status: 1 | 2, reason: string) => {
    for (const file of files) tell(task, EventType.VodCommit, notCommittedPayload(file, status, reason))
  }
  const refused = strike('storageRefused', task.request.RoomId)
  const failed = refused ? undefined : strike('uploadFailed', task.request.RoomId)
  const late = refused ?? failed ? undefined : strike('uploadLate', task.request.RoomId)
  if (refused) {
    miss(2, String(refused.code ?? 'AccessDenied'))
  } else if (failed ?? late) {
    miss(1, 'The file is on the backup storage.')
    later((failed ?? late)!.delayMs ?? BACKUP_MS, () => {
      if (failed) {
        miss(2, 'The file could not be recovered.')
      } else {
        for (const file of files) commit(file)
      }
    })
  } else {
    for (const file of files) commit(file)
  }
  tell(task, EventType.VodStop, { Status: refused ?? failed ?? late ? 1 : 0 })
}

function everybodyIn(task: RecordingTask): string[] {
  return [...new Set(task.streamChanges.flatMap(({ streams }) => streams.map(({ userId }) => userId)))]
}
