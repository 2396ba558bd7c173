import type { RecordingProblem } from '@roomkit-recording/core'
import type { TrtcError, TrtcErrorKind } from '../trtc/trtc-error.js'
import { problem } from './recording-state.js'

const texts: Record<TrtcErrorKind, [code: string, message: string, retryable: boolean]> = {
  lost: ['trtc_unavailable', 'TRTC did not answer.', true],
  unreachable: ['trtc_unavailable', 'TRTC cannot be reached.', true],
  retry: ['trtc_unavailable', 'TRTC had an internal error.', true],
  busy: ['trtc_unavailable', 'TRTC is asked too often at the moment.', true],
  capacity: ['quota_exceeded', 'The application has as many recordings at the same time as TRTC allows it.', true],
  gone: ['trtc_refused', 'TRTC does not know what was asked for.', false],
  refused: ['trtc_refused', 'TRTC refused the recording.', false],
}

/** Our own words for it: TRTC's message may quote what was sent. */
export function toProblem({ kind, upstreamCode }: TrtcError): RecordingProblem {
  const [code, message, retryable] = texts[kind]
  return problem(code, message, retryable, upstreamCode)
}
