import { createHmac, timingSafeEqual } from 'node:crypto'

/** `Sign` of a callback: base64 of HMAC-SHA256 over the bytes of the body ("Cloud Recording Webhooks", signature). */
export const callbackSign = (key: string, body: Uint8Array): string =>
  createHmac('sha256', key).update(body).digest('base64')

/** Compares in constant time. The bytes must be those received: TRTC sends tabs and line breaks that re-serialising loses. */
export function isCallbackSignValid(key: string, body: Uint8Array, sign: string | undefined): boolean {
  const expected = Buffer.from(callbackSign(key, body))
  const given = Buffer.from(sign ?? '')
  return expected.length === given.length && timingSafeEqual(expected, given)
}
