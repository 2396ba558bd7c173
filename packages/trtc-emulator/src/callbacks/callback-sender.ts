import type { Faults } from '../faults.js'
import type { ResolvedOptions } from '../options.js'
import type { EmulatorVariants } from '../variants.js'
import type { CallbackEvent, CallbackKind, ConferenceEvent } from './callback-event.js'
import { setMaxListeners } from 'node:events'
import { wait } from '../clock.js'
import { createHistory } from '../history.js'
import { callbackBody } from './callback-body.js'
import { callbackDocument } from './callback-event.js'
import { callbackSign } from './callback-sign.js'
import { conferenceCallbackUrl } from './conference-callback-url.js'

const TIMEOUT_MS = 5000
const RETRY_EVERY_MS = 10_000
const DROPPED_AFTER_MS = 60_000
/** How long an overtaken callback waits for another one to go first. */
const OVERTAKEN_MS = 5000
/** Headers and body of an answer together. */
const LARGEST_ANSWER = 2000

export interface CallbackAttempt {
  /** Milliseconds since the epoch. */
  at: number
  body: string
  sign: string | null
  /** Null when there was no answer. */
  status: number | null
  error: string | null
}

export interface CallbackRecord {
  id: number
  kind: CallbackKind
  /** A command, such as `Room.CallbackAfterCreateRoom`, where `kind` is `conference`. */
  eventType: number | string
  roomId: string
  taskId: string | null
  createdAt: number
  url: string | null
  /** `dropped`: nobody took it within a minute. `lost`: a fault kept it from being sent. `noUrl`: there is nowhere to send it. */
  state: 'sending' | 'delivered' | 'dropped' | 'lost' | 'noUrl'
  attempts: CallbackAttempt[]
}

export interface CallbackSenderContext {
  options: ResolvedOptions
  faults: Faults
  onChange: () => void
}

export type CallbackSender = ReturnType<typeof createCallbackSender>

/** What goes over the wire. */
interface Message {
  url: string
  body: string
  sign: string | null
}

/**
 * Sends callbacks as TRTC does: 5 s for an answer, once more at once, then every 10 s, dropped when a minute old.
 * Those of Conference are tried once: no retry is documented for them.
 * Events of one task or room are first tried one after the other; a retry keeps no other waiting.
 */
