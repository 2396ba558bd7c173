import { createHash } from 'node:crypto'

export interface ConferenceCallbackQuery {
  command: string
  sdkAppId: number
  token: string | undefined
  /** Milliseconds since the epoch. */
  now: number
}

/** `Sign` of callbacks that share Chat's infrastructure. It covers the time, not the body. */
export const conferenceCallbackSign = (token: string, requestTime: number): string =>
  createHash('sha256').update(`${token}${requestTime}`).digest('hex')

/** Where a callback of the Conference service goes: everything but its body is in the URL. */
export function conferenceCallbackUrl(base: string, { command, sdkAppId, token, now }: ConferenceCallbackQuery): string {
  const url = new URL(base)
  const query = { SdkAppid: String(sdkAppId), CallbackCommand: command, contenttype: 'json', ClientIP: '127.0.0.1', OptPlatform: 'RESTAPI' }
  for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value)
  if (token !== undefined) {
    const requestTime = Math.floor(now / 1000)
    url.searchParams.set('Sign', conferenceCallbackSign(token, requestTime))
    url.searchParams.set('RequestTime', String(requestTime))
  }
  return url.href
}
