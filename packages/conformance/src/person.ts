import type { RecordingUpdate, StartOptions } from '@roomkit-recording/core'
import type { ContractOperation } from './contract.js'
import type { EventStream } from './event-stream.js'
import type { Watch } from './watch.js'
import { randomUUID } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import { operationOf } from './contract.js'
import { readEventStream } from './event-stream.js'
import { RuleFailure } from './failure.js'
import { fetchAgain } from './fetch-again.js'

export interface Answer {
  operation: ContractOperation
  /** Who asked for what, without secrets. */
  what: string
  status: number
  headers: Headers
  text: string
  /** `undefined` when the body is not JSON. */
  json: any
  /** What the caller showed. */
  token: string | null
}

export interface Call {
  path?: Record<string, string>
  query?: Record<string, string | number>
  /** A text is sent as it is. */
  body?: unknown
  headers?: Record<string, string>
}

/** Somebody who uses the backend, in one room. */
export interface Person {
  userId: string
  roomId: string
  /** Any operation of the contract by its id. */
  call: (operationId: string, call?: Call) => Promise<Answer>
  snapshot: () => Promise<Answer>
  /** `key: null` sends none. @default a new key */
  start: (options?: StartOptions | Record<string, unknown>, key?: string | null) => Promise<Answer>
  update: (recordingId: string, change: RecordingUpdate | Record<string, unknown>) => Promise<Answer>
  stop: (recordingId: string) => Promise<Answer>
  permissions: () => Promise<Answer>
  list: (query?: Record<string, string | number>) => Promise<Answer>
  get: (recordingId: string) => Promise<Answer>
  /** @throws RuleFailure when it is not opened */
  events: (headers?: Record<string, string>) => Promise<EventStream>
}

export interface PersonOptions {
  baseUrl: string
  role: string
  userId: string
  roomId: string
  token: string | null
  watch: Watch
  /** Ends everything that is under way. */
  signal: AbortSignal
  /** Longest wait for one answer, and for one event. */
  timeoutMs: number
}

export function createPerson({ baseUrl, role, userId, roomId, token, watch, signal, timeoutMs }: PersonOptions): Person {
  const authorization = token === null ? {} : { authorization: `Bearer ${token}` }

  function address(operation: ContractOperation, { path = {}, query = {} }: Call): URL {
    const filled = operation.path.replaceAll(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent({ roomId, ...path }[name] ?? ''))
    const url = new URL(`${baseUrl}${filled}`)
    for (const [name, value] of Object.entries(query)) url.searchParams.set(name, String(value))
    return url
  }

  async function send(operation: ContractOperation, call: Call): Promise<Answer> {
    const url = address(operation, call)
    const what = `${operation.method} ${operation.path} by the ${role}`
    const mark = watch.mark(roomId)
    const { body } = call
    const deadline = AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)])
    try {
      const response = await fetchAgain(url, {
        method: operation.method,
        headers: { ...authorization, ...body !== undefined && { 'content-type': 'application/json' }, ...call.headers },
        ...body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) },
        redirect: 'manual',
        signal: deadline,
      })
      const text = await response.text()
      const answer: Answer = { operation, what, status: response.status, headers: response.headers, text, json: parse(text), token }
      watch.answer(answer, mark)
      return answer
    } catch (error) {
      signal.throwIfAborted()
      throw new RuleFailure(`an answer to ${what}`, deadline.aborted ? `none within ${timeoutMs / 1000} s` : reason(error))
    }
  }

  /** Whoever asks too often is told when to come back, and comes back. */
  async function call(operationId: string, options: Call = {}): Promise<Answer> {
    const operation = operationOf(operationId)
    const end = Date.now() + timeoutMs
    for (;;) {
      const answer = await send(operation, options)
      const seconds = Number(answer.headers.get('retry-after') ?? Number.NaN)
      if (answer.status !== 429 || !(Date.now() + seconds * 1000 < end)) return answer
      await wait(seconds * 1000, undefined, { signal })
    }
  }

  return {
    userId,
    roomId,
    call,
    snapshot: () => call('getSnapshot'),
    start: (options = {}, key = randomUUID()) => call('startRecording', { body: options, headers: key === null ? {} : { 'idempotency-key': key } }),
    update: (recordingId, change) => call('updateRecording', { query: { id: recordingId }, body: change }),
    stop: recordingId => call('stopRecording', { query: { id: recordingId } }),
    permissions: () => call('getPermissions'),
    list: (query = {}) => call('listRecordings', { query }),
    get: recordingId => call('getRecording', { path: { recordingId } }),
    async events(headers = {}) {
      const what = `the event stream of the ${role}`
      const closing = new AbortController()
      const opening = setTimeout(() => { closing.abort() }, timeoutMs)
      const response = await fetchAgain(address(operationOf('listen'), {}), {
        headers: { ...authorization, accept: 'text/event-stream', ...headers },
        signal: AbortSignal.any([signal, closing.signal]),
      }).catch((error: unknown) => {
        signal.throwIfAborted()
        throw new RuleFailure(what, closing.signal.aborted ? `no answer within ${timeoutMs / 1000} s` : reason(error))
      })
      clearTimeout(opening)
      if (response.status !== 200 || !/^text\/event-stream\b/i.test(response.headers.get('content-type') ?? ''))
        throw new RuleFailure(`status 200 with text/event-stream for ${what}`, `${response.status} ${response.headers.get('content-type')} ${(await response.text()).slice(0, 300)}`)
      return readEventStream({ response, roomId, what, watch, timeoutMs, close: () => { closing.abort() } })
    },
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function reason(error: unknown): string {
  const { message, cause } = error as Error
  return cause instanceof Error ? `${message}: ${cause.message}` : message
}
