import type { HubDeviceRequest, HubRoom, HubUser } from '../rooms/hub-protocol.js'
import type { RoomRole, RoomStream } from '../rooms/room-service.js'
import type { RoomState } from './room-state.js'
import { avatarOf } from './avatar.js'
import { TUIMediaDevice, TUIRequestAction, TUIRole } from './enums/index.js'

/** What the hub says, in the words of TUIRoomEngine. */

export const toTuiRole: Record<RoomRole, TUIRole> = {
  Owner: TUIRole.kRoomOwner,
  Admin: TUIRole.kAdministrator,
  Member: TUIRole.kGeneralUser,
}

export const fromTuiRole: Record<TUIRole, RoomRole> = {
  [TUIRole.kRoomOwner]: 'Owner',
  [TUIRole.kAdministrator]: 'Admin',
  [TUIRole.kGeneralUser]: 'Member',
}

export const fromMediaDevice: Record<TUIMediaDevice, RoomStream> = {
  [TUIMediaDevice.kCamera]: 'camera',
  [TUIMediaDevice.kMicrophone]: 'microphone',
  [TUIMediaDevice.kScreen]: 'screen',
}

/** `DeviceType` of `tuikit-atomicx-vue3`, which is not TUIMediaDevice. */
export const toDeviceType: Record<RoomStream, number> = { microphone: 0, camera: 1, screen: 2 }

export interface TuiUser { userId: string, userName: string, nameCard: string, avatarUrl: string }

export function toTuiUser({ userId, userName, nameCard, avatarUrl }: HubUser): TuiUser {
  return { userId, userName, nameCard, avatarUrl: avatarUrl || avatarOf(userId, userName) }
}

export function toTuiUserInfo(user: HubUser) {
  return {
    ...toTuiUser(user),
    userRole: toTuiRole[user.role],
    hasAudioStream: user.microphone,
    hasVideoStream: user.camera,
    hasScreenStream: user.screen,
    isMessageDisabled: user.isMessageDisabled,
    roomCustomInfo: { ...user.customInfo },
  }
}

export type TuiUserInfo = ReturnType<typeof toTuiUserInfo>

const running = 2
const notRecording = { status: 0, operator: { userId: '', userName: '', avatarUrl: '' }, startTime: 0 }

export function toTuiRoomInfo(room: HubRoom, password = '') {
  return {
    roomId: room.roomId,
    roomType: room.roomType,
    roomName: room.roomName,
    roomOwner: { userId: room.ownerId, userName: room.ownerName, avatarUrl: room.ownerAvatarUrl },
    participantCount: room.userCount,
    createTime: room.createdAt,
    roomStatus: running,
    password,
    isAllMicrophoneDisabled: room.isAllMicrophoneDisabled,
    isAllCameraDisabled: room.isAllCameraDisabled,
    isAllScreenShareDisabled: room.isAllScreenShareDisabled,
    isAllMessageDisabled: room.isAllMessageDisabled,
    recordingInfo: room.recording ? { status: 1, operator: room.recording.by, startTime: room.recording.startedAt } : notRecording,
  }
}

export const roomInfoOf = (state: RoomState) => toTuiRoomInfo(state.room, state.password)

const requestActions: Record<HubDeviceRequest['kind'], Record<RoomStream, TUIRequestAction>> = {
  apply: {
    camera: TUIRequestAction.kApplyToAdminToOpenLocalCamera,
    microphone: TUIRequestAction.kApplyToAdminToOpenLocalMicrophone,
    screen: TUIRequestAction.kApplyToAdminToOpenLocalScreenShare,
  },
  invite: {
    camera: TUIRequestAction.kRequestToOpenRemoteCamera,
    microphone: TUIRequestAction.kRequestToOpenRemoteMicrophone,
    // TUIRoomEngine has no action for inviting somebody to share the screen
    screen: TUIRequestAction.kInvalidAction,
  },
}

export const closeActions: Record<RoomStream, TUIRequestAction> = {
  camera: TUIRequestAction.kCloseRemoteCamera,
  microphone: TUIRequestAction.kCloseRemoteMicrophone,
  screen: TUIRequestAction.kCloseRemoteScreenShare,
}

export function toTuiRequest({ requestId, kind, device, from, to, at }: HubDeviceRequest) {
  const fromUser = toTuiUser(from)
  return {
    requestId,
    requestAction: requestActions[kind][device],
    timestamp: at,
    content: '',
    ...fromUser,
    fromUser,
    toUser: to ? toTuiUser(to) : { userId: '', userName: '', nameCard: '', avatarUrl: '' },
  }
}
