import type { HubRoomOptions, HubRoomType } from '../rooms/hub-protocol.js'
import type { HubClient } from './hub-client.js'
import type { RoomSession } from './room-session.js'
import { Emitter } from './emitter.js'
import { TUIErrorCode } from './enums/index.js'
import { TuiError } from './tui-error.js'
import { roomInfoOf, toTuiRoomInfo } from './tui-types.js'

export interface RoomStoreManagerOptions {
  hub: HubClient
  session: RoomSession
  /** Lets go of devices and views before the room is left. */
  beforeLeaving: () => void
}

interface Params {
  roomId: string
  roomType?: HubRoomType
  password?: string
  options?: HubRoomOptions
}

/** The engine's store: TUIRoomKit 6 calls it by name for everything that concerns the room as a whole. */
export class RoomStoreManager extends Emitter {
  #calls: Record<string, (params: Params) => Promise<unknown>>

  constructor({ hub, session, beforeLeaving }: RoomStoreManagerOptions) {
    super()
    this.#calls = {
      'roomStore.createAndJoinRoom': async ({ roomId, roomType = 1, options = {} }) => {
        const { roomName, password, isAllMicrophoneDisabled, isAllCameraDisabled, isAllScreenShareDisabled, isAllMessageDisabled } = options
        return { roomInfo: roomInfoOf(await session.create({ roomId, roomType, options: { roomName, password, isAllMicrophoneDisabled, isAllCameraDisabled, isAllScreenShareDisabled, isAllMessageDisabled } })) }
      },
      'roomStore.joinRoom': async ({ roomId, password, options }) => ({ roomInfo: roomInfoOf(await session.join(roomId, password || options?.password || '')) }),
      'roomStore.leaveRoom': async () => {
        beforeLeaving()
        await session.leave()
      },
      'roomStore.endRoom': async () => {
        await session.end()
        beforeLeaving()
      },
      'roomStore.getRoomInfo': async ({ roomId }) => ({ roomInfo: toTuiRoomInfo(await hub.ask('getRoom', { roomId })) }),
      'roomStore.updateRoomInfo': async ({ options = {} }) => {
        const { roomName, password } = options
        await hub.ask('updateRoom', { roomName, password })
      },
      'roomParticipantStore.getParticipantList': async () => ({}),
      'roomStore.startRecording': () => hub.ask('startRecording', {}),
      'roomStore.stopRecording': () => hub.ask('stopRecording', {}),
    }
  }

  async call(name: string, params?: Params): Promise<unknown> {
    const call = this.#calls[name]
    if (!call) throw new TuiError(TUIErrorCode.ERR_OPERATION_NOT_SUPPORTED_IN_CURRENT_ROOM_TYPE, `The TRTC emulator has no ${name}`)
    return call(params ?? { roomId: '' })
  }
}
