import type { FieldProblem, RoomSnapshot } from '@roomkit-recording/core'
import { RecordingRefusedError } from '@roomkit-recording/core'

/** The words of the contract, and what HTTP calls them. */
export const refusalStatuses = {
  invalid_request: 422,
  idempotency_key_reused: 422,
  layout_needs_mixed: 422,
  unauthenticated: 401,
  forbidden: 403,
  not_found: 404,
  already_recording: 409,
  not_recording: 409,
  file_not_ready: 409,
  payload_too_large: 413,
  unsupported_media_type: 415,
  rate_limited: 429,
  unavailable: 503,
  internal: 500,
  body_already_read: 500,
} as const

export type RefusalCode = keyof typeof refusalStatuses

export interface RefusalOptions extends ErrorOptions {
  fields?: FieldProblem[]
  snapshot?: RoomSnapshot
  retryAfterMs?: number
}

/** The contract's way to say no; routes throw it and `problem.ts` writes it. */
export const refusal = (code: RefusalCode, message: string, options: RefusalOptions = {}): RecordingRefusedError =>
  new RecordingRefusedError(message, { code, status: refusalStatuses[code], retryable: code === 'unavailable' || code === 'rate_limited', ...options })

/** The same words for a room that does not exist and for one that the caller is not in. */
export const roomNotFound = (): RecordingRefusedError => refusal('not_found', 'There is no such room, or you are not in it.')
export const recordingNotFound = (): RecordingRefusedError => refusal('not_found', 'There is no such recording, or you were not in its room.')
