import type { AxiosInstance } from 'axios'
import axios from 'axios'

/** How patient a subscription is. All in milliseconds; the defaults suit a meeting, tests make them small. */
export interface SubscriptionTiming {
  /** A stream must have brought its first snapshot within this time. @default 10000 */
  firstSnapshotMs: number
  /** A stream without a single byte for so long is dead; the backend writes a comment every 15 s. @default 40000 */
  silenceMs: number
  /** A stream that ends earlier than this after its first snapshot counts as broken, so that it can't be reopened in a tight loop. @default 5000 */
  steadyMs: number
  /** First step of the back-off between two tries. @default 500 */
  retryMinMs: number
  /** Longest step of the back-off. @default 30000 */
  retryMaxMs: number
  /** Time between two questions while streams don't get through. @default 3000 */
  pollMs: number
  /** While polling works: how often a stream is tried again. @default 60000 */
  streamRetryMs: number
}

export interface ServerAdapterOptions {
  /** Where the backend is mounted, without `/v1`: `/recording` or `https://api.example.com/recording`. */
  baseUrl: string
  /**
   * Gives the caller's token, for TUIRoomKit the UserSig. Asked before every request, so it should keep what it has;
   * with `refresh` the last one was refused and a new one is needed. An empty text sends no `Authorization` header.
   */
  getToken: (request: { refresh: boolean }) => string | Promise<string>
  /** How long one call may take, fetching tokens included, in milliseconds. @default 10000 */
  timeoutMs?: number
  /** Sends cookies to another origin too. @default false */
  withCredentials?: boolean
  /**
   * An axios instance of your own (1.7 or newer), for its interceptors. They must pass responses on as responses;
   * the event stream runs through them too, with a `ReadableStream` as `data`. Its `baseURL` is not used.
   * @default a new instance
   */
  axios?: Pick<AxiosInstance, 'request'>
  /** Rarely needed: how patient subscriptions are. */
  timing?: Partial<SubscriptionTiming>
}

export interface ResolvedOptions {
  baseUrl: string
  getToken: ServerAdapterOptions['getToken']
  timeoutMs: number
  withCredentials: boolean | undefined
  axios: Pick<AxiosInstance, 'request'>
  timing: SubscriptionTiming
}

const defaultTiming: SubscriptionTiming = {
  firstSnapshotMs: 10_000,
  silenceMs: 40_000,
  steadyMs: 5_000,
  retryMinMs: 500,
  retryMaxMs: 30_000,
  pollMs: 3_000,
  streamRetryMs: 60_000,
}

/** @throws {TypeError} naming the option that is missing or wrong */
export function resolveOptions({ baseUrl, getToken, timeoutMs = 10_000, withCredentials, axios: client, timing }: ServerAdapterOptions): ResolvedOptions {
  if (typeof baseUrl !== 'string' || /[?#]/.test(baseUrl))
    throw new TypeError('baseUrl must be a URL without query and fragment')
  if (typeof getToken !== 'function')
    throw new TypeError('getToken must be a function')
  const resolvedTiming = { ...defaultTiming, ...timing }
  for (const [name, ms] of Object.entries({ timeoutMs, ...resolvedTiming })) {
    // timers take a signed 32-bit number; anything above fires at once
    if (!(ms >= 0 && ms < 2 ** 31))
      throw new TypeError(`${name} must be a number of milliseconds`)
  }
  return {
    baseUrl: baseUrl.replace(/\/+$/, ''),
    getToken,
    timeoutMs,
    withCredentials,
    axios: client ?? axios.create(),
    timing: resolvedTiming,
  }
}
