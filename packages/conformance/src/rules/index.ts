import type { Rule } from '../rule.js'
import { authRules } from './auth.js'
import { autoRules, callbacksRules } from './callbacks.js'
import { eventsRules } from './events.js'
import { historyRules } from './history.js'
import { optionalRules } from './optional.js'
import { permissionsRules } from './permissions.js'
import { errorsRules, serviceRules } from './service.js'
import { shapeRules } from './shape.js'
import { snapshotRules } from './snapshot.js'
import { startRules } from './start.js'
import { endRules, stopRules } from './stop.js'
import { updateRules } from './update.js'

/** Every rule, in the order of the contract. */
export const allRules: Rule[] = [
  ...snapshotRules,
  ...startRules,
  ...updateRules,
  ...stopRules,
  ...endRules,
  ...permissionsRules,
  ...authRules,
  ...eventsRules,
  ...historyRules,
  ...callbacksRules,
  ...autoRules,
  ...errorsRules,
  ...serviceRules,
  ...optionalRules,
  ...shapeRules,
]
