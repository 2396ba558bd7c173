import type { FieldProblem, RecordingError } from '@roomkit-recording/core'
import { RecordingRefusedError, RecordingUnreachableError } from '@roomkit-recording/core'
import { isObject, snapshotOf } from './answer.js'

export interface RefusingAnswer {
  status: number
  /** The parsed body. */
  body: unknown
  /** Reads a header, whatever its case. */
  header: (name: string) => string | undefined
}

/** Statuses that mean the same with or without a body of the contract: gateways answer them on their own. */
const plainCodes: Record<number, string> = { 401: 'unauthenticated', 429: 'rate_limited' }

/**
 * The error for an answer that is not a success. Errors of the contract are RFC 9457 problem details with a `code`;
 * anything else comes from a proxy or a wrong address, and tells nothing about the call.
 */
export function errorOf(call: string, { status, body, header }: RefusingAnswer, roomId?: string): RecordingError {
  const problem = isObject(body) ? body : {}
  const code = textOf(problem.code) ?? plainCodes[status]
  if (code === undefined) {
    return new RecordingUnreachableError(`${call}: answered ${status} ${header('content-type') ?? ''} without saying why`, {
      code: 'bad_answer',
      retryable: status >= 500,
    })
  }
  const snapshot = roomId === undefined ? undefined : snapshotOf(roomId)(problem.snapshot)
  return new RecordingRefusedError(textOf(problem.detail) ?? textOf(problem.title) ?? `${call}: refused with ${status} ${code}`, {
    code,
    status,
    retryable: typeof problem.retryable === 'boolean' ? problem.retryable : status === 429 || status >= 500,
    fields: Array.isArray(problem.fields) ? problem.fields.filter(isFieldProblem) : [],
    ...present('upstreamCode', textOf(problem.upstreamCode)),
    ...present('requestId', textOf(problem.requestId)),
    ...present('snapshot', snapshot && 'ok' in snapshot ? snapshot.ok : undefined),
    ...present('retryAfterMs', retryAfter(header)),
  })
}

/** `Retry-After` in milliseconds; a date is measured against the server's own clock where it tells it. */
function retryAfter(header: RefusingAnswer['header']): number | undefined {
  const value = header('retry-after')?.trim()
  if (!value) return undefined
  if (/^\d+$/.test(value)) return Number(value) * 1000
  const ms = Date.parse(value) - (Date.parse(header('date') ?? '') || Date.now())
  return Number.isNaN(ms) ? undefined : Math.max(0, ms)
}

function isFieldProblem(value: unknown): value is FieldProblem {
  return isObject(value) && typeof value.field === 'string' && typeof value.message === 'string'
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined
}

function present<K extends string, V>(key: K, value: V | undefined): { [P in K]?: V } {
  return (value === undefined ? {} : { [key]: value }) as { [P in K]?: V }
}
