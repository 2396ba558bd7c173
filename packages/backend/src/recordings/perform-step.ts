import type { CloudRecordingSettings } from '../trtc/cloud-recording-params.js'
import type { TrtcApi } from '../trtc/trtc-api.js'
import type { Outcome } from './apply-outcome.js'
import type { CallStep } from './next-step.js'
import type { RecordingState } from './recording-state.js'
import { createCloudRecordingParams, modifyCloudRecordingParams, roomIdTypeOf } from '../trtc/cloud-recording-params.js'
import { TrtcError } from '../trtc/trtc-error.js'
import { mixOf } from './mix.js'

/** Makes one call. Never rejects: a failure is an outcome too. */
export async function performStep(step: CallStep, { recording, tasks }: Pick<RecordingState, 'recording' | 'tasks'>, { trtc, settings }: { trtc: TrtcApi, settings: CloudRecordingSettings }): Promise<Outcome> {
  const task = tasks.find(({ recorderUserId }) => recorderUserId === step.recorderUserId)!
  const sent = mixOf(recording, task)
  try {
    switch (step.type) {
      case 'create': {
        const { taskId } = await trtc.createCloudRecording(createCloudRecordingParams(recording, sent, step.recorderUserId, settings))
        return { ok: true, type: 'create', taskId, sent, calledAt: task.calledAt }
      }
      case 'describe':
        return { ok: true, type: 'describe', ...await trtc.describeCloudRecording(step.taskId, recording.status === 'recording' ? 'routine' : 'press') }
      case 'modify':
        await trtc.modifyCloudRecording(modifyCloudRecordingParams(recording, sent, step))
        return { ok: true, type: 'modify', sent }
      case 'delete':
        await trtc.deleteCloudRecording(step.taskId)
        return { ok: true, type: 'delete' }
      case 'remove':
        await trtc.removeUser({ roomId: recording.roomId, roomIdType: roomIdTypeOf(recording.roomId, settings), userId: step.recorderUserId })
        return { ok: true, type: 'remove' }
    }
  } catch (error) {
    return { ok: false, type: step.type, error: asTrtcError(step, error), sent }
  }
}

/** Anything else is a mistake on our side, before the call was made. */
function asTrtcError(step: CallStep, error: unknown): TrtcError {
  return error instanceof TrtcError ? error : new TrtcError(step.type, 'refused', { cause: error, message: String(error) })
}
