import type { RecordingFailure, RecordingProblem } from '@roomkit-recording/core'
import type { RecordingMessages } from './locale/messages.js'

/** A text of the `failure` part. */
export type FailureReason = Exclude<keyof RecordingMessages['failure'], RecordingFailure['action'] | 'reference' | 'tryAgain' | 'dismiss'>

/** The contract's words, the client's own, and what the backend says of TRTC. */
const reasons: Record<string, FailureReason> = {
  quota_exceeded: 'quota',
  already_recording: 'alreadyRecording',
  not_recording: 'notRecording',
  forbidden: 'forbidden',
  unauthenticated: 'unauthenticated',
  not_found: 'notFound',
  invalid_request: 'invalid',
  layout_needs_mixed: 'invalid',
  rate_limited: 'rateLimited',
  unavailable: 'unavailable',
  bad_answer: 'unavailable',
  network: 'network',
  timeout: 'timeout',
  trtc_unavailable: 'unavailable',
  trtc_refused: 'refused',
  start_failed: 'noRecorder',
}

/** Which text says why, given the contract's or the client's code; `other` for codes that nobody here knows. */
export function reasonOf({ code, upstreamCode = '' }: Pick<RecordingProblem, 'code' | 'upstreamCode'>): FailureReason {
  // TRTC's words for “too many at once”: document “CreateCloudRecording”, error codes.
  if (/RestrictedConcurrency|LimitExceeded/.test(upstreamCode)) return 'quota'
  return Object.hasOwn(reasons, code) ? reasons[code]! : 'other'
}
