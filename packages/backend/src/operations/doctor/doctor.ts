import type { RecordingBackendConfig } from '../../config.js'
import type { NamedFinding } from './finding.js'
import { pino } from 'pino'
import { createConferenceApi } from '../../auth/conference-api.js'
import { openStorages } from '../../files/file-library.js'
import { resolveOptions } from '../../options.js'
import { createCallBudget, leaseAlone } from '../../trtc/call-budget.js'
import { createTrtcClient, TRTC_CALLS_PER_SECOND } from '../../trtc/trtc-client.js'
import { checkCallbacks } from './check-callbacks.js'
import { checkClock } from './check-clock.js'
import { checkConference } from './check-conference.js'
import { checkDatabase } from './check-database.js'
import { checkStorage } from './check-storage.js'
import { checkTrtc } from './check-trtc.js'
import { warning } from './finding.js'

export interface DoctorOptions {
  /** Where the running backend is reached from outside. @default the option `publicUrl` */
  publicUrl?: string | undefined
  /** @default Date.now */
  now?: () => number
  /** Longest wait for each service, in milliseconds. @default 8000 */
  timeoutMs?: number
}

/**
 * Looks at everything that a recording needs, one after the other, and says what to do about what is wrong. Starts no recording and costs nothing.
 * @throws ConfigError
 */
export async function* examine(config: RecordingBackendConfig, { publicUrl, now, timeoutMs = 8_000 }: DoctorOptions = {}): AsyncGenerator<NamedFinding> {
  const resolved = resolveOptions({ ...config, logger: pino({ level: 'silent' }) })
  const { trtcSdkAppId: sdkAppId, trtcSdkSecretKey: sdkSecretKey, tencentcloudSecretId: secretId, tencentcloudSecretKey: secretKey, cos } = resolved

  yield { check: 'clock', ...await checkClock(resolved.trtcEndpoint, { timeoutMs, ...now && { now } }) }

  const budget = createCallBudget({ perSecond: TRTC_CALLS_PER_SECOND, leaseTurns: leaseAlone() })
  const trtc = createTrtcClient({ sdkAppId, secretId, secretKey, region: resolved.tencentcloudRegion, endpoint: resolved.trtcEndpoint, timeoutMs, budget })
  yield { check: 'trtc', ...await checkTrtc(trtc) }
  trtc.close()

  const { probe } = createConferenceApi({ sdkAppId, sdkSecretKey, endpoint: resolved.conferenceEndpoint, adminUserId: resolved.conferenceAdminUserId, timeoutMs })
  yield { check: 'conference', ...await checkConference(probe) }

  const storages = await openStorages({ sdkAppId, secretId, secretKey, vodEndpoint: resolved.vodEndpoint, vodSubAppId: resolved.vodSubAppId, vodPlayKey: resolved.vodPlayKey, cos: cos && { ...cos, timeoutMs }, timeoutMs, budget })
  yield { check: 'storage', ...await checkStorage(storages.kind, storages.check) }
  storages.close()

  yield { check: 'database', ...await checkDatabase(resolved.databaseUrl, resolved.logger) }

  const url = publicUrl ?? resolved.publicUrl
  const finding = url === undefined
    ? warning('Whether TRTC\'s callbacks arrive was not looked at', 'Give --public-url https://…/recording, while the backend runs.')
    : await checkCallbacks({ publicUrl: url, callbackKey: resolved.trtcCallbackKey, sdkAppId, timeoutMs })
  yield { check: 'callbacks', ...finding }
}
