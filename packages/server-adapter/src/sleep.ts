export interface Sleeper {
  /** Resolves after `ms`, on `wake()`, or when `signal` is aborted. */
  sleep: (ms: number, signal: AbortSignal) => Promise<void>
  /** Ends all sleep at once. */
  wake: () => void
}

export function createSleeper(): Sleeper {
  const asleep = new Set<() => void>()
  return {
    sleep(ms, signal) {
      if (signal.aborted) return Promise.resolve()
      return new Promise(resolve => {
        let clock: ReturnType<typeof setTimeout> | undefined
        const up = () => {
          clearTimeout(clock)
          signal.removeEventListener('abort', up)
          asleep.delete(up)
          resolve()
        }
        clock = setTimeout(up, ms)
        signal.addEventListener('abort', up)
        asleep.add(up)
      })
    },
    wake() { for (const up of [...asleep]) up() },
  }
}
