import type { HubDeviceRequest, HubKickReason } from '../rooms/hub-protocol.js'
import type { TUIMediaDevice, TUIRole } from './enums/index.js'
import type { HubClientEvent } from './hub-client.js'
import type { VideoStream } from './media/video-views.js'
import type { RequestCallback } from './request-callbacks.js'
import type { RoomChange } from './room-state.js'
import type { TuiUserInfo } from './tui-types.js'
import { hubErrors } from '../rooms/hub-protocol.js'
import { ConferenceInvitationManager, ConferenceListManager } from './conference-managers.js'
import { hub } from './connection.js'
import { MediaDeviceManager } from './device-manager.js'
import { Emitter } from './emitter.js'
import { createEngineEvents } from './engine-events.js'
import { TUIErrorCode, TUIKickedOutOfRoomReason, TUIRoomEvents, TUIVideoStreamType } from './enums/index.js'
import { displayName, LocalDevices } from './local-devices.js'
import { cameraPicture, screenPicture } from './media/pictures.js'
import { VideoViews } from './media/video-views.js'
import { createRequestCallbacks } from './request-callbacks.js'
import { RoomSession } from './room-session.js'
import { RoomStoreManager } from './store-manager.js'
import { TRTCCloud } from './trtc-cloud.js'
import { TuiError } from './tui-error.js'
import { fromMediaDevice, fromTuiRole, roomInfoOf, toTuiRequest, toTuiUserInfo } from './tui-types.js'

interface LoginParams { sdkAppId: number, userId: string, userSig: string }
interface DeviceRequestParams { userId?: string, device: TUIMediaDevice, timeout?: number, requestCallback?: RequestCallback }
interface RemoteVideo { userId: string, streamType: TUIVideoStreamType }

const kickReasons: Record<HubKickReason, TUIKickedOutOfRoomReason> = {
  byAdmin: TUIKickedOutOfRoomReason.kKickedByAdmin,
  byServer: TUIKickedOutOfRoomReason.kKickedByServer,
  replaced: TUIKickedOutOfRoomReason.kKickedByLoggedOnOtherDevice,
  timeout: TUIKickedOutOfRoomReason.kNetworkDisconnected,
}

const pageSize = 100
const streamOf = (streamType: TUIVideoStreamType): VideoStream => streamType === TUIVideoStreamType.kScreenStream ? 'screen' : 'camera'

/** TUIRoomEngine for a standard room, as far as TUIRoomKit 6.2 asks, with the TRTC emulator's hub for a server. */
export default class TUIRoomEngine extends Emitter {
  static #instance: TUIRoomEngine | null = null

  /** `ready` comes even to those who ask late: managers do, each time they are made anew. */
  static once(_event: 'ready', callback: () => void): void {
    queueMicrotask(callback)
  }

  static getInstance(): TUIRoomEngine {
    return (TUIRoomEngine.#instance ??= new TUIRoomEngine())
  }

  /** The chat stand-in has logged in already, as TUIRoomKit does it; without it the engine logs in itself. */
  static async login({ sdkAppId, userId, userSig }: LoginParams): Promise<void> {
    if (hub.userId !== userId) await hub.login({ sdkAppId, userId, userSig })
  }

  static async logout(): Promise<void> {
    hub.logout()
  }

  static async setSelfInfo({ userName, avatarUrl }: { userName: string, avatarUrl: string }): Promise<void> {
    hub.setProfile({ userName, avatarUrl })
  }

  static getSelfInfo() {
    return { userId: hub.userId ?? '', userName: hub.profile.userName ?? '', avatarUrl: hub.profile.avatarUrl ?? '' }
  }

  static callExperimentalAPI(): void {}

  /** What the UI logs goes nowhere: the browser's console is the application's. */
  readonly logger = { info() {}, debug() {}, warn() {}, error() {} }

  #views = new VideoViews()
  #session = new RoomSession({
    hub,
    onChange: change => { this.#follow(change) },
    onExit: (exit, state) => {
      this.#letGo()
      if (exit.type === 'ended') this.#store.emit('roomListener.onRoomEnded', { roomId: state.room.roomId, roomInfo: roomInfoOf(state) })
      else this.emit(TUIRoomEvents.onKickedOutOfRoom, { roomId: state.room.roomId, reason: kickReasons[exit.reason], message: '' })
    },
  })

