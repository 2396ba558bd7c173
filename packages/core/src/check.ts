import type { FieldProblem } from './errors.js'

/** TRTC's user ids have at most 32 bytes. `suffix` may follow. */
export function isUserId(value: unknown, suffix = ''): value is string {
  if (typeof value !== 'string')
    return false
  const id = suffix && value.endsWith(suffix) ? value.slice(0, -suffix.length) : value
  return id !== '' && new TextEncoder().encode(id).length <= 32
}

export function isShare(value: unknown): value is number {
  return typeof value === 'number' && value >= 0 && value <= 1
}

/** A problem unless the field is left out or one of `values`. */
export function checkOneOf(value: unknown, values: readonly string[], field: string): FieldProblem[] {
  return value === undefined || (values as unknown[]).includes(value)
    ? []
    : [{ field, message: `must be one of ${values.join(', ')}` }]
}

/** A problem unless the field is left out or `isRight`. */
export function checkThat(value: unknown, isRight: (value: unknown) => boolean, field: string, message: string): FieldProblem[] {
  return value === undefined || isRight(value) ? [] : [{ field, message }]
}
