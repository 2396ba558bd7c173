/**
 * `lost`: no answer, whether it was done is not known. `unreachable`: it never got there.
 * `retry`: TRTC asks to try again. `busy`: too many calls; nothing was done. `capacity`: no room for another task.
 * `gone`: no such task, user or room. `refused`: trying the same again is of no use.
 */
export type TrtcErrorKind = 'lost' | 'unreachable' | 'retry' | 'busy' | 'capacity' | 'gone' | 'refused'

/** A call to TRTC that did not succeed. */
export class TrtcError extends Error {
  override name = 'TrtcError'
  readonly kind: TrtcErrorKind
  readonly action: string
  /** TRTC's own code, e.g. `InternalError.CRInternalError`. */
  readonly upstreamCode: string | undefined

  constructor(action: string, kind: TrtcErrorKind, { message, upstreamCode, ...options }: ErrorOptions & { message?: string, upstreamCode?: string } = {}) {
    super(`${action}: ${upstreamCode ?? kind}${message ? ` (${withoutUserSigs(message)})` : ''}`, options)
    this.kind = kind
    this.action = action
    this.upstreamCode = upstreamCode
  }
}

const kinds: [pattern: RegExp, kind: TrtcErrorKind][] = [
  [/^FailedOperation\.RestrictedConcurrency$/, 'capacity'],
  [/^(?:ResourceInsufficient|LimitExceeded)\b/, 'capacity'],
  [/^(?:ResourceNotFound|FailedOperation\.(?:TaskNotExist|TaskFinished|RoomNotExist|UserNotExist))\b/, 'gone'],
  [/^RequestLimitExceeded\b/, 'busy'],
  [/^(?:InternalError|ServiceUnavailable|ResourceUnavailable)\b/, 'retry'],
  // "operation failed", without a detail: a few times more, then it is final
  [/^FailedOperation$/, 'retry'],
]

/** By the first segment of the code, since whether a call returns others than documented is not known ("Error Codes"). */
export const trtcErrorKind = (code: string): TrtcErrorKind =>
  kinds.find(([pattern]) => pattern.test(code))?.[1] ?? 'refused'

/** TRTC's messages may quote what was sent. Deflated and encoded, a UserSig begins with `eJ`. */
function withoutUserSigs(message: string): string {
  return message.replaceAll(/eJ[\w*-]{20,}/g, '[cut]').slice(0, 500)
}