export function createCallbackSender({ options, faults, onChange }: CallbackSenderContext) {
  const { clock, sdkAppId, callbackKey, conferenceCallbackToken } = options
  const urls: Record<CallbackEvent['kind'], string | undefined> = {
    recording: options.callbackUrl,
    room: options.roomCallbackUrl,
    media: options.mediaCallbackUrl,
  }
  const history = createHistory<CallbackRecord>()
  const closing = new AbortController()
  // all that waits listens
  setMaxListeners(0, closing.signal)
  const lines = new Map<string, Promise<void>>()
  const working = new Set<Promise<void>>()
  const overtaken = new Map<string, { cancel: () => void, go: () => void }>()
  let count = 0

  function compose(event: CallbackEvent | ConferenceEvent, url: string, callbackTs: number, variants: EmulatorVariants): Message {
    if (event.kind === 'conference') {
      const { command, body } = event
      return { url: conferenceCallbackUrl(url, { command, sdkAppId, token: conferenceCallbackToken, now: callbackTs }), body: JSON.stringify(body(variants)), sign: null }
    }
    const body = callbackBody(callbackDocument(event, callbackTs, variants))
    const key = callbackKey ?? (variants.keylessSign === 'emptyKey' ? '' : null)
    return { url, body, sign: key === null ? null : callbackSign(key, body) }
  }

  async function attempt({ url, body, sign }: Message): Promise<CallbackAttempt> {
    const at = clock.now()
    const tooLate = new AbortController()
    const cancel = clock.setTimeout(() => { tooLate.abort(new Error('no answer within 5 s')) }, TIMEOUT_MS)
    try {
      const status = await clock.during(post(url, body, sign, AbortSignal.any([tooLate.signal, closing.signal])))
      return { at, body, sign, status, error: null }
    } catch (error) {
      return { at, body, sign, status: null, error: describe(error) }
    } finally {
      cancel()
    }
  }

  async function post(url: string, body: string, sign: string | null, signal: AbortSignal): Promise<number> {
    const headers = { 'Content-Type': 'application/json', 'SdkAppId': String(sdkAppId), ...sign === null ? {} : { Sign: sign } }
    const response = await fetch(url, { method: 'POST', headers, body, signal, redirect: 'manual' })
    const answer = await response.arrayBuffer()
    const size = answer.byteLength + [...response.headers].reduce((sum, [name, value]) => sum + name.length + value.length + 4, 0)
    if (size > LARGEST_ANSWER) throw new Error(`the answer has ${size} bytes, more than ${LARGEST_ANSWER}`)
    return response.status
  }

  /** Calls `firstTried` once the first attempt is over, however it ended. */
  async function deliver(record: CallbackRecord, url: string, event: CallbackEvent | ConferenceEvent, variants: EmulatorVariants, firstTried: () => void) {
    const first = clock.now()
    while (true) {
      const callbackTs = variants.retryCallbackTs === 'changes' ? clock.now() : first
      const tried = await attempt(compose(event, url, callbackTs, variants))
      record.attempts.push(tried)
      if (tried.status === 200) record.state = 'delivered'
      const next = record.attempts.length === 1 ? clock.now() : tried.at + RETRY_EVERY_MS
      if (tried.status !== 200 && (event.kind === 'conference' || next - first >= DROPPED_AFTER_MS)) record.state = 'dropped'
      onChange()
      firstTried()
      if (record.state !== 'sending') return
      if (next > clock.now()) await wait(clock, next - clock.now(), closing.signal)
    }
  }

  function enqueue(record: CallbackRecord, url: string, event: CallbackEvent | ConferenceEvent, variants: EmulatorVariants, delayMs: number) {
    const line = lineOf(event)
    const before = lines.get(line) ?? Promise.resolve()
    const firstTried = new Promise<void>(resolve => {
      const work = before
        .then(() => delayMs > 0 ? wait(clock, delayMs, closing.signal) : undefined)
        .then(() => deliver(record, url, event, variants, resolve))
        .catch(() => {})
        .finally(() => {
          resolve()
          working.delete(work)
        })
      working.add(work)
    })
    const released = delayMs > 0 ? before : firstTried
    lines.set(line, released)
    void released.then(() => { if (lines.get(line) === released) lines.delete(line) })
  }

  /** What waited in this line for another one to go first goes now. */
  function overtake(line: string) {
    const late = overtaken.get(line)
    overtaken.delete(line)
    late?.cancel()
    late?.go()
  }

  return {
    history,

    send(event: CallbackEvent | ConferenceEvent): void {
      const url = (event.kind === 'conference' ? event.url : urls[event.kind]) ?? null
      const eventType = event.kind === 'conference' ? event.command : event.eventType
      // Without a URL nothing is sent; a recording event that went nowhere is worth seeing, those of rooms are too many.
      if (url === null && event.kind !== 'recording') return
      const fault = faults.forCallback(eventType, event.roomId)
      const variants = { ...options.variants, ...fault?.variant }
      const state = url === null ? 'noUrl' : fault?.effect === 'drop' ? 'lost' : 'sending'
      const post = (delayMs: number) => {
        const record: CallbackRecord = {
          id: ++count,
          kind: event.kind,
          eventType,
          roomId: event.roomId,
          taskId: event.kind === 'conference' ? null : event.taskId ?? null,
          createdAt: clock.now(),
          url,
          state,
          attempts: [],
        }
        history.add(record)
        onChange()
        if (url !== null && state === 'sending') enqueue(record, url, event, variants, delayMs)
      }

      const line = lineOf(event)
      if (fault?.effect === 'reorder' && !overtaken.has(line)) {
        // If no other one comes to go first, it goes by itself.
        const cancel = clock.setTimeout(() => { overtake(line) }, fault.delayMs ?? OVERTAKEN_MS)
        overtaken.set(line, { cancel, go: () => { post(0) } })
        return
      }
      post(fault?.delayMs ?? 0)
      if (fault?.effect === 'duplicate') post(fault.delayMs ?? 0)
      overtake(line)
    },

    /** Resolves once nothing is on its way any more, retries included. */
    async settled(): Promise<void> {
      while (working.size > 0) await Promise.allSettled(working)
    },

    /** Gives up what is on its way. */
    close(): void {
      for (const { cancel } of overtaken.values()) cancel()
      closing.abort(new Error('the emulator was closed'))
    },
  }
}

/** Events of one task or room are in one line. */
function lineOf(event: CallbackEvent | ConferenceEvent): string {
  return event.kind === 'conference' ? event.roomId : event.taskId ?? event.roomId
}

function describe(error: unknown): string {
  const { message, cause } = error as Error
  return cause instanceof Error ? `${message}: ${cause.message}` : message
}
