import type { RoomSnapshot } from '@roomkit-recording/core'
import type { EventSourceMessage } from 'eventsource-parser'
import type { Watch } from './watch.js'
import { createParser } from 'eventsource-parser'
import { RuleFailure, show } from './failure.js'

export interface ServerEvent {
  event: string
  id: string | null
  data: string
  /** `undefined` when the data is not JSON. */
  json: unknown
}

export interface EventStream {
  seen: readonly ServerEvent[]
  /** The first event from here on that fits; what lies before it is skipped. @throws RuleFailure when it does not come */
  next: (what: string, fits?: (event: ServerEvent) => boolean) => Promise<ServerEvent>
  /** The first snapshot from here on that fits. @throws RuleFailure when it does not come */
  snapshot: (what: string, fits?: (snapshot: RoomSnapshot) => boolean) => Promise<RoomSnapshot>
  /** Resolves with the first comment line. @throws RuleFailure when none comes in time */
  comment: (timeoutMs: number) => Promise<void>
  /** Resolves when the backend has ended it. @throws RuleFailure when it does not in time */
  ended: (timeoutMs: number) => Promise<void>
  close: () => void
}

export interface EventStreamOptions {
  response: Response
  roomId: string
  what: string
  watch: Watch
  timeoutMs: number
  close: () => void
}

/** Reads a room's event stream from now on. */
export function readEventStream({ response, roomId, what, watch, timeoutMs, close }: EventStreamOptions): EventStream {
  const seen: ServerEvent[] = []
  const listeners = new Set<() => void>()
  let comments = 0
  let isOver = false
  let place = 0
  let last: RoomSnapshot | null = null

  const tell = () => { for (const listener of [...listeners]) listener() }
  const parser = createParser({
    onEvent({ event = 'message', id, data }: EventSourceMessage) {
      const read: ServerEvent = { event, id: id ?? null, data, json: parse(data) }
      watch.event(read, { roomId, what, last })
      if (event === 'snapshot') last = read.json as RoomSnapshot
      seen.push(read)
      tell()
    },
    onComment() {
      comments++
      tell()
    },
  })

  void pump()
  async function pump(): Promise<void> {
    const decoder = new TextDecoder()
    try {
      for await (const chunk of response.body ?? []) parser.feed(decoder.decode(chunk as Uint8Array, { stream: true }))
    } catch {
      // cut: the same as ended
    }
    isOver = true
    tell()
  }

  function until<T>(look: () => T | undefined, expected: string, ms = timeoutMs): Promise<T> {
    return new Promise((resolve, reject) => {
      const fail = (why: string) => finish(() => { reject(new RuleFailure(`${expected} on ${what}`, `${why}, after ${show(seen.slice(-4).map(({ event, id }) => `${event} ${id ?? ''}`.trim()))}`)) })
      const timer = setTimeout(() => { fail(`none within ${ms / 1000} s`) }, ms)
      function finish(then: () => void): void {
        clearTimeout(timer)
        listeners.delete(check)
        then()
      }
      function check(): void {
        const found = look()
        if (found !== undefined) finish(() => { resolve(found) })
        else if (isOver) fail('the end of the stream')
      }
      listeners.add(check)
      check()
    })
  }

  function next(expected: string, fits: (event: ServerEvent) => boolean = () => true): Promise<ServerEvent> {
    return until(() => {
      while (place < seen.length) {
        const event = seen[place++]!
        if (fits(event)) return event
      }
      return undefined
    }, expected)
  }

  return {
    seen,
    next,
    async snapshot(expected, fits = () => true) {
      const { json } = await next(expected, ({ event, json }) => event === 'snapshot' && json !== undefined && fits(json as RoomSnapshot))
      return json as RoomSnapshot
    },
    async comment(ms) { await until(() => comments > 0 || undefined, 'a comment line', ms) },
    async ended(ms) { await until(() => isOver || undefined, 'the end of the stream', ms) },
    close,
  }
}

function parse(data: string): unknown {
  try {
    return JSON.parse(data)
  } catch {
    return undefined
  }
}
