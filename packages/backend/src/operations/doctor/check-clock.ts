import type { Finding } from './finding.js'
import { failed, ok, warning } from './finding.js'

/** TRTC refuses signatures that are off by more ("Signature v3", X-TC-Timestamp). */
const TOLERANCE_MS = 5 * 60_000
const NOTABLE_MS = 30_000

/** This machine's clock against that of TRTC, by the header `Date` of an answer. */
export async function checkClock(endpoint: string, { now = Date.now, timeoutMs = 5_000 }: { now?: () => number, timeoutMs?: number } = {}): Promise<Finding> {
  let date: string | null
  const asked = now()
  try {
    const response = await fetch(endpoint, { method: 'GET', redirect: 'manual', signal: AbortSignal.timeout(timeoutMs) })
    date = response.headers.get('date')
    await response.body?.cancel()
  } catch {
    return failed(`${endpoint} does not answer`, 'Check TRTC_ENDPOINT, DNS, and that this machine may open connections to it.')
  }
  const told = Date.parse(date ?? '')
  if (Number.isNaN(told)) return warning('The answer carries no date, so the clock cannot be compared', 'Make sure that this machine\'s clock is kept by NTP.')
  // the header counts whole seconds
  const skew = Math.round(((asked + now()) / 2 - told) / 1000)
  const text = `This machine's clock is ${Math.abs(skew)} s ${skew < 0 ? 'behind' : 'ahead of'} TRTC's`
  const advice = 'Let NTP keep the clock: signatures, tokens and links depend on it.'
  if (Math.abs(skew) * 1000 >= TOLERANCE_MS) return failed(`${text}; TRTC takes at most ${TOLERANCE_MS / 60_000} min`, advice)
  return Math.abs(skew) * 1000 >= NOTABLE_MS ? warning(text, advice) : ok(text)
}
