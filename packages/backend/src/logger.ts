import type { Logger } from 'pino'
import { pino } from 'pino'

/** JSON lines on stdout. What could hold a secret is cut out, wherever it turns up. */
export const createLogger = (level = 'info'): Logger => pino({
  name: 'roomkit-recording',
  level,
  redact: {
    paths: ['*.authorization', '*.Authorization', '*.UserSig', '*.userSig', '*.secretKey', '*.SecretKey', '*.sdkSecretKey', '*.callbackKey', 'err.config', 'err.request', 'err.options'],
    censor: '[cut]',
  },
})
