import type { FieldProblem, RecordingError, RecordingRefusedOptions } from '@roomkit-recording/core'
import type { AxiosResponse } from 'axios'
import { isObject, RecordingRefusedError } from '@roomkit-recording/core'
import { badAnswer, checkSnapshot } from './answer.js'

/** Statuses that mean the same with or without a body of the contract: gateways answer them on their own. */
const plainCodes: Record<number, string> = { 401: 'unauthenticated', 429: 'rate_limited' }

/**
 * The error for an answer that is not a success. Errors of the contract are RFC 9457 problem details with a `code`;
 * anything else comes from a proxy or a wrong address, and tells nothing about the call.
 */
export function errorOf(call: string, { status, data, headers }: AxiosResponse<unknown>, roomId?: string): RecordingError {
  const problem = isObject(data) ? data : {}
  const code = text(problem.code) ?? plainCodes[status]
  if (!code) return badAnswer(`${call}: ${status} ${headers['content-type']} without a code`, status >= 500)
  const isSnapshot = roomId !== undefined && !checkSnapshot(roomId)(problem.snapshot, '')
  return new RecordingRefusedError(text(problem.detail) ?? text(problem.title) ?? `${call}: ${status} ${code}`, {
    code,
    status,
    retryable: problem.retryable === undefined ? status === 429 || status >= 500 : problem.retryable === true,
    upstreamCode: text(problem.upstreamCode),
    requestId: text(problem.requestId),
    fields: Array.isArray(problem.fields) ? problem.fields.filter(isFieldProblem) : [],
    snapshot: isSnapshot ? problem.snapshot : undefined,
    retryAfterMs: retryAfter(headers),
  } as RecordingRefusedOptions)
}

/** `Retry-After` in milliseconds; a date is measured against the server's own clock where it tells it. */
function retryAfter({ 'retry-after': value, date }: AxiosResponse['headers']): number | undefined {
  const ms = /^\d+$/.test(value) ? value * 1000 : Date.parse(value) - (Date.parse(date) || Date.now())
  return Number.isNaN(ms) ? undefined : Math.max(0, ms)
}

function isFieldProblem(value: unknown): value is FieldProblem {
  return isObject(value) && text(value.field) !== undefined && text(value.message) !== undefined
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined
}
