import type { RoomSnapshot } from './types.js'

export interface FieldProblem {
  /** Path of the field, e.g. `layout.tiles.0.width`. */
  field: string
  message: string
}

export interface RecordingErrorOptions extends ErrorOptions {
  code: string
  retryable?: boolean
}

/** Base of every error that this project raises on purpose. */
export class RecordingError extends Error {
  override name = 'RecordingError'
  /** A word of the contract (`already_recording`, …) or of the client (`network`, `timeout`, …). */
  readonly code: string
  /** Trying the same again may help. */
  readonly retryable: boolean

  constructor(message: string, { code, retryable = false, ...options }: RecordingErrorOptions) {
    super(message, options)
    this.code = code
    this.retryable = retryable
  }
}

export interface RecordingRefusedOptions extends RecordingErrorOptions {
  status: number
  upstreamCode?: string
  requestId?: string
  fields?: FieldProblem[]
  snapshot?: RoomSnapshot
  retryAfterMs?: number
}

/** The backend answered, and the answer was no. */
export class RecordingRefusedError extends RecordingError {
  override name = 'RecordingRefusedError'
  declare readonly status: number
  declare readonly upstreamCode: string | undefined
  declare readonly requestId: string | undefined
  declare readonly fields: FieldProblem[]
  /** With `already_recording`: what is running instead. */
  declare readonly snapshot: RoomSnapshot | undefined
  declare readonly retryAfterMs: number | undefined

  constructor(message: string, { status, upstreamCode, requestId, fields = [], snapshot, retryAfterMs, ...options }: RecordingRefusedOptions) {
    super(message, options)
    Object.assign(this, { status, upstreamCode, requestId, fields, snapshot, retryAfterMs })
  }
}

/** No answer, or none that can be understood: whether the call took effect is not known. */
export class RecordingUnreachableError extends RecordingError {
  override name = 'RecordingUnreachableError'

  constructor(message: string, options: ErrorOptions & { code: 'network' | 'timeout' | 'bad_answer', retryable?: boolean }) {
    super(message, { retryable: true, ...options })
  }
}

/** The caller gave up: the controller was disposed of, or a signal was aborted. */
export class RecordingAbortedError extends RecordingError {
  override name = 'RecordingAbortedError'

  constructor(message: string, options: ErrorOptions = {}) {
    super(message, { code: 'aborted', ...options })
  }
}

export function isRecordingError(error: unknown): error is RecordingError {
  return error instanceof RecordingError
}
