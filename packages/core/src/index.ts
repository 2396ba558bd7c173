export { attempt } from './attempt.js'
export type { AttemptOptions } from './attempt.js'
export { isRecordingError, RecordingAbortedError, RecordingError, RecordingRefusedError, RecordingUnreachableError } from './errors.js'
export type { FieldProblem, RecordingErrorOptions, RecordingRefusedOptions } from './errors.js'
export { isObject } from './is-object.js'
export { createEditHistory, endEdit, recordEdit, redoEdit, undoEdit } from './layout/edit-history.js'
export type { EditHistory } from './layout/edit-history.js'
export { addTile, customLayoutOf } from './layout/layout-tiles.js'
export { placePictures } from './layout/place-pictures.js'
export type { Place, PlacedPicture } from './layout/place-pictures.js'
export { MAX_PICTURES, recordedStreams } from './layout/recorded-streams.js'
export type { LayoutPerson, RecordedStream } from './layout/recorded-streams.js'
export { resolveLayout } from './layout/resolve-layout.js'
export { alignTile, fitTile, layerTile, MIN_TILE_SIZE, moveTile, resizeTile, snapTile } from './layout/tile-editing.js'
export type { SnapGuide, SnapOptions, TileAlignment, TileSide } from './layout/tile-editing.js'
export { checkMixLayout, checkTile } from './mix-layout.js'
export { onDemand } from './on-demand.js'
export type { OnDemand } from './on-demand.js'
export { qualitySize } from './quality-size.js'
export type { RecordingAdapter, RecordingAdapterFeatures, RecordingCallOptions, RecordingConnection, RecordingListeners } from './recording-adapter.js'
export { createRecordingController } from './recording-controller.js'
export type { RecordingController, RecordingControllerOptions } from './recording-controller.js'
export type { RecordingRoom, RecordingRoomState, RoomPerson, RoomRole } from './recording-room.js'
export { initialRecordingState } from './recording-state.js'
export type { RecordingDisplayStatus, RecordingFailure, RecordingIntent, RecordingPress, RecordingState } from './recording-state.js'
export { proofDueAt } from './recording-status.js'
export { reduceRecording } from './reduce-recording.js'
export type { RecordingAction, RecordingEvent } from './reduce-recording.js'
export { jittered, sleep } from './sleep.js'
export { checkStartOptions, MAX_MINUTES } from './start-options.js'
export { checkSubscribeUsers, isSelected, MAX_SELECTED_USERS } from './subscribe-users.js'
export type {
  AutoRecording,
  ConsentChoice,
  CustomLayout,
  FixedMixLayout,
  FloatLayout,
  FollowLayout,
  GridLayout,
  MixLayout,
  MixLayoutCommon,
  MixLayoutMode,
  Permissions,
  PictureFit,
  PreflightCheck,
  PreflightState,
  Recording,
  RecordingActor,
  RecordingConsent,
  RecordingDetail,
  RecordingFeature,
  RecordingFile,
  RecordingFileLink,
  RecordingFileStatus,
  RecordingFileUse,
  RecordingFormat,
  RecordingItems,
  RecordingLayout,
  RecordingLogEntry,
  RecordingMarker,
  RecordingMedia,
  RecordingMode,
  RecordingPage,
  RecordingPreflight,
  RecordingPrices,
  RecordingProblem,
  RecordingQuality,
  RecordingRequest,
  RecordingRequestKind,
  RecordingStatus,
  RecordingUpdate,
  RecordingUsage,
  RecordingUsageItem,
  RecordingWarning,
  RecordingWarningCode,
  RoomSnapshot,
  ScreenShareLayout,
  StartOptions,
  StopReason,
  StreamKind,
  SubscribeUsers,
  Tile,
  UserSelection,
} from './types.js'
