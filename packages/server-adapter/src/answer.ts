import type { Permissions, RecordingDetail, RecordingPage, RecordingRequest, RoomSnapshot } from '@roomkit-recording/core'

/** Finds the first field that is not as the contract says: its path, or `undefined` when all is well. */
type Check = (value: unknown, path: string) => string | undefined

export type Answer<T> = (value: unknown) => { ok: T } | { wrong: string }

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

const is = (test: (value: unknown) => boolean): Check => (value, path) => test(value) ? undefined : path
const text = is(value => typeof value === 'string')
const number = is(Number.isFinite)
const flag = is(value => typeof value === 'boolean')
const object = is(isObject)
const oneOf = (...words: string[]) => is(value => words.includes(value as string))
const orNull = (check: Check): Check => (value, path) => value === null ? undefined : check(value, path)

function list(check: Check): Check {
  return (value, path) => {
    if (!Array.isArray(value)) return path
    for (const [index, item] of value.entries()) {
      const wrong = check(item, `${path}.${index}`)
      if (wrong !== undefined) return wrong
    }
    return undefined
  }
}

/** Fields that are not named here pass: a later version of the contract may add some. */
function fields(checks: Record<string, Check>): Check {
  return (value, path) => {
    if (!isObject(value)) return path
    for (const [name, check] of Object.entries(checks)) {
      const wrong = check(value[name], path ? `${path}.${name}` : name)
      if (wrong !== undefined) return wrong
    }
    return undefined
  }
}

const actor = fields({ userId: text, name: orNull(text) })
const problem = fields({ code: text, message: text })

const recordingFields = {
  id: text,
  status: oneOf('starting', 'recording', 'stopping', 'processing', 'ready', 'failed'),
  mode: text,
  media: text,
  quality: text,
  format: text,
  name: orNull(text),
  title: orNull(text),
  requestedAt: number,
  startedAt: orNull(number),
  confirmedAt: orNull(number),
  confirmBy: orNull(number),
  endedAt: orNull(number),
  limitAt: orNull(number),
  capturing: orNull(flag),
  startedBy: actor,
  stoppedBy: orNull(actor),
  stopReason: orNull(text),
  layout: fields({ wanted: fields({ mode: text }), applied: orNull(fields({ mode: text })), state: oneOf('applied', 'applying', 'failed'), error: orNull(problem) }),
  subscribe: object,
  error: orNull(problem),
  warnings: list(fields({ code: text, at: number })),
  fileCounts: fields({ expected: orNull(number), ready: number, failed: number }),
}
const recording = fields(recordingFields)

function answer<T>(check: Check): Answer<T> {
  return value => {
    const wrong = check(value, '')
    return wrong === undefined ? { ok: value as T } : { wrong: wrong || 'the whole of it' }
  }
}

/** @param roomId the room that was asked for; what tells of another one is wrong */
export const snapshotOf = (roomId: string) => answer<RoomSnapshot>(fields({
  roomId: is(value => value === roomId),
  epoch: text,
  revision: number,
  serverTime: number,
  current: orNull(recording),
  recent: list(recording),
  auto: fields({ active: orNull(flag), startedAt: orNull(number), taskCount: number }),
}))

export const permissionsAnswer = answer<Permissions>(fields({
  view: flag,
  control: flag,
  list: flag,
  play: flag,
  delete: flag,
  features: list(text),
}))

export const requestAnswer = answer<RecordingRequest>(fields({ id: text, kind: text, by: actor, at: number }))

export const pageAnswer = answer<RecordingPage>(fields({ items: list(recording), cursor: orNull(text) }))

export const detailAnswer = answer<RecordingDetail>(fields({
  ...recordingFields,
  roomId: text,
  files: list(fields({ id: text, name: text, userId: orNull(text), track: text, stream: text, status: text, format: text })),
  taskIds: list(text),
  log: list(fields({ at: number, type: text })),
}))
