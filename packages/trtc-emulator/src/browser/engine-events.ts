import type { HubUser } from '../rooms/hub-protocol.js'
import type { RoomStream } from '../rooms/room-service.js'
import type { Emitter } from './emitter.js'
import type { RoomChange } from './room-state.js'
import { TUIChangeReason, TUIRoomEvents, TUIVideoStreamType } from './enums/index.js'
import { toDeviceType, toTuiRoomInfo, toTuiUser, toTuiUserInfo } from './tui-types.js'

export interface EngineEventsOptions {
  engine: Emitter
  store: Emitter
  selfId: () => string | null
  roomId: () => string
  password: () => string
  user: (userId: string) => HubUser | undefined
}

const streams = ['microphone', 'camera', 'screen'] as const
/** `RecordingStopReason` of TUIRoomKit's state. */
const recordingStopped = { byUser: 0, recorderLeft: 1 } as const
const disabledFlags = {
  microphone: 'isAllMicrophoneDisabled',
  camera: 'isAllCameraDisabled',
  screen: 'isAllScreenShareDisabled',
} as const

/** Says what changed in a room the way TUIRoomEngine says it. */
export function createEngineEvents({ engine, store, selfId, roomId, password, user: find }: EngineEventsOptions) {
  function operator(by: string | null) {
    const user = by === null ? undefined : find(by)
    return user ? toTuiUser(user) : { userId: by ?? '', userName: '', nameCard: '', avatarUrl: '' }
  }

  function stream({ userId }: { userId: string }, name: RoomStream, on: boolean, reason = TUIChangeReason.kChangedBySelf) {
    if (name === 'microphone') return engine.emit(TUIRoomEvents.onUserAudioStateChanged, { userId, hasAudio: on, reason })
    const streamType = name === 'camera' ? TUIVideoStreamType.kCameraStream : TUIVideoStreamType.kScreenStream
    engine.emit(TUIRoomEvents.onUserVideoStateChanged, { userId, streamType, hasVideo: on, reason })
  }

  function changed({ before, user, by }: RoomChange & { type: 'changed' }) {
    const isInfoSame = before.role === user.role && before.userName === user.userName && before.avatarUrl === user.avatarUrl
      && before.nameCard === user.nameCard && before.customInfo === user.customInfo
    if (!isInfoSame) engine.emit(TUIRoomEvents.onUserInfoChanged, { userInfo: toTuiUserInfo(user) })
    if (before.isMessageDisabled !== user.isMessageDisabled)
      engine.emit(TUIRoomEvents.onSendMessageForUserDisableChanged, { roomId: roomId(), userId: user.userId, isDisable: user.isMessageDisabled })
    const reason = by === null || by === user.userId ? TUIChangeReason.kChangedBySelf : TUIChangeReason.kChangedByAdmin
    for (const name of streams) {
      if (before[name] !== user[name]) stream(user, name, user[name], reason)
    }
  }

  function room({ before, room, by }: RoomChange & { type: 'room' }) {
    const roomInfo = toTuiRoomInfo(room, password())
    store.emit('roomState.onCurrentRoomChanged', { currentRoom: roomInfo })
    if (room.recording && !before.recording) store.emit('roomListener.onRecordingStarted', { roomInfo, operator: room.recording.by })
    if (before.recording && !room.recording)
      store.emit('roomListener.onRecordingStopped', { roomInfo, operator: by === null ? before.recording.by : operator(by), reason: by === null ? recordingStopped.recorderLeft : recordingStopped.byUser })
    for (const device of streams) {
      const disable = room[disabledFlags[device]]
      if (before[disabledFlags[device]] !== disable)
        store.emit('roomParticipantListener.onAllDevicesDisabled', { device: toDeviceType[device], disable, operator: operator(by) })
    }
    if (before.isAllMessageDisabled !== room.isAllMessageDisabled)
      store.emit('roomParticipantListener.onAllMessagesDisabled', { disable: room.isAllMessageDisabled, operator: operator(by) })
  }

  /** Says of each stream of `user` that it is on, or that it is off. */
  function streamsOf(user: HubUser, on: boolean) {
    for (const name of streams) {
      if (user[name]) stream(user, name, on)
    }
  }

  return {
    stream,
    streamsOf,
    tell(change: RoomChange): void {
      switch (change.type) {
        case 'entered':
          // TUIRoomKit keeps its own user by other means
          if (change.user.userId !== selfId()) engine.emit(TUIRoomEvents.onRemoteUserEnterRoom, { roomId: roomId(), userInfo: toTuiUserInfo(change.user) })
          return streamsOf(change.user, true)
        case 'left':
          streamsOf(change.user, false)
          return engine.emit(TUIRoomEvents.onRemoteUserLeaveRoom, { roomId: roomId(), userInfo: toTuiUserInfo(change.user) })
        case 'changed': return changed(change)
        case 'room': return room(change)
      }
    },
  }
}
