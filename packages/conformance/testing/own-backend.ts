import type { Stack, StackOptions } from '../../backend/testing/stack.js'
import type { ConformanceOptions } from '../src/options.js'
import { keptLog } from '../../backend/testing/kept-log.js'
import { CALLBACK_KEY, key, startStack } from '../../backend/testing/stack.js'

export interface OwnBackend extends Stack {
  /** What it warned of last, in lines of JSON: the reason behind an answer that does not tell it. */
  warnings: () => string
}

/** Our backend with the emulator, quick where it would only wait. */
export async function startOwnBackend(options: StackOptions['options'] = {}): Promise<OwnBackend> {
  const { logger, lines } = keptLog('warn')
  const stack = await startStack({
    emulator: { renderMedia: false },
    // VOD of an account as they are opened today
    options: { vodSubAppId: 1500000001, logger, ...options },
    internals: { heartbeatMs: 1_000, permissionsMs: 2_000, timings: { callMs: 8_000, describeMs: 6_000, proofNoticeMs: 1_000, lostTaskMs: 5_000 }, fileTimings: { looksMs: [2_000, 10_000, 30_000], indexMs: 1_000 } },
  })
  return Object.assign(stack, { warnings: () => lines.slice(-20).join('') })
}

/** How to reach it. */
export const against = (stack: Pick<Stack, 'url' | 'emulator'>): ConformanceOptions => ({
  baseUrl: stack.url,
  emulatorUrl: stack.emulator.url,
  userSigKey: key,
  callbackKey: CALLBACK_KEY,
  timeoutMs: 30_000,
})
