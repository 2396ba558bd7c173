import { once } from 'node:events'

/** Time as the emulator knows it. Tasks, callbacks, retries and expiry all go by one clock. */
export interface Clock {
  /** Milliseconds since the epoch. */
  now: () => number
  /** Calls `then` once `ms` have passed, unless the returned function is called before. */
  setTimeout: (then: () => void, ms: number) => () => void
  /** Marks work that goes on outside of this clock, such as an HTTP request. Time that is advanced waits for it. */
  during: <T>(work: Promise<T>) => Promise<T>
}

export interface VirtualClock extends Clock {
  /** Moves time forward; everything due on the way happens in its order, at its own time. */
  advance: (ms: number) => Promise<void>
}

export function isVirtual(clock: Clock): clock is VirtualClock {
  return 'advance' in clock
}

export function createSystemClock(): Clock {
  return {
    now: Date.now,
    setTimeout(then, ms) {
      const timer = setTimeout(then, ms)
      return () => { clearTimeout(timer) }
    },
    during: work => work,
  }
}

export interface VirtualClockOptions {
  /** Where time starts, in milliseconds since the epoch. @default Date.now() */
  now?: number
  /** How long `advance` waits, in real milliseconds, for outside work before time goes on without it. @default 1000 */
  patienceMs?: number
}

/** A clock that stands still until `advance` is called. */
export function createVirtualClock({ now = Date.now(), patienceMs = 1000 }: VirtualClockOptions = {}): VirtualClock {
  const timers = new Set<{ at: number, then: () => void }>()
  const working = new Set<Promise<unknown>>()
  let advancing = Promise.resolve()

  function due(until: number) {
    let first: { at: number, then: () => void } | undefined
    for (const timer of timers) {
      if (timer.at <= until && (!first || timer.at < first.at)) first = timer
    }
    return first
  }

  /** Until nothing outside is under way. What hangs only ends with time itself, so the wait has an end. */
  async function settled() {
    const deadline = Date.now() + patienceMs
    await turn()
    while (working.size > 0 && Date.now() < deadline) {
      let stop: NodeJS.Timeout | undefined
      const patience = new Promise<void>(resolve => { stop = setTimeout(resolve, deadline - Date.now()) })
      await Promise.race([Promise.allSettled(working), patience])
      clearTimeout(stop)
      await turn()
    }
  }

  async function move(ms: number) {
    const until = now + ms
    await settled()
    for (let timer = due(until); timer; timer = due(until)) {
      timers.delete(timer)
      now = timer.at
      timer.then()
      await settled()
    }
    now = until
  }

  return {
    now: () => now,
    setTimeout(then, ms) {
      const timer = { at: now + Math.max(0, ms), then }
      timers.add(timer)
      return () => { timers.delete(timer) }
    },
    during(work) {
      working.add(work)
      const done = () => { working.delete(work) }
      work.then(done, done)
      return work
    },
    advance(ms) {
      advancing = advancing.catch(() => {}).then(() => move(ms))
      return advancing
    },
  }
}

/** Resolves once `ms` have passed on `clock`; rejects as soon as `signal` is aborted. */
export async function wait(clock: Clock, ms: number, signal: AbortSignal): Promise<void> {
  signal.throwIfAborted()
  let cancel = () => {}
  const passed = new Promise<void>(resolve => { cancel = clock.setTimeout(resolve, ms) })
  const ended = new AbortController()
  const aborted = once(signal, 'abort', { signal: ended.signal }).then(() => signal.throwIfAborted())
  try {
    await Promise.race([passed, aborted])
  } finally {
    cancel()
    aborted.catch(() => {})
    ended.abort()
  }
}

/** Lets everything that is already settled run. */
function turn(): Promise<void> {
  return new Promise(resolve => setImmediate(resolve))
}
