import { RecordingAbortedError, RecordingUnreachableError } from './errors.js'

const FIRST_PAUSE_MS = 400
const LONGEST_PAUSE_MS = 4000

/** Runs `work` for at most `ms`. What it does after that, or after `signal` was aborted, is nobody's concern. */
export async function within<T>(ms: number, signal: AbortSignal, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const limit = new AbortController()
  const end = () => limit.abort()
  const timer = setTimeout(end, ms)
  signal.addEventListener('abort', end)
  try {
    if (signal.aborted)
      end()
    return await Promise.race([aborted(limit.signal), work(limit.signal)])
  } catch (error) {
    if (signal.aborted)
      throw new RecordingAbortedError('The room was left before the answer came', { cause: error })
    if (limit.signal.aborted)
      throw new RecordingUnreachableError(`No answer within ${ms} ms`, { code: 'timeout', cause: error })
    throw error
  } finally {
    clearTimeout(timer)
    signal.removeEventListener('abort', end)
  }
}

/**
 * Calls until there is an answer, whatever the answer is. A call that got none is repeated with growing, jittered pauses,
 * so it must be safe to repeat. After `roundMs` without an answer `again` decides whether to try for as long once more.
 */
export async function callUntilAnswered<T>(
  call: (signal: AbortSignal) => Promise<T>,
  { signal, roundMs, again }: { signal: AbortSignal, roundMs: number, again: () => boolean },
): Promise<T> {
  let lost: RecordingUnreachableError | undefined
  const round = () => within(roundMs, signal, async limit => {
    for (let attempt = 0; ; attempt++) {
      try {
        return await call(limit)
      } catch (error) {
        if (limit.aborted || !(error instanceof RecordingUnreachableError))
          throw error
        lost = error
      }
      await pause(jittered(attempt, FIRST_PAUSE_MS, LONGEST_PAUSE_MS), limit)
    }
  })
  try {
    return await round()
  } catch (error) {
    if (!(error instanceof RecordingUnreachableError))
      throw error
    if (!again())
      throw lost ?? error
  }
  return await round().catch(error => { throw error instanceof RecordingUnreachableError && lost ? lost : error })
}

/** A pause that doubles with each attempt, and is anything between half of that and all of it. */
export function jittered(attempt: number, first: number, longest: number): number {
  return Math.min(first * 2 ** attempt, longest) * (0.5 + Math.random() / 2)
}

function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    const onAbort = () => reject(signal.reason)
    if (signal.aborted)
      onAbort()
    signal.addEventListener('abort', onAbort)
  })
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, ms)
    signal.addEventListener('abort', () => {
      clearTimeout(timer)
      reject(signal.reason)
    })
  })
}
