import type { Answer } from './person.js'
import { isDeepStrictEqual } from 'node:util'

/** A rule of the contract that the backend broke. */
export class RuleFailure extends Error {
  override name = 'RuleFailure'

  constructor(
    readonly expected: string,
    readonly got: string,
  ) {
    super(`expected ${expected}, got ${got}`)
  }
}

/** A rule that cannot be judged here. */
export class RuleSkipped extends Error {
  override name = 'RuleSkipped'
}

/** @throws RuleFailure unless it holds */
export function demand(holds: unknown, expected: string, got: unknown): asserts holds {
  if (!holds) throw new RuleFailure(expected, show(got))
}

/** @throws RuleFailure unless both are deeply equal */
export function demandEqual(got: unknown, expected: unknown, what: string): void {
  demand(isDeepStrictEqual(got, expected), `${what}: ${show(expected)}`, got)
}

/** @throws RuleFailure unless the answer has one of these statuses */
export function demandStatus(answer: Answer, ...statuses: number[]): void {
  demand(statuses.includes(answer.status), `status ${statuses.join(' or ')} of ${answer.what}`, answer)
}

/** @throws RuleFailure unless it is refused with that status and that word */
export function demandRefusal(answer: Answer, status: number, code: string): void {
  demand(answer.status === status && answer.json?.code === code, `status ${status} with code ${code} of ${answer.what}`, answer)
}

/** @throws RuleFailure unless it is refused as `invalid_request` and names the field */
export function demandFieldProblem(answer: Answer, field: string): void {
  demandRefusal(answer, 422, 'invalid_request')
  const fields = (answer.json.fields ?? []) as { field?: unknown }[]
  demand(fields.some(problem => typeof problem.field === 'string' && (problem.field === field || problem.field.startsWith(`${field}.`))), `a field problem that names ${field}, of ${answer.what}`, answer)
}

/** A value in one line. */
export function show(value: unknown): string {
  if (isAnswer(value)) {
    const type = value.headers.get('content-type')
    return `${value.status} ${type ?? 'without a content type'} ${value.text}`.trim()
  }
  return typeof value === 'string' ? value : JSON.stringify(value) ?? String(value)
}

function isAnswer(value: unknown): value is Answer {
  return typeof value === 'object' && value !== null && 'headers' in value && value.headers instanceof Headers
}
