import type { Finding } from './finding.js'
import { Buffer } from 'node:buffer'
import { callbackSign } from '../../trtc/callback-sign.js'
import { failed, ok, warning } from './finding.js'

export interface CallbackCheckOptions {
  /** Where the backend is reached from outside, its prefix included. */
  publicUrl: string
  callbackKey: string
  sdkAppId: number
  timeoutMs?: number
}

/** Of a group that there is not: it is verified like any other, and changes nothing. White space as TRTC sends it. */
const body = Buffer.from(`{\n\t"EventGroupId":\t99,\n\t"EventType":\t1,\n\t"CallbackTs":\t0,\n\t"EventInfo":\t{ "Note": "roomkit-recording doctor" }\n}`)

/** Sends the running backend a callback the way TRTC does: from outside, signed over its bytes. */
export async function checkCallbacks({ publicUrl, callbackKey, sdkAppId, timeoutMs = 10_000 }: CallbackCheckOptions): Promise<Finding> {
  const url = `${publicUrl.replace(/\/+$/, '')}/v1/trtc/callbacks`
  const shown = new URL(url).origin + new URL(url).pathname
  let response: Response
  let text: string
  try {
    response = await fetch(url, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', 'Sign': callbackSign(callbackKey, body), 'SdkAppId': String(sdkAppId) },
      body,
      redirect: 'manual',
      signal: AbortSignal.timeout(timeoutMs),
    })
    text = await response.text()
  } catch (error) {
    const { code } = ((error as Error).cause ?? {}) as NodeJS.ErrnoException
    return failed(`${shown} cannot be reached${code === undefined ? '' : ` (${code})`}`, 'Start the backend, and check DNS, certificate and firewall: TRTC comes from the internet.')
  }
  const { status } = response
  if (status === 200 && isTaken(text)) {
    if (new URL(url).protocol === 'https:') return ok(`${shown} takes signed callbacks`)
    return warning(`${shown} takes signed callbacks, but in the clear`, 'Give it https: what is told there can be read and repeated on the way.')
  }
  const message = `${shown} answers ${status}`
  if (status >= 300 && status < 400) return failed(message, 'It redirects, and TRTC does not follow: enter the address that it leads to.')
  if (status === 401) return failed(message, 'The signature is not taken: TRTC_CALLBACK_KEY of the running backend is another one, or something on the way alters the body.')
  if (status === 404) return failed(message, 'Something else answers there: check the prefix under which the backend is mounted (basePath).')
  if (text.includes('body_already_read')) return failed(message, 'A body parser comes first: mount backend.nodeHandler before it.')
  if (status >= 500) return failed(message, 'The proxy or the backend has trouble: look at its log and at /v1/readyz.')
  return failed(message, 'Something else answers there: check the address.')
}

function isTaken(text: string): boolean {
  try {
    return (JSON.parse(text) as { code?: unknown }).code === 0
  } catch {
    return false
  }
}
