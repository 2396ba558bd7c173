import type { TrtcApi } from '../trtc/trtc-api.js'
import type { TrtcErrorKind } from '../trtc/trtc-error.js'
import { TrtcError } from '../trtc/trtc-error.js'

/** What came of a call to TRTC. */
export interface TrtcCallReport {
  /** e.g. `CreateCloudRecording`. */
  action: string
  outcome: 'ok' | TrtcErrorKind
  /** TRTC's own code. */
  upstreamCode: string | undefined
}

/** The same calls; `onCall` hears of each one. */
export function watchTrtc(api: TrtcApi, onCall: (report: TrtcCallReport) => void): TrtcApi {
  function watch<T extends unknown[], R>(action: string, call: (...args: T) => Promise<R>): (...args: T) => Promise<R> {
    return async (...args) => {
      try {
        const answer = await call(...args)
        onCall({ action, outcome: 'ok', upstreamCode: undefined })
        return answer
      } catch (error) {
        const { kind = 'lost', upstreamCode } = error instanceof TrtcError ? error : {}
        onCall({ action, outcome: kind, upstreamCode })
        throw error
      }
    }
  }
  return {
    createCloudRecording: watch('CreateCloudRecording', params => api.createCloudRecording(params)),
    describeCloudRecording: watch('DescribeCloudRecording', (taskId, priority) => api.describeCloudRecording(taskId, priority)),
    modifyCloudRecording: watch('ModifyCloudRecording', params => api.modifyCloudRecording(params)),
    deleteCloudRecording: watch('DeleteCloudRecording', taskId => api.deleteCloudRecording(taskId)),
    removeUser: watch('RemoveUser', params => api.removeUser(params)),
    close: () => api.close(),
  }
}
