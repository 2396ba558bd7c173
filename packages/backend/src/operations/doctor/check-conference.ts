import type { Finding } from './finding.js'
import { NO_SUCH_ROOM } from '../../auth/conference-api.js'
import { failed, ok, warning } from './finding.js'

/** By the codes of the Conference REST API ("RESTful API Overview", error codes). */
const advices: Record<number, string> = {
  60004: 'CONFERENCE_ADMIN_USER_ID is not an account of this application: create it in the console as an app administrator.',
  60005: 'TRTC_SDK_SECRET_KEY is not the key of TRTC_SDK_APP_ID.',
  60006: 'TRTC_SDK_APP_ID is not known here: check it, and that CONFERENCE_ENDPOINT is that of the application\'s region.',
  60010: 'CONFERENCE_ADMIN_USER_ID must be an app administrator: make it one in the console under Chat → account management.',
  60012: 'TRTC_SDK_APP_ID is missing.',
  60015: 'CONFERENCE_ADMIN_USER_ID must be an app administrator: make it one in the console under Chat → account management.',
  60016: 'The application is disabled in the console.',
  60017: 'The application is disabled in the console.',
  60020: 'The application\'s Conference plan has run out.',
  60021: 'This machine\'s address is not on the application\'s list of allowed ones.',
}

/** Asks about a room that there is not. */
export async function checkConference(probe: () => Promise<number>): Promise<Finding> {
  let code: number
  try {
    code = await probe()
  } catch {
    return failed('The Conference REST API does not answer', 'Check CONFERENCE_ENDPOINT, DNS, and that this machine may open connections to it.')
  }
  if (code === NO_SUCH_ROOM || code === 0) return ok('The Conference REST API takes the administrator and the key of the application')
  const advice = advices[code]
  if (advice !== undefined) return failed(`The Conference REST API answers ${code}`, advice)
  return warning(`The Conference REST API answers ${code}`, 'Look the code up in its documentation; while it stays, nobody\'s rights can be found out.')
}
