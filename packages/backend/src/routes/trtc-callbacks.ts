import type { AppEnv } from '../http/app-env.js'
import type { AppDeps } from './deps.js'
import { Hono } from 'hono'
import { readBytes } from '../http/read-body.js'
import { refusal } from '../http/refusal.js'
import { isCallbackSignValid } from '../trtc/callback-sign.js'
import { parseCallback } from '../trtc/callback.js'

const MAX_BYTES = 256 * 1024

/** Recording, room and media callbacks of TRTC. What is answered with 200 is on disk. */
export function trtcCallbackRoutes({ inbox, callbackKey, sdkAppId }: AppDeps) {
  return new Hono<AppEnv>().post('/', async c => {
    const body = await readBytes(c, MAX_BYTES)
    const app = c.req.header('sdkappid')
    if (!isCallbackSignValid(callbackKey, body, c.req.header('sign')) || (app !== undefined && app !== String(sdkAppId)))
      throw refusal('unauthenticated', 'The header Sign does not match the body.')
    const text = body.toString()
    const parsed = parse(text)
    if (parsed.callback) await inbox.receive(parsed.callback, text)
    else c.var.logger.debug({ group: parsed.group }, 'a callback of another kind')
    return c.json({ code: 0 })
  })
}

function parse(text: string) {
  try {
    return parseCallback(text)
  } catch (cause) {
    throw refusal('invalid_request', 'The body is no callback of TRTC.', { cause })
  }
}
