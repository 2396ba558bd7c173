import type { Room } from '../rooms/room-service.js'

/** What only the Conference service keeps of a room. */
export interface ConferenceRoom {
  customInfo: string
  isCloudRecordingDisabled: boolean
}

const known = new WeakMap<Room, ConferenceRoom>()

export function conferenceRoom(room: Room): ConferenceRoom {
  let own = known.get(room)
  if (!own) known.set(room, own = { customInfo: '', isCloudRecordingDisabled: false })
  return own
}

/** `RoomInfo` of the Conference REST API and its callbacks. */
export function roomInfo(room: Room) {
  const { customInfo, isCloudRecordingDisabled } = conferenceRoom(room)
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
    IsCloudRecordingDisabled: isCloudRecordingDisabled,
    CustomInfo: customInfo,
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
