import { setTimeout as wait } from 'node:timers/promises'

export interface PaceOptions {
  /** The allowance. */
  perSecond: number
  /** Milliseconds. @default performance.now */
  now?: () => number
  /** @default a timer */
  sleep?: (ms: number) => Promise<unknown>
}

/**
 * Lets calls through one by one: three quarters of the allowance as a steady stream, one quarter as a burst,
 * so never more than all of it within a second. Resolves when it is the caller's turn.
 */
export function createPace({ perSecond, now = () => performance.now(), sleep = wait }: PaceOptions): () => Promise<void> {
  const interval = 1000 / (perSecond * 0.75)
  const burst = Math.max(0, Math.floor(perSecond * 0.25) - 1) * interval
  let next = 0
  return async function turn() {
    const time = now()
    const at = Math.max(next, time - burst)
    next = at + interval
    if (at > time) await sleep(at - time)
  }
}
