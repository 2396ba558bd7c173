import type { PreflightCheck, PreflightState, RecordingPreflight, RecordingPrices } from '@roomkit-recording/core'
import type { Store } from '../store/store.js'
import type { RecordingChoices } from './choices.js'
import type { ResolvedDefaults } from './defaults.js'
import { countRunning } from '../recordings/recording-starter.js'

export interface PreflightOptions {
  store: Pick<Store, 'db'>
  defaults: ResolvedDefaults
  choices: RecordingChoices
  prices: RecordingPrices | null
  /** Tasks that may run at once; `null`: not known. */
  limit: number | null
  /** Whether TRTC answered when it was last asked. */
  serviceState: () => Promise<PreflightState>
  /** Whether files have a place to go. Left out: not known. */
  storageState?: (() => Promise<PreflightState>) | undefined
}

/** What only the backend can know before a start. */
export interface Preflight {
  read: () => Promise<RecordingPreflight>
}

/** So few places are worth a word. */
const FEW = 0.1

export function createPreflight({ store, defaults, choices, prices, limit, serviceState, storageState }: PreflightOptions): Preflight {
  const storageNow = async (): Promise<PreflightState> => await storageState?.().catch(() => 'failed' as const) ?? 'unknown'

  async function quota(): Promise<PreflightCheck> {
    const used = await countRunning(store.db)
    if (limit === null) return { code: 'quota', state: 'unknown', used }
    return { code: 'quota', state: used >= limit ? 'failed' : limit - used <= Math.max(1, limit * FEW) ? 'warning' : 'ok', used, limit }
  }

  return {
    async read() {
      const [quotaCheck, storage, service] = await Promise.all([quota(), storageNow(), serviceState()])
      return {
        checks: [quotaCheck, { code: 'storage', state: storage }, { code: 'service', state: service }],
        defaults,
        choices,
        prices,
      }
    },
  }
}
