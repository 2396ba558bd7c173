import { RecordingAbortedError, RecordingUnreachableError } from './errors.js'

export interface AttemptOptions {
  /** What is attempted; errors begin with it. */
  name: string
  /** Any of these ends the attempt with a `RecordingAbortedError`. */
  signals: (AbortSignal | undefined)[]
  /** Time until it is given up with a `RecordingUnreachableError` of code `timeout`, in milliseconds. */
  ms: number
  /** What did not come in time. @default 'no answer' */
  missing?: string
}

/**
 * Something that takes a while and may have to be given up. Rejects with the reason as soon as it is, whatever `work` makes of
 * it; `signal` tells `work`, and is aborted too when the attempt is over. `extend` starts the clock anew.
 */
export async function attempt<T>(
  { name, signals, ms, missing = 'no answer' }: AttemptOptions,
  work: (signal: AbortSignal, extend: (ms: number, missing: string) => void) => Promise<T>,
): Promise<T> {
  const controller = new AbortController()
  const { signal } = controller
  let clock: ReturnType<typeof setTimeout> | undefined

  const abort = () => controller.abort(new RecordingAbortedError(`${name} was given up`))
  const extend = (ms: number, missing: string) => {
    clearTimeout(clock)
    clock = setTimeout(() => controller.abort(new RecordingUnreachableError(`${name}: ${missing} within ${ms} ms`, { code: 'timeout' })), ms)
  }
  const givenUp = new Promise<never>((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason))
  })

  for (const parent of signals) {
    if (parent?.aborted) abort()
    parent?.addEventListener('abort', abort, { signal })
  }
  extend(ms, missing)
  try {
    return await Promise.race(signal.aborted ? [givenUp] : [givenUp, work(signal, extend)])
  } finally {
    clearTimeout(clock)
    givenUp.catch(() => {})
    abort()
  }
}
