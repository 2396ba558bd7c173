/** Rooms and people, as in `@tencentcloud/tuiroom-engine-js` 3.4.4. */

export enum TUIRoomType {
  kConference = 1,
  kLive = 2,
}

export enum TUIRole {
  kRoomOwner = 0,
  kAdministrator = 1,
  kGeneralUser = 2,
}

export enum TUIRoomEvents {
  onError = 'onError',
  onKickedOutOfRoom = 'onKickedOutOfRoom',
  onKickedOffLine = 'onKickedOffLine',
  onUserSigExpired = 'onUserSigExpired',
  onRoomDismissed = 'onRoomDismissed',
  onRoomNameChanged = 'onRoomNameChanged',
  onRoomSeatModeChanged = 'onRoomSeatModeChanged',
  onRoomUserCountChanged = 'onRoomUserCountChanged',
  onAllUserCameraDisableChanged = 'onAllUserCameraDisableChanged',
  onScreenShareForAllUserDisableChanged = 'onScreenShareForAllUserDisableChanged',
  onAllUserMicrophoneDisableChanged = 'onAllUserMicrophoneDisableChanged',
  onSendMessageForAllUserDisableChanged = 'onSendMessageForAllUserDisableChanged',
  onRoomMaxSeatCountChanged = 'onRoomMaxSeatCountChanged',
  onRemoteUserEnterRoom = 'onRemoteUserEnterRoom',
  onRemoteUserLeaveRoom = 'onRemoteUserLeaveRoom',
  onUserInfoChanged = 'onUserInfoChanged',
  onUserRoleChanged = 'onUserRoleChanged',
  onUserVideoStateChanged = 'onUserVideoStateChanged',
  onUserAudioStateChanged = 'onUserAudioStateChanged',
  onSendMessageForUserDisableChanged = 'onSendMessageForUserDisableChanged',
  onUserVoiceVolumeChanged = 'onUserVoiceVolumeChanged',
  onUserNetworkQualityChanged = 'onUserNetworkQualityChanged',
  onSeatListChanged = 'onSeatListChanged',
  onKickedOffSeat = 'onKickedOffSeat',
  onRequestReceived = 'onRequestReceived',
  onRequestCancelled = 'onRequestCancelled',
  onRequestProcessed = 'onRequestProcessed',
  onReceiveTextMessage = 'onReceiveTextMessage',
  onReceiveCustomMessage = 'onReceiveCustomMessage',
  onDeviceChange = 'onDeviceChange',
  onUserScreenCaptureStopped = 'onUserScreenCaptureStopped',
  onAutoPlayFailed = 'onAutoPlayFailed',
  onRoomMetadataChanged = 'onRoomMetadataChanged',
}

export enum TUIKickedOutOfRoomReason {
  kKickedByAdmin = 0,
  kKickedByLoggedOnOtherDevice = 1,
  kKickedByServer = 2,
  kNetworkDisconnected = 3,
  kJoinRoomStatusInvalidDuringOffline = 4,
  kCountOfJoinedRoomsExceedLimit = 5,
}

export enum TUIRoomDismissedReason {
  kByOwner = 1,
  kByServer = 2,
}

export enum TUIRequestAction {
  kInvalidAction = 0,
  kRequestToOpenRemoteCamera = 1,
  kRequestToOpenRemoteMicrophone = 2,
  kRequestToConnectOtherRoom = 3,
  kRequestToTakeSeat = 4,
  kRequestRemoteUserOnSeat = 5,
  kApplyToAdminToOpenLocalCamera = 6,
  kApplyToAdminToOpenLocalMicrophone = 7,
  kApplyToAdminToOpenLocalScreenShare = 8,
  // TUIRoomKit 6.2 reads these; 3.4.4 lacks them, so the values are our own
  kCloseRemoteCamera = 1001,
  kCloseRemoteMicrophone = 1002,
  kCloseRemoteScreenShare = 1003,
}

export enum TUIRequestCallbackType {
  kRequestAccepted = 0,
  kRequestRejected = 1,
  kRequestCancelled = 2,
  kRequestTimeout = 3,
  kRequestError = 4,
}

export enum TUIChangeReason {
  kChangedBySelf = 0,
  kChangedByAdmin = 1,
}

export enum TUISeatMode {
  kFreeToTake = 1,
  kApplyToTake = 2,
}
