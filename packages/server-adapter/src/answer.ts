import type { Permissions, RoomSnapshot } from '@roomkit-recording/core'
import { isObject, RecordingUnreachableError } from '@roomkit-recording/core'

/** Finds the first field that is not as the contract says: its path, or `undefined` when all is well. */
type Check = (value: unknown, path: string) => string | undefined

/** A check after which a value may be called a `T`. */
export type CheckOf<T> = Check & { readonly of?: T }

const is = (test: (value: unknown) => boolean): Check => (value, path) => test(value) ? undefined : path
export const text = is(value => typeof value === 'string')
export const number = is(Number.isFinite)
const flag = is(value => typeof value === 'boolean')
const oneOf = (words: string) => is(value => words.split(' ').includes(value as string))
export const orNull = (check: Check): Check => (value, path) => value === null ? undefined : check(value, path)

/** Fields that are not named here pass: a later version of the contract may add some. */
export function fields(checks: Record<string, Check>): Check {
  return (value, path) => isObject(value)
    ? Object.entries(checks).map(([name, check]) => check(value[name], `${path}.${name}`)).find(Boolean)
    : path
}

export function list(check: Check): Check {
  return (value, path) => Array.isArray(value)
    ? value.map((item, index) => check(item, `${path}.${index}`)).find(Boolean)
    : path
}

export const actor = fields({ userId: text })
const layout = fields({ mode: text })
const problem = orNull(fields({ code: text, message: text }))
export const time = orNull(number)

/** What is read without asking twice: a wrong one of these would stop a component, or make it claim what is not so. */
export const recordingFields = {
  id: text,
  status: oneOf('starting recording stopping processing ready failed'),
  requestedAt: number,
  startedAt: time,
  confirmedAt: time,
  confirmBy: time,
  endedAt: time,
  limitAt: time,
  capturing: orNull(flag),
  startedBy: actor,
  stoppedBy: orNull(actor),
  layout: fields({ wanted: layout, applied: orNull(layout), state: text, error: problem }),
  error: problem,
  warnings: list(fields({ code: text })),
  fileCounts: fields({ ready: number }),
}
export const recording = fields(recordingFields)

/** @param roomId the room that was asked for; a snapshot of another one is wrong */
export function checkSnapshot(roomId: string): CheckOf<RoomSnapshot> {
  return fields({
    roomId: is(value => value === roomId),
    epoch: text,
    revision: number,
    serverTime: number,
    current: orNull(recording),
    recent: list(recording),
    auto: fields({ active: orNull(flag), startedAt: time, taskCount: number }),
  })
}

export const checkPermissions: CheckOf<Permissions> = fields({ view: flag, control: flag, list: flag, play: flag, delete: flag, features: list(text) })

/** @throws {RecordingUnreachableError} naming the first field of `value` that is wrong */
export function checked<T>(what: string, value: unknown, check: CheckOf<T>): T {
  const wrong = check(value, 'answer')
  if (wrong) throw badAnswer(`${what}: ${wrong} is not of the contract`)
  return value as T
}

export function badAnswer(message: string, retryable = false): RecordingUnreachableError {
  return new RecordingUnreachableError(message, { code: 'bad_answer', retryable })
}
