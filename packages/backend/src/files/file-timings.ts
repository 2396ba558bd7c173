/** Milliseconds each. */
export interface FileTimings {
  /** Looks at the storage, counted from the end of a recording. VOD's index lags behind its callbacks. */
  looksMs: readonly number[]
  /** A look so long after the last result sees everything. */
  indexMs: number
  /** So long after the end a task of which nothing was found has left nothing behind, when others have. */
  stragglerMs: number
  /** Pause after a storage that did not answer, at first; doubles up to `retryMaxMs`. */
  retryMs: number
  retryMaxMs: number
  /** Before that, a storage that does not know a file may only not know it yet. */
  unknownMs: number
  /** Media that is to be deleted and has not come by then will not come. */
  giveUpMs: number
  /** How long links work, in addition to the length of what they play. */
  linkMs: number
  /** Longest life of a link. */
  linkMaxMs: number
  /** Between two looks for what is too old. */
  sweepMs: number
}

const MINUTE = 60_000
const HOUR = 60 * MINUTE

export const defaultFileTimings: FileTimings = {
  looksMs: [0.5 * MINUTE, 2 * MINUTE, 5 * MINUTE, 15 * MINUTE, HOUR, 6 * HOUR, 24 * HOUR, 72 * HOUR],
  indexMs: 3 * MINUTE,
  stragglerMs: 10 * MINUTE,
  retryMs: 5_000,
  retryMaxMs: 10 * MINUTE,
  unknownMs: 10 * MINUTE,
  giveUpMs: 72 * HOUR,
  linkMs: HOUR,
  linkMaxMs: 24 * HOUR,
  sweepMs: HOUR,
}

export const resolveFileTimings = (timings: Partial<FileTimings> = {}): FileTimings => ({ ...defaultFileTimings, ...timings })

/** Exponential, so that a storage in trouble is left alone. */
export const retryPause = (failures: number, { retryMs, retryMaxMs }: FileTimings): number =>
  Math.min(retryMs * 2 ** Math.min(30, Math.max(0, failures - 1)), retryMaxMs)
