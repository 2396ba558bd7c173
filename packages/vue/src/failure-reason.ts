import type { RecordingFailure, RecordingProblem } from '@roomkit-recording/core'
import type { RecordingMessages } from './locale/messages.js'

/** A text of the `failure` part. */
export type FailureReason = Exclude<keyof RecordingMessages['failure'], RecordingFailure['action'] | 'reference' | 'tryAgain' | 'dismiss'>

/** Words of the contract with which a backend refuses. A test holds them to its document. */
type RefusalCode
  = | 'unauthenticated' | 'forbidden' | 'not_found' | 'already_recording' | 'not_recording' | 'file_not_ready' | 'invalid_request' | 'layout_needs_mixed'
    | 'idempotency_key_reused' | 'payload_too_large' | 'unsupported_media_type' | 'rate_limited' | 'unavailable' | 'internal'

/** The client's own words: nothing was answered, or nothing could be asked. */
type ClientCode = 'network' | 'timeout' | 'bad_answer' | 'no_room' | 'not_supported' | 'not_loaded'

/** What a recording's own `error` says, of those that a backend of ours has. */
type TaskCode = 'quota_exceeded' | 'trtc_unavailable' | 'trtc_refused' | 'start_failed'

const reasons: Record<RefusalCode | ClientCode | TaskCode, FailureReason> = {
  quota_exceeded: 'quota',
  already_recording: 'alreadyRecording',
  not_recording: 'notRecording',
  forbidden: 'forbidden',
  unauthenticated: 'unauthenticated',
  not_found: 'notFound',
  invalid_request: 'invalid',
  layout_needs_mixed: 'invalid',
  idempotency_key_reused: 'invalid',
  payload_too_large: 'invalid',
  unsupported_media_type: 'invalid',
  file_not_ready: 'notReady',
  rate_limited: 'rateLimited',
  unavailable: 'unavailable',
  internal: 'unavailable',
  bad_answer: 'unavailable',
  network: 'network',
  timeout: 'timeout',
  no_room: 'notFound',
  not_supported: 'notSupported',
  not_loaded: 'notLoaded',
  trtc_unavailable: 'unavailable',
  trtc_refused: 'refused',
  start_failed: 'noRecorder',
}

/** Which text says why, given the contract's or the client's code; `other` for codes that nobody here knows. */
export function reasonOf({ code, upstreamCode = '' }: Pick<RecordingProblem, 'code' | 'upstreamCode'>): FailureReason {
  // TRTC's words for “too many at once”: document “CreateCloudRecording”, error codes.
  if (/RestrictedConcurrency|LimitExceeded/.test(upstreamCode)) return 'quota'
  return Object.hasOwn(reasons, code) ? reasons[code as keyof typeof reasons] : 'other'
}
