import type { PreflightState } from '@roomkit-recording/core'
import type { TrtcCallReport } from './watch-trtc.js'

export interface TrtcHealth {
  /** To be told of each call. */
  note: (report: TrtcCallReport) => void
  /** Whether TRTC answered when it was last asked. When that is long ago, `ask` makes a call that is told to `note`. */
  state: (ask: () => Promise<unknown>) => Promise<PreflightState>
}

export interface TrtcHealthOptions {
  /** An answer is good for so long, in milliseconds. @default 60000 */
  maxAgeMs?: number
  /** @default performance.now */
  now?: () => number
}

export function createTrtcHealth({ maxAgeMs = 60_000, now = () => performance.now() }: TrtcHealthOptions = {}): TrtcHealth {
  let last: { state: PreflightState, at: number } | null = null
  let asking: Promise<unknown> | null = null

  return {
    note(report) {
      last = { state: stateOf(report), at: now() }
    },
    async state(ask) {
      if (!last || now() - last.at > maxAgeMs) {
        asking ??= ask().catch(() => {}).finally(() => { asking = null })
        await asking
      }
      return last?.state ?? 'unknown'
    },
  }
}

/** Any answer but one about who we are shows that it works. */
function stateOf({ outcome, upstreamCode }: TrtcCallReport): PreflightState {
  if (outcome === 'unreachable' || outcome === 'lost') return 'failed'
  if (outcome === 'retry' || outcome === 'busy') return 'warning'
  return upstreamCode?.startsWith('AuthFailure') ? 'failed' : 'ok'
}
