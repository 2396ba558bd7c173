export interface RoundsOptions {
  /** What is due is done, or begun. Resolves with the pause until the next round, in milliseconds. */
  round: () => Promise<number>
  /** Pause after a round that failed, in milliseconds. */
  pauseMs: number
  onError: (error: unknown) => void
}

/** Background work in rounds, one after the other. */
export interface Rounds {
  /** The next round is to be no later than that, in milliseconds. @default 0 */
  soon: (delayMs?: number) => void
  /** Begins no more rounds, and waits for the one that runs. */
  close: () => Promise<void>
}

export function createRounds({ round: doRound, pauseMs, onError }: RoundsOptions): Rounds {
  let timer: NodeJS.Timeout | undefined
  let timerAt = Infinity
  let round: Promise<void> | null = null
  let again = false
  let closed = false

  function soon(delayMs = 0): void {
    const at = performance.now() + delayMs
    if (closed || at >= timerAt) return
    clearTimeout(timer)
    timerAt = at
    timer = setTimeout(() => {
      timerAt = Infinity
      run()
    }, delayMs)
  }

  function run(): void {
    if (round) {
      again = true
      return
    }
    round = doRound()
      .catch((error: unknown) => {
        onError(error)
        return pauseMs
      })
      .then(delayMs => {
        round = null
        soon(again ? 0 : delayMs)
        again = false
      })
  }

  return {
    soon,
    async close() {
      closed = true
      clearTimeout(timer)
      await round
    },
  }
}
