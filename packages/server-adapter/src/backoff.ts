import { jittered } from '@roomkit-recording/core'

export interface Backoff {
  /**
   * Milliseconds until the next try: a random share of a step that doubles each time.
   * @param floor the smallest share: 0 spreads a crowd best, more keeps a single caller from trying again at once
   */
  next: (floor?: number) => number
  /** The other side's wish for the first step; taken within the bounds. */
  startAt: (ms: number) => void
  reset: () => void
}

export function createBackoff({ minMs, maxMs, random }: { minMs: number, maxMs: number, random?: () => number }): Backoff {
  let first = minMs
  let tries = 0
  return {
    next: (floor = 0) => jittered(tries++, first, maxMs, floor, random),
    startAt(ms) { first = Math.min(maxMs, Math.max(minMs, ms)) },
    reset() { tries = 0 },
  }
}
