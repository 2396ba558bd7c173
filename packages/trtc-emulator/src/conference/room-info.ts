import type { Room } from '../rooms/room-service.js'

/** `RoomInfo` of the Conference REST API and its callbacks. */
export function roomInfo(room: Room) {
  return {
    RoomId: room.roomId,
    RoomName: room.roomName,
    RoomType: 'Conference',
    Owner_Account: room.ownerId,
    MaxMemberCount: 300,
    MaxSeatCount: 0,
    IsVideoDisabled: room.isAllCameraDisabled,
    IsAudioDisabled: room.isAllMicrophoneDisabled,
    IsMessageDisabled: room.isAllMessageDisabled,
    IsScreenSharingDisabled: room.isAllScreenShareDisabled,
    IsCloudRecordingDisabled: room.isCloudRecordingDisabled,
    CustomInfo: room.customInfo,
    ScheduleStartTime: 0,
    ScheduleEndTime: 0,
    RoomStatus: 'None',
    IsSeatEnabled: false,
    TakeSeatMode: 'None',
    CreateTime: Math.floor(room.createdAt / 1000),
    MemberCount: room.users.size,
  }
}

export type RoomInfo = ReturnType<typeof roomInfo>
