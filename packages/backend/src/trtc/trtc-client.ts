import type { CallBudget, CallPriority } from './call-budget.js'
import type { TrtcApi } from './trtc-api.js'
import { z } from 'zod'
import { createCallBudget, leaseAlone } from './call-budget.js'
import { createTencentcloudClient } from './tencentcloud-client.js'
import { TrtcError } from './trtc-error.js'

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
  const client = createTencentcloudClient({ endpoint, version: '2019-07-22', region, secretId, secretKey, timeoutMs, budget })
  const call = (action: string, params: object, priority?: CallPriority) => client.call(action, { SdkAppId: sdkAppId, ...params }, priority)

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
    close: client.close,
  }
}
