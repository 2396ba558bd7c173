import type { CallBudget, CallPriority } from './call-budget.js'
import { Agent as HttpAgent } from 'node:http'
import { Agent as HttpsAgent } from 'node:https'
import { CommonClient } from 'tencentcloud-sdk-nodejs-common'
import { TrtcError, trtcErrorKind } from './trtc-error.js'

export interface TencentcloudClientOptions {
  /** Full URL. */
  endpoint: string
  /** Of the service's API, e.g. `2019-07-22`. */
  version: string
  /** Empty for services that have none. */
  region: string
  secretId: string
  secretKey: string
  /** Longest wait for an answer, milliseconds. */
  timeoutMs: number
  /** Each call waits for its turn. */
  budget: CallBudget
}

/** One service of TencentCloud API 3.0, over Tencent's own client. */
export interface TencentcloudClient {
  /** Rejects with a `TrtcError`. */
  call: (action: string, params: object, priority?: CallPriority) => Promise<unknown>
  close: () => void
}

export function createTencentcloudClient({ endpoint, version, region, secretId, secretKey, timeoutMs, budget }: TencentcloudClientOptions): TencentcloudClient {
  const { protocol, host } = new URL(endpoint)
  // Without an agent of its own the client would obey the variable http_proxy, for https and loopback too.
  const agent = protocol === 'https:' ? new HttpsAgent({ keepAlive: true }) : new HttpAgent({ keepAlive: true })
  const client = new CommonClient(host, version, {
    credential: { secretId, secretKey },
    region,
    profile: { httpProfile: { endpoint: host, protocol: `${protocol}//`, reqTimeout: timeoutMs / 1000, agent } },
  })
  return {
    async call(action, params, priority) {
      await budget.turn(action, priority)
      try {
        return await client.request(action, params)
      } catch (error) {
        throw toTrtcError(action, withoutSecrets(error, [secretKey, ...secretsIn(params)]))
      }
    },
    close: () => agent.destroy(),
  }
}

/** What CreateCloudRecording carries for the bucket: messages may quote what was sent. */
function secretsIn(params: object): string[] {
  const { StorageParams } = params as { StorageParams?: { CloudStorage?: { SecretKey?: string } } }
  const key = StorageParams?.CloudStorage?.SecretKey
  return key === undefined ? [] : [key]
}

/** The error itself, unless its words hold a secret: then one like it. */
function withoutSecrets(error: unknown, secrets: string[]): unknown {
  const { message = '', code } = error as { message?: string, code?: unknown }
  if (!secrets.some(secret => message.includes(secret))) return error
  return { code, message: secrets.reduce((text, secret) => text.replaceAll(secret, '[cut]'), message) }
}

/** The client's errors have no code when the trouble was on the way, and another class when the answer was not JSON. */
function toTrtcError(action: string, error: unknown): TrtcError {
  const { code, message = '' } = error as { code?: unknown, message?: string }
  // codes of the service begin with a capital and have words; ECONNRESET and the like are the system's
  if (typeof code === 'string' && /^[A-Z][\dA-Z_]*[a-z]\w*(?:\.\w+)*$/.test(code))
    return new TrtcError(action, trtcErrorKind(code), { upstreamCode: code, message, cause: error })
  return new TrtcError(action, /ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH/.test(message) ? 'unreachable' : 'lost', { message, cause: error })
}
