/** Live rooms, which are not emulated; named because the UI packages import them. As in `@tencentcloud/tuiroom-engine-js` 3.4.4. */

export enum TUILiveLayoutManagerEvents {
  onLiveVideoLayoutChanged = 'onLiveVideoLayoutChanged',
  onSeatLayoutChanged = 'onSeatLayoutChanged',
}

export enum TUILiveListManagerEvents {
  onLiveInfoChanged = 'onLiveInfoChanged',
}

export enum TUILiveModifyFlag {
  kNone = 0,
  kName = 1,
  kNotice = 2,
  kDisableMessage = 4,
  kEnableGift = 8,
  kEnableLike = 16,
  kPublic = 32,
  kTakeSeatMode = 64,
  kCoverUrl = 128,
  kBackgroundUrl = 256,
  kCategory = 512,
  kActivityStatus = 1024,
  kSeatLayoutTemplateId = 2048,
}

export enum TUIConnectionCode {
  TUIConnectionCodeUnknown = -1,
  TUIConnectionCodeSuccess = 0,
  TUIConnectionCodeRoomNotExist = 1,
  TUIConnectionCodeConnecting = 2,
  TUIConnectionCodeConnectingOtherRoom = 3,
  TUIConnectionCodeFull = 4,
  TUIConnectionCodeRetry = 5,
}

export enum TUILiveConnectionManagerEvents {
  onConnectionRequestReceived = 'onConnectionRequestReceived',
  onConnectionUserListChanged = 'onConnectionUserListChanged',
  onConnectionRequestCancelled = 'onConnectionRequestCancelled',
  onConnectionRequestAccept = 'onConnectionRequestAccept',
  onConnectionRequestReject = 'onConnectionRequestReject',
  onConnectionRequestTimeout = 'onConnectionRequestTimeout',
}

export enum TUIBattleCode {
  kUnknown = -1,
  kSuccess = 0,
  kRoomNotExist = 1,
  kBattling = 2,
  kBattlingOtherRoom = 3,
  kRoomExit = 4,
  kRetry = 5,
}

export enum TUIBattleStoppedReason {
  kStoppedByTimeOver = 0,
  kStoppedByOtherExit = 1,
}

export enum TUILiveBattleManagerEvents {
  onBattleStarted = 'onBattleStarted',
  onBattleEnded = 'onBattleEnded',
  onUserJoinBattle = 'onUserJoinBattle',
  onUserExitBattle = 'onUserExitBattle',
  onBattleScoreChanged = 'onBattleScoreChanged',
  onBattleRequestReceived = 'onBattleRequestReceived',
  onBattleRequestCancelled = 'onBattleRequestCancelled',
  onBattleRequestTimeout = 'onBattleRequestTimeout',
  onBattleRequestAccept = 'onBattleRequestAccept',
  onBattleRequestReject = 'onBattleRequestReject',
}

export enum TUILiveGiftManagerEvents {
  onGiftCountChanged = 'onGiftCountChanged',
  onReceiveGiftMessage = 'onReceiveGiftMessage',
  onReceiveLikesMessage = 'onReceiveLikesMessage',
}

export enum TUIMoveSeatPolicy {
  kAbortWhenOccupied = 0,
  kForceReplace = 1,
  kSwapPosition = 2,
}

export enum TUIDeviceStatus {
  TUIDeviceStatusOpened = 0,
  TUIDeviceStatusClosedBySelf = 1,
  TUIDeviceStatusClosedByAdmin = 2,
}
