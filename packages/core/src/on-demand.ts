import { attempt } from './attempt.js'
import { RecordingAbortedError, RecordingError } from './errors.js'

/** A part of the code that comes when it is needed. */
export interface OnDemand<T> {
  /** The code, once it is here. */
  readonly loaded: T | undefined
  /**
   * Fetches it, once for all who ask meanwhile; after a failure the next call tries again.
   *
   * @param signals any of these ends the waiting with a `RecordingAbortedError`
   * @param ms for how long it is waited for, in milliseconds. Default 10000
   * @throws {RecordingError} `not_loaded` when it does not come: the page is offline, or was deployed anew
   */
  load: (signals?: AbortSignal[], ms?: number) => Promise<T>
}

/** @example const player = onDemand(() => import('./player.js')) */
export function onDemand<T>(fetch: () => Promise<T>): OnDemand<T> {
  let loaded: T | undefined
  let loading: Promise<T> | undefined
  return {
    get loaded() { return loaded },
    async load(signals = [], ms = 10_000) {
      if (loaded)
        return loaded
      loading ??= fetch()
        .then(code => loaded = code)
        .finally(() => { loading = undefined })
      try {
        return await attempt({ name: 'code', signals, ms }, () => loading!)
      } catch (cause) {
        if (cause instanceof RecordingAbortedError)
          throw cause
        throw new RecordingError('A part of the page could not be loaded', { code: 'not_loaded', retryable: true, cause })
      }
    },
  }
}
