import type { z } from 'zod'
import type { Services } from '../services.js'
import type { EmulatorVariants } from '../variants.js'
import { TencentCloudError } from '../errors.js'
import { createCloudRecording, createCloudRecordingRequest } from './create-cloud-recording.js'
import { deleteCloudRecording, deleteCloudRecordingRequest } from './delete-cloud-recording.js'
import { describeCloudRecording, describeCloudRecordingRequest } from './describe-cloud-recording.js'
import { dismissRoom, dismissRoomByStrRoomId, dismissRoomByStrRoomIdRequest, dismissRoomRequest } from './dismiss-room.js'
import { modifyCloudRecording, modifyCloudRecordingRequest } from './modify-cloud-recording.js'
import { removeUser, removeUserByStrRoomId, removeUserByStrRoomIdRequest, removeUserRequest } from './remove-user.js'
import { parseRequest } from './request-schema.js'

export interface Action {
  regions: readonly string[]
  /** Checks the request, then returns what is left to do: fails before anything is done, or does it. */
  prepare: (body: unknown) => (services: Services) => object
}

export interface CloudService {
  actions: Readonly<Record<string, Action>>
  /** Does a request need `X-TC-Region`? */
  regional: boolean
}

const createRegions = ['ap-beijing', 'ap-guangzhou', 'ap-shanghai', 'ap-singapore']
const regions = [...createRegions, 'ap-mumbai']

function trtcAction<T extends z.ZodType<{ SdkAppId: number }>>(schema: T, perform: (request: z.output<T>, services: Services) => object, where = regions): Action {
  return {
    regions: where,
    prepare(body) {
      const request = parseRequest(schema, body)
      return services => {
        if (request.SdkAppId !== services.options.sdkAppId) throw new TencentCloudError('InvalidParameter.SdkAppId', `There is no application ${request.SdkAppId} here.`)
        return perform(request, services)
      }
    },
  }
}

/** By the value of `X-TC-Version`: each version belongs to one service. */
export function cloudServices(variants: EmulatorVariants): Readonly<Record<string, CloudService>> {
  return {
    // TRTC
    '2019-07-22': {
      regional: true,
      actions: {
        CreateCloudRecording: trtcAction(createCloudRecordingRequest(variants), createCloudRecording, createRegions),
        DescribeCloudRecording: trtcAction(describeCloudRecordingRequest, describeCloudRecording),
        ModifyCloudRecording: trtcAction(modifyCloudRecordingRequest, modifyCloudRecording),
        DeleteCloudRecording: trtcAction(deleteCloudRecordingRequest, deleteCloudRecording),
        DismissRoom: trtcAction(dismissRoomRequest, dismissRoom),
        DismissRoomByStrRoomId: trtcAction(dismissRoomByStrRoomIdRequest, dismissRoomByStrRoomId),
        RemoveUser: trtcAction(removeUserRequest, removeUser),
        RemoveUserByStrRoomId: trtcAction(removeUserByStrRoomIdRequest, removeUserByStrRoomId),
      },
    },
    // VOD
    '2018-07-17': { regional: false, actions: {} },
  }
}
