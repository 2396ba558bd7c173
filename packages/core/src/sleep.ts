/**
 * Resolves after `ms`, or as soon as `signal` is aborted. While it lasts, `asleep` holds the function that ends it early.
 */
export function sleep(ms: number, signal: AbortSignal, asleep = new Set<() => void>()): Promise<void> {
  if (signal.aborted) return Promise.resolve()
  return new Promise(resolve => {
    let clock: ReturnType<typeof setTimeout> | undefined
    const wake = () => {
      clearTimeout(clock)
      signal.removeEventListener('abort', wake)
      asleep.delete(wake)
      resolve()
    }
    clock = setTimeout(wake, ms)
    signal.addEventListener('abort', wake)
    asleep.add(wake)
  })
}

/**
 * The pause before the next try: it doubles with each `attempt`, counted from 0, from `first` to `longest`, and is anything
 * between that and the share `floor` of it, so that a crowd doesn't try again in step.
 */
export function jittered(attempt: number, first: number, longest: number, floor = 0.5, random = Math.random): number {
  const step = Math.min(longest, first * 2 ** Math.min(attempt, 30))
  return step * (floor + (1 - floor) * random())
}
