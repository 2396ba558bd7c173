import { Webhook } from 'standardwebhooks'

export interface Delivery {
  url: string
  /** `whsec_` and base64. */
  secret: string
  id: string
  body: string
  timeoutMs: number
  /** Ends it before its time. */
  signal: AbortSignal
}

export type DeliveryOutcome
  = | { ok: true }
    | { ok: false, problem: string, retryAfterMs: number | null, isFinal: boolean }

/** The receiver says that there will never be anybody. */
const GONE = 410
const LONGEST_RETRY_AFTER_MS = 3_600_000

/** One try. Signed as "Standard Webhooks" 1.0 says, so that receivers find a verifier for their language. Never rejects. */
export async function deliver({ url, secret, id, body, timeoutMs, signal }: Delivery): Promise<DeliveryOutcome> {
  const now = new Date()
  const ending = new AbortController()
  const end = () => ending.abort()
  const timer = setTimeout(() => ending.abort(new DOMException('no answer in time', 'TimeoutError')), timeoutMs)
  if (signal.aborted) end()
  signal.addEventListener('abort', end)
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: {
        'Content-Type': 'application/json',
        'User-Agent': 'roomkit-recording',
        'Webhook-Id': id,
        'Webhook-Timestamp': String(Math.floor(now.getTime() / 1000)),
        'Webhook-Signature': new Webhook(secret).sign(id, now, body),
      },
      body,
      // another address was never meant
      redirect: 'manual',
      signal: ending.signal,
    })
    await response.body?.cancel()
    if (response.ok) return { ok: true }
    return { ok: false, problem: `status ${response.status}`, retryAfterMs: retryAfter(response.headers.get('retry-after')), isFinal: response.status === GONE }
  } catch (error) {
    return { ok: false, problem: problemOf(error), retryAfterMs: null, isFinal: false }
  } finally {
    clearTimeout(timer)
    signal.removeEventListener('abort', end)
  }
}

/** Not the message: it may hold the address, and that may hold a password. */
function problemOf(error: unknown): string {
  const { name, cause } = error as Error
  if (name === 'TimeoutError') return 'no answer in time'
  const { code } = (cause ?? {}) as NodeJS.ErrnoException
  return typeof code === 'string' ? code : 'no answer'
}

function retryAfter(value: string | null): number | null {
  if (value === null) return null
  const ms = /^\d+$/.test(value) ? Number(value) * 1000 : Date.parse(value) - Date.now()
  return Number.isFinite(ms) && ms > 0 ? Math.min(ms, LONGEST_RETRY_AFTER_MS) : null
}
