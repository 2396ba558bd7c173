import type { LeaveReason, RoomRecording, RoomRole, RoomStream } from './room-service.js'

/** Where the hub listens, on the emulator and, through Vite's proxy, on the page's own origin. */
export const hubPath = '/_emulator/v1/hub'

export type HubRoomType = 1 | 2
export type HubDevice = RoomStream

/** Somebody in a room, as every browser in it knows them. */
export interface HubUser {
  userId: string
  userName: string
  avatarUrl: string
  nameCard: string
  role: RoomRole
  camera: boolean
  microphone: boolean
  screen: boolean
  isMessageDisabled: boolean
  customInfo: Record<string, string>
}

export interface HubRoom {
  roomId: string
  /** 1 standard, 2 webinar. */
  roomType: HubRoomType
  roomName: string
  ownerId: string
  ownerName: string
  ownerAvatarUrl: string
  /** Milliseconds since the epoch. */
  createdAt: number
  userCount: number
  isAllMicrophoneDisabled: boolean
  isAllCameraDisabled: boolean
  isAllScreenShareDisabled: boolean
  isAllMessageDisabled: boolean
  hasPassword: boolean
  /** Conference-managed recording. */
  recording: RoomRecording | null
}

/** A whole room; every later event of it carries a greater revision. */
export interface HubSnapshot {
  revision: number
  room: HubRoom
  /** Only for those inside. */
  password: string
  /** In order of entry. */
  users: HubUser[]
}

export interface HubRoomOptions {
  roomName?: string | undefined
  password?: string | undefined
  isAllMicrophoneDisabled?: boolean | undefined
  isAllCameraDisabled?: boolean | undefined
  isAllScreenShareDisabled?: boolean | undefined
  isAllMessageDisabled?: boolean | undefined
}

export interface HubProfile { userName?: string | undefined, avatarUrl?: string | undefined }

/** Somebody asks to open their own device (`apply`), or is asked to (`invite`). */
export interface HubDeviceRequest {
  requestId: string
  kind: 'apply' | 'invite'
  device: HubDevice
  from: HubUser
  to: HubUser | null
  /** Milliseconds since the epoch. */
  at: number
}

export type HubRequestOutcome = 'accepted' | 'rejected' | 'cancelled' | 'timeout'
export type HubKickReason = 'byAdmin' | 'byServer' | 'replaced' | 'timeout'

/** What a browser may ask, with what, and what it gets back. */
export interface HubCommands {
  /** `clientId` names one loaded page: the same one may come back after a lost connection, another one replaces it. */
  login: [{ sdkAppId: number, userId: string, userSig: string, clientId: string, profile: HubProfile }, { hubId: string, snapshot: HubSnapshot | null }]
  setProfile: [HubProfile, null]
  createRoom: [{ roomId: string, roomType: HubRoomType, options: HubRoomOptions }, HubSnapshot]
  joinRoom: [{ roomId: string, password: string }, HubSnapshot]
  leaveRoom: [Record<string, never>, null]
  endRoom: [Record<string, never>, null]
  getRoom: [{ roomId: string }, HubRoom]
  /** The room one is in, whole; asked for when a revision was missed. */
  sync: [Record<string, never>, HubSnapshot]
  updateRoom: [{ roomName?: string | undefined, password?: string | undefined }, null]
  startRecording: [Record<string, never>, null]
  stopRecording: [Record<string, never>, null]
  setStream: [{ stream: RoomStream, on: boolean }, null]
  changeRole: [{ userId: string, role: RoomRole }, null]
  changeNameCard: [{ userId: string, nameCard: string }, null]
  setCustomInfo: [{ userId: string, customInfo: Record<string, string> }, null]
  kick: [{ userId: string }, null]
  disableMessages: [{ userId: string, disable: boolean }, null]
  disableAllMessages: [{ disable: boolean }, null]
  disableAllDevices: [{ device: HubDevice, disable: boolean }, null]
  closeDevice: [{ userId: string, device: HubDevice }, null]
  /** `timeoutSeconds` 0 waits for ever. An application goes to the owner and all admins, and names no `userId`. */
  requestDevice: [{ kind: 'apply' | 'invite', userId: string, device: HubDevice, timeoutSeconds: number }, HubDeviceRequest]
  cancelRequest: [{ requestId: string }, null]
  answerRequest: [{ requestId: string, agree: boolean }, null]
}

export type HubCommandName = keyof HubCommands

/** What happened in a room; the same text goes to everybody in it. `by` is who did it, when a person did. */
export type HubRoomEvent
  = | { type: 'userEntered', user: HubUser }
    | { type: 'userLeft', userId: string, reason: LeaveReason }
    | { type: 'userUpdated', user: HubUser, by: string | null }
    | { type: 'streamChanged', userId: string, stream: RoomStream, on: boolean, by: string | null }
    | { type: 'roomUpdated', room: HubRoom, password: string, by: string | null }

/** What concerns one browser, or needs no order among a room's revisions. */
export type HubEvent
  = | { type: 'room', roomId: string, revision: number, event: HubRoomEvent }
    | { type: 'roomEnded', roomId: string, by: string | null }
    | { type: 'kicked', roomId: string, reason: HubKickReason, by: string | null }
    | { type: 'deviceClosed', device: HubDevice, by: HubUser }
    | { type: 'requestReceived', request: HubDeviceRequest }
    /** To whoever could still answer. `by` is who answered, if somebody did. */
    | { type: 'requestClosed', request: HubDeviceRequest, outcome: HubRequestOutcome, by: HubUser | null }
    /** To whoever asked. */
    | { type: 'requestAnswered', request: HubDeviceRequest, outcome: HubRequestOutcome, by: HubUser | null }

export type HubReply
  = | { id: number, ok: true, result: unknown }
    | { id: number, ok: false, code: number, message: string }

export type HubMessage = HubReply | HubEvent

export interface HubRequest { id: number, name: HubCommandName, params: unknown }

/** Why the hub closed a connection (WebSocket close codes of its own). */
export const hubClose = {
  /** The same user logged in from another page. */
  replaced: 4001,
  /** No valid login within the time allowed. */
  notLoggedIn: 4002,
  /** It does not read what it is sent. */
  tooSlow: 4003,
  /** What it sent is not the protocol. */
  badMessage: 4004,
} as const

/** TUIRoomEngine's and the UserSig check's error codes, as far as the hub answers with them. */
export const hubErrors = {
  failed: -1,
  invalidParameter: -1001,
  notLoggedIn: -1002,
  permissionDenied: -1003,
  alreadyRoomOwner: -1200,
  notInRoom: -2101,
  alreadyInOtherRoom: -2108,
  userNotExist: -2200,
  needOwner: -2300,
  needAdmin: -2301,
  requestNoPermission: -2310,
  requestIdInvalid: -2311,
  microphoneNeedsPermission: -2361,
  cameraNeedsPermission: -2371,
  screenNeedsPermission: -2373,
  roomIdOccupied: 100003,
  roomIdNotExist: 100004,
  roomUserFull: 100008,
  needPassword: 100018,
  wrongPassword: 100019,
  requestConflict: 100102,
  recordingNotConfigured: 101072,
  userSigExpired: 70001,
  userSigInvalid: 70003,
  userSigOfAnotherUser: 70013,
  userSigOfAnotherApp: 70014,
} as const
