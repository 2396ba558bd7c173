import type { z } from 'zod'
import type { Services } from '../services.js'
import type { EmulatorVariants } from '../variants.js'
import { TencentCloudError } from '../errors.js'
import { createCloudRecording, createCloudRecordingRequest } from './create-cloud-recording.js'
import { deleteCloudRecording, deleteCloudRecordingRequest } from './delete-cloud-recording.js'
import { deleteMedia, deleteMediaRequest } from './delete-media.js'
import { describeCloudRecording, describeCloudRecordingRequest } from './describe-cloud-recording.js'
import { describeMediaInfos, describeMediaInfosRequest } from './describe-media-infos.js'
import { describeRecordingUsage, describeRecordingUsageRequest } from './describe-recording-usage.js'
import { describeRoomInfo, describeRoomInfoRequest } from './describe-room-info.js'
import { dismissRoom, dismissRoomByStrRoomId, dismissRoomByStrRoomIdRequest, dismissRoomRequest } from './dismiss-room.js'
import { modifyCloudRecording, modifyCloudRecordingRequest } from './modify-cloud-recording.js'
import { modifyMediaInfo, modifyMediaInfoRequest } from './modify-media-info.js'
import { removeUser, removeUserByStrRoomId, removeUserByStrRoomIdRequest, removeUserRequest } from './remove-user.js'
import { parseRequest } from './request-schema.js'
import { searchMedia, searchMediaRequest } from './search-media.js'

export interface Action {
  /** Where it differs from the option `callsPerSecond`. */
  callsPerSecond?: number
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
const usageRegions = ['ap-guangzhou', 'ap-singapore']

function trtcAction<T extends z.ZodType<{ SdkAppId?: number | undefined }>>(schema: T, perform: (request: z.output<T>, services: Services) => object, where = regions): Action {
  return {
    regions: where,
    prepare(body) {
      const request = parseRequest(schema, body)
      return services => {
        const { sdkAppId } = services.options
        if ((request.SdkAppId ?? sdkAppId) !== sdkAppId) throw new TencentCloudError('InvalidParameter.SdkAppId', `There is no application ${request.SdkAppId} here.`)
        return perform(request, services)
      }
    },
  }
}

/** VOD has one code for whatever is wrong with a value, and does not name the parameter that is missing. */
function vodAction<T extends z.ZodType>(schema: T, perform: (request: z.output<T>, services: Services) => object, callsPerSecond = 100): Action {
  return {
    callsPerSecond,
    regions: [],
    prepare(body) {
      try {
        const request = parseRequest(schema, body)
        return services => perform(request, services)
      } catch (error) {
        if (!(error instanceof TencentCloudError)) throw error
        const code = error.code.replace(/^InvalidParameter(?:\.OutOfRange)?$/, 'InvalidParameterValue').replace(/^MissingParameter\..*/, 'MissingParameter')
        throw new TencentCloudError(code, error.message)
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
        DescribeRoomInfo: trtcAction(describeRoomInfoRequest, describeRoomInfo),
        DescribeRecordingUsage: { ...trtcAction(describeRecordingUsageRequest, describeRecordingUsage, usageRegions), callsPerSecond: 5 },
      },
    },
    // VOD
    '2018-07-17': {
      regional: false,
      actions: {
        SearchMedia: vodAction(searchMediaRequest, searchMedia),
        DescribeMediaInfos: vodAction(describeMediaInfosRequest, describeMediaInfos),
        ModifyMediaInfo: vodAction(modifyMediaInfoRequest, modifyMediaInfo),
        DeleteMedia: vodAction(deleteMediaRequest, deleteMedia),
      },
    },
  }
}
