import { RecordingAbortedError, RecordingUnreachableError } from '@roomkit-recording/core'

/** Something that takes a while and may have to be given up. */
export interface Attempt {
  /** Aborted when the attempt is given up; the reason is the error to throw. */
  readonly signal: AbortSignal
  /** Starts the clock, or starts it anew. */
  giveUpAfter: (ms: number, because: string) => void
  /** `work`, unless the attempt is given up first: then it rejects with the reason, whatever `work` makes of it. */
  run: <T>(work: () => Promise<T>) => Promise<T>
  /** Gives up what is still under way and lets go of clock and parents. */
  end: () => void
}

export function createAttempt(name: string, ...parents: (AbortSignal | undefined)[]): Attempt {
  const controller = new AbortController()
  const { signal } = controller
  let clock: ReturnType<typeof setTimeout> | undefined

  const abort = () => controller.abort(new RecordingAbortedError(`${name} was given up`))
  for (const parent of parents) {
    if (parent?.aborted) abort()
    parent?.addEventListener('abort', abort)
  }
  const givenUp = new Promise<never>((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason))
  })
  givenUp.catch(() => {})

  return {
    signal,
    giveUpAfter(ms, because) {
      clearTimeout(clock)
      clock = setTimeout(() => controller.abort(new RecordingUnreachableError(`${name}: ${because} within ${ms} ms`, { code: 'timeout' })), ms)
    },
    async run(work) {
      signal.throwIfAborted()
      return Promise.race([givenUp, work()])
    },
    end() {
      clearTimeout(clock)
      for (const parent of parents)
        parent?.removeEventListener('abort', abort)
      abort()
    },
  }
}
