import type { CallBudget, CallPriority } from './call-budget.js'
import type { TrtcApi } from './trtc-api.js'
import { Agent as HttpAgent } from 'node:http'
import { Agent as HttpsAgent } from 'node:https'
import { CommonClient } from 'tencentcloud-sdk-nodejs-common'
import { z } from 'zod'
import { createCallBudget, leaseAlone } from './call-budget.js'
import { TrtcError, trtcErrorKind } from './trtc-error.js'

export interface TrtcClientOptions {
  sdkAppId: number
  secretId: string
  secretKey: string
  /** e.g. `ap-guangzhou`. */
  region: string
  /** Full URL. */
  endpoint: string
  /** Longest wait for an answer; TRTC's own limit for a call is 6 s. @default 8000 */
  timeoutMs?: number
  /** Each call waits for its turn. @default TRTC's limit, shared with nobody */
  budget?: CallBudget
}

/** Calls a second of each action ("CreateCloudRecording" and the other calls, "Rate limit"). */
export const TRTC_CALLS_PER_SECOND = 20

const created = z.object({ TaskId: z.string().min(1) })
const described = z.object({ Status: z.enum(['Idle', 'InProgress', 'Exited']) })

/** `TrtcApi` over Tencent's own client. */
export function createTrtcClient({ sdkAppId, secretId, secretKey, region, endpoint, timeoutMs = 8_000, budget = createCallBudget({ perSecond: TRTC_CALLS_PER_SECOND, leaseTurns: leaseAlone() }) }: TrtcClientOptions): TrtcApi {
  const { protocol, host } = new URL(endpoint)
  // Without an agent of its own the client would obey the variable http_proxy, for https and loopback too.
  const agent = protocol === 'https:' ? new HttpsAgent({ keepAlive: true }) : new HttpAgent({ keepAlive: true })
  const client = new CommonClient(host, '2019-07-22', {
    credential: { secretId, secretKey },
    region,
    profile: { httpProfile: { endpoint: host, protocol: `${protocol}//`, reqTimeout: timeoutMs / 1000, agent } },
  })

  async function call(action: string, params: object, priority?: CallPriority): Promise<unknown> {
    await budget.turn(action, priority)
    try {
      return await client.request(action, { SdkAppId: sdkAppId, ...params })
    } catch (error) {
      throw toTrtcError(action, error)
    }
  }

  async function answer<T extends z.ZodType>(schema: T, action: string, params: object, priority?: CallPriority): Promise<z.output<T>> {
    const { success, data, error } = schema.safeParse(await call(action, params, priority))
    if (!success) throw new TrtcError(action, 'lost', { message: 'an answer that cannot be understood', cause: error })
    return data
  }

  return {
    async createCloudRecording(params) {
      return { taskId: (await answer(created, 'CreateCloudRecording', params)).TaskId }
    },
    async describeCloudRecording(TaskId, priority) {
      return { status: (await answer(described, 'DescribeCloudRecording', { TaskId }, priority)).Status }
    },
    async modifyCloudRecording(params) {
      await call('ModifyCloudRecording', params)
    },
    async deleteCloudRecording(TaskId) {
      await call('DeleteCloudRecording', { TaskId })
    },
    async removeUser({ roomId, roomIdType, userId }) {
      const UserIds = [userId]
      if (roomIdType === 0) await call('RemoveUserByStrRoomId', { RoomId: roomId, UserIds })
      else await call('RemoveUser', { RoomId: Number(roomId), UserIds })
    },
    close: () => agent.destroy(),
  }
}

/** The client's errors have no code when the trouble was on the way, and another class when the answer was not JSON. */
function toTrtcError(action: string, error: unknown): TrtcError {
  const { code, message = '' } = error as { code?: unknown, message?: string }
  // codes of the service begin with a capital and have words; ECONNRESET and the like are the system's
  if (typeof code === 'string' && /^[A-Z][\dA-Z_]*[a-z]\w*(?:\.\w+)*$/.test(code))
    return new TrtcError(action, trtcErrorKind(code), { upstreamCode: code, message, cause: error })
  return new TrtcError(action, /ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH/.test(message) ? 'unreachable' : 'lost', { message, cause: error })
}