  #devices = new LocalDevices({ hub, session: this.#session, views: this.#views, engine: this })
  #store = new RoomStoreManager({ hub, session: this.#session, beforeLeaving: () => { this.#letGo() } })
  #mediaDevices = new MediaDeviceManager(this.#devices)
  #conferenceList = new ConferenceListManager()
  #invitations = new ConferenceInvitationManager()
  #cloud = new TRTCCloud({ views: this.#views, devices: this.#devices, selfId: () => hub.userId ?? '' })
  #requests = createRequestCallbacks({
    engine: this,
    self: () => ({ userId: hub.userId ?? '' }),
    onGranted: request => { this.#openAsAgreed(request) },
  })

  #events = createEngineEvents({
    engine: this,
    store: this.#store,
    selfId: () => hub.userId,
    roomId: () => this.#session.state?.room.roomId ?? '',
    password: () => this.#session.state?.password ?? '',
    user: userId => this.#session.state?.user(userId),
  })

  private constructor() {
    super()
    hub.subscribe(event => { this.#hear(event) })
  }

  getRoomStoreManager() {
    return this.#store
  }

  getMediaDeviceManager() {
    return this.#mediaDevices
  }

  getConferenceListManager() {
    return this.#conferenceList
  }

  getConferenceInvitationManager() {
    return this.#invitations
  }

  getTRTCCloud() {
    return this.#cloud
  }

  getTIM() {
    return { callExperimentalAPI: async () => ({ data: {} }) }
  }

  async getUserInfo({ userId }: { userId: string }): Promise<TuiUserInfo> {
    const user = this.#session.state?.user(userId)
    if (!user) throw new TuiError(TUIErrorCode.ERR_USER_NOT_EXIST, `User ${userId} is not in the room`)
    return toTuiUserInfo(user)
  }

  async getUserList({ nextSequence = 0 }: { nextSequence?: number } = {}) {
    const users = this.#session.state?.users ?? []
    const page = users.slice(nextSequence, nextSequence + pageSize)
    const next = nextSequence + pageSize
    // TUIRoomKit plays only videos it hears of after it knows the people
    setTimeout(() => {
      for (const { userId } of page) {
        const user = this.#session.state?.user(userId)
        if (user) this.#events.streamsOf(user, true)
      }
    })
    return { userInfoList: page.map(toTuiUserInfo), nextSequence: next < users.length ? next : 0 }
  }

  async changeUserRole({ userId, userRole }: { userId: string, userRole: TUIRole }) {
    await hub.ask('changeRole', { userId, role: fromTuiRole[userRole] })
  }

  async changeUserNameCard({ userId, nameCard }: { userId: string, nameCard: string }) {
    await hub.ask('changeNameCard', { userId, nameCard })
  }

  async setCustomInfoForUser({ userId, customInfo }: { userId: string, customInfo: Record<string, string> }) {
    await hub.ask('setCustomInfo', { userId, customInfo })
  }

  async kickRemoteUserOutOfRoom({ userId }: { userId: string }) {
    await hub.ask('kick', { userId })
  }

  async disableSendingMessageByAdmin({ userId, isDisable }: { userId: string, isDisable: boolean }) {
    if (userId) await hub.ask('disableMessages', { userId, disable: isDisable })
    else await hub.ask('disableAllMessages', { disable: isDisable })
  }

  async disableDeviceForAllUserByAdmin({ device, isDisable }: { device: TUIMediaDevice, isDisable: boolean }) {
    await hub.ask('disableAllDevices', { device: fromMediaDevice[device], disable: isDisable })
  }

  async closeRemoteDeviceByAdmin({ userId, device }: { userId: string, device: TUIMediaDevice }) {
    await hub.ask('closeDevice', { userId, device: fromMediaDevice[device] })
  }

  openRemoteDeviceByAdmin({ userId = '', device, timeout = 0, requestCallback }: DeviceRequestParams) {
    return this.#request('invite', userId, { device, timeout, ...(requestCallback && { requestCallback }) })
  }

  applyToAdminToOpenLocalDevice({ device, timeout = 0, requestCallback }: DeviceRequestParams) {
    return this.#request('apply', '', { device, timeout, ...(requestCallback && { requestCallback }) })
  }

  async cancelRequest({ requestId }: { requestId: string }) {
    await hub.ask('cancelRequest', { requestId })
  }

  async responseRemoteRequest({ requestId, agree }: { requestId: string, agree: boolean }) {
    await hub.ask('answerRequest', { requestId, agree })
    const request = this.#requests.take(requestId)
    if (agree && request?.kind === 'invite') this.#openAsAgreed(request)
  }

  async openLocalCamera(options: { isFrontCamera?: boolean } = {}) {
    await this.#devices.openCamera(options)
  }

  async closeLocalCamera() {
    await this.#devices.close('camera')
  }

  async openLocalMicrophone() {
    await this.#devices.openMicrophone()
  }

  async closeLocalMicrophone() {
    await this.#devices.closeMicrophone()
  }

  async muteLocalAudio() {
    await this.#devices.mute()
  }

  async unmuteLocalAudio() {
    await this.#devices.unmute()
  }

  async startScreenSharing() {
    await this.#devices.openScreen()
  }

  async stopScreenSharing() {
    await this.#devices.close('screen')
  }

  async updateVideoQuality() {}
  async stopMicDeviceTest() {}

  async setLocalVideoView({ view }: { view: string | string[] | null }) {
    this.#views.show(hub.userId ?? '', 'camera', view === null ? [] : [view].flat())
  }

  async setRemoteVideoView({ userId, streamType, view }: RemoteVideo & { view: string | string[] | null }) {
    this.#views.show(userId, streamOf(streamType), view === null ? [] : [view].flat())
  }

  async startPlayRemoteVideo({ userId, streamType }: RemoteVideo) {
    const stream = streamOf(streamType)
    if (this.#views.source(userId, stream)) return
    const name = () => displayName(this.#session.state?.user(userId), userId)
    const picture = stream === 'camera' ? cameraPicture(userId, name) : screenPicture(userId, name)
    this.#views.setSource(userId, stream, { kind: 'picture', picture })
  }

  async stopPlayRemoteVideo({ userId, streamType }: RemoteVideo) {
    this.#views.setSource(userId, streamOf(streamType), null)
  }

  async #request(kind: HubDeviceRequest['kind'], userId: string, { device, timeout = 0, requestCallback }: DeviceRequestParams) {
    const request = await hub.ask('requestDevice', { kind, userId, device: fromMediaDevice[device], timeoutSeconds: timeout })
    this.#requests.expect(request.requestId, requestCallback)
    return toTuiRequest(request)
  }

  #openAsAgreed({ device }: HubDeviceRequest): void {
    // the user said yes, so a refusal now is the hub's, and the device just stays closed
    this.#devices.open(device).catch(error => { this.emit(TUIRoomEvents.onError, { code: (error as { code?: number }).code ?? -1, message: String(error) }) })
  }

  #follow(change: RoomChange): void {
    if (change.type === 'changed' && change.user.userId === hub.userId) {
      for (const stream of ['camera', 'microphone', 'screen'] as const) {
        if (change.before[stream] !== change.user[stream]) this.#devices.follow(stream, change.user[stream])
      }
    }
    this.#events.tell(change)
  }

  #hear(event: HubClientEvent): void {
    if (event.type === 'event') {
      this.#requests.hear(event.event)
    } else if (event.type === 'loggedOut') {
      this.#letGo()
    } else if (event.type === 'replaced') {
      this.emit(TUIRoomEvents.onKickedOffLine, { message: 'The same user logged in from another page' })
    } else if (event.type === 'refused') {
      if (event.error.code === hubErrors.userSigExpired) this.emit(TUIRoomEvents.onUserSigExpired, {})
      else this.emit(TUIRoomEvents.onKickedOffLine, { message: event.error.message })
    }
  }

  /** Nothing of this user is on once the room is over for this page; TUIRoomKit believes only what it is told. */
  #letGo(): void {
    const userId = hub.userId ?? ''
    for (const stream of this.#devices.reset()) this.#events.stream({ userId }, stream, false)
    this.#views.clear()
    this.#requests.clear()
  }
}
