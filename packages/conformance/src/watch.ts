import type { RoomSnapshot } from '@roomkit-recording/core'
import type { ServerEvent } from './event-stream.js'
import type { Answer } from './person.js'
import { isObject } from '@roomkit-recording/core'
import { eventSchemas, problemWith, problemWithBody, responseOf } from './contract.js'
import { RuleFailure, show } from './failure.js'

/** Rules about everything that is seen in a run, whatever it was asked for. */
export interface Watch {
  /** What the room was known to be at when a request is sent: what comes back must not be older. */
  mark: (roomId: string) => Mark
  answer: (answer: Answer, mark: Mark | null) => void
  event: (event: ServerEvent, stream: { roomId: string, what: string, last: RoomSnapshot | null }) => void
  /** How often a rule was looked at, and how it was broken first. */
  verdict: (ruleId: string) => { seen: number, failure: RuleFailure | null }
}

interface Mark { epoch: string | null, revision: number, serverTime: number }

/** The two clocks may differ by that much. */
const CLOCKS_APART_MS = 5 * 60_000

export function createWatch({ now = Date.now }: { now?: () => number } = {}): Watch {
  const seen = new Map<string, number>()
  const failures = new Map<string, RuleFailure>()
  const newest = new Map<string, Mark>()
  const contents = new Map<string, { text: string, what: string }>()

  function judge(ruleId: string, problem: string | null | undefined | false, expected: string, got: unknown): void {
    seen.set(ruleId, (seen.get(ruleId) ?? 0) + 1)
    if (problem && !failures.has(ruleId)) failures.set(ruleId, new RuleFailure(expected, `${problem}: ${show(got)}`))
  }

  function judgeAnswer(answer: Answer): void {
    const { operation, status, headers, json, what, text, token } = answer
    judge('errors.token', token && text.includes(token) && 'a token', `no token in the answer to ${what}`, `${status}`)
    judge('errors.server', status >= 500 && `status ${status}`, `no server error, to ${what}`, answer)
    const response = responseOf(operation, status)
    const problem = response ? problemWithBody(response, headers.get('content-type'), json) : `status ${status} is none of the contract`
    if (status < 400) {
      judge(`shape.${operation.operationId}`, problem, `${what} answered as the OpenAPI document says`, answer)
      return
    }
    const isOwn = isObject(json) && json.status !== status && `the body says status ${String(json.status)}`
    judge('errors.problem', problem ?? isOwn, `a problem of RFC 9457 from ${what}`, answer)
    if (status === 401) judge('errors.authenticate', headers.get('www-authenticate') === null && 'no header WWW-Authenticate', `a 401 that says how to get in, from ${what}`, answer)
    if (status === 429) judge('errors.retry-after', !/^\d+$/.test(headers.get('retry-after') ?? '') && 'no header Retry-After', `a 429 that says when to come back, from ${what}`, answer)
  }

  function judgeSnapshot(snapshot: RoomSnapshot, what: string, mark: Mark | null): void {
    const { roomId, epoch, revision, serverTime } = snapshot
    const before = newest.get(roomId)
    judge('snapshot.epoch', before?.epoch !== undefined && before.epoch !== epoch && `epoch ${epoch}`, `the epoch ${before?.epoch} to stay in a room, in ${what}`, `before it was ${before?.epoch}`)
    judge('snapshot.server-time', Math.abs(serverTime - now()) > CLOCKS_APART_MS && `serverTime ${serverTime}`, `a serverTime in milliseconds within five minutes of ${now()}, in ${what}`, serverTime)
    if (mark?.epoch === epoch) {
      const isOlder = revision < mark.revision
      judge('snapshot.revision', isOlder && `revision ${revision}`, `revision ${mark.revision} or higher, in ${what}`, 'it was seen before that was asked for')
      judge('snapshot.server-time', revision === mark.revision && serverTime < mark.serverTime && `serverTime ${serverTime}`, `serverTime ${mark.serverTime} or later at the same revision, in ${what}`, 'it was seen before that was asked for')
    }
    const key = `${roomId}\n${epoch}\n${revision}`
    const text = JSON.stringify(withoutProofs(snapshot))
    const known = contents.get(key)
    judge('snapshot.revision', known && known.text !== text && 'another snapshot under the same revision', `a new revision with each change, in ${what}: at ${revision} ${known?.what} had ${show(known?.text)}`, text)
    if (!known) contents.set(key, { text, what })
    if (!before || before.epoch !== epoch || before.revision < revision || (before.revision === revision && before.serverTime < serverTime))
      newest.set(roomId, { epoch, revision, serverTime })
  }

  return {
    mark: roomId => newest.get(roomId) ?? { epoch: null, revision: -1, serverTime: 0 },
    answer(answer, mark) {
      judgeAnswer(answer)
      const { json, what } = answer
      const snapshot = isObject(json) && json.code === 'already_recording' ? json.snapshot : json
      if (isSnapshot(snapshot)) judgeSnapshot(snapshot, what, mark)
    },
    event({ event, id, data, json }, { roomId, what, last }) {
      const schema = eventSchemas[event]
      if (!schema) return
      judge('shape.events', json === undefined ? 'the data is not JSON' : problemWith(schema, json), `event ${event} as the OpenAPI document says, on ${what}`, data)
      if (event !== 'snapshot' || !isSnapshot(json)) return
      judge('events.id', id !== String(json.revision) && `id ${id}`, `the revision ${json.revision} as id of the snapshot, on ${what}`, data)
      judge('snapshot.room', json.roomId !== roomId && `room ${json.roomId}`, `the snapshot of ${roomId}, on ${what}`, data)
      judgeSnapshot(json, what, last && { epoch: last.epoch, revision: last.revision, serverTime: last.serverTime })
    },
    verdict: ruleId => ({ seen: seen.get(ruleId) ?? 0, failure: failures.get(ruleId) ?? null }),
  }
}

function isSnapshot(value: unknown): value is RoomSnapshot {
  return problemWith('RoomSnapshot', value) === null
}

/** A fresh proof alone is no change. */
function withoutProofs(snapshot: RoomSnapshot): unknown {
  return { ...snapshot, serverTime: 0, current: snapshot.current && { ...snapshot.current, confirmedAt: 0, confirmBy: 0 } }
}
