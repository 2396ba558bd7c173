import type { HubCommands, HubKickReason, HubSnapshot, HubUser } from '../rooms/hub-protocol.js'
import type { RoomStream } from '../rooms/room-service.js'
import type { HubClient, HubLogin } from './hub-client.js'
import type { RoomChange } from './room-state.js'
import { hubErrors } from '../rooms/hub-protocol.js'
import { HubRefusal, HubUnreachableError } from './hub-client.js'
import { RoomState } from './room-state.js'

export type RoomExit
  = | { type: 'ended', by: string | null }
    | { type: 'kicked', reason: HubKickReason, by: string | null }

export interface RoomSessionListener {
  onChange: (change: RoomChange) => void
  /** The room is over for this page, by somebody else's doing; `state` is as it last was. */
  onExit: (exit: RoomExit, state: RoomState) => void
}

export interface RoomSessionOptions extends RoomSessionListener {
  hub: HubClient
  /** Pause between attempts to get back into a room that a restarted emulator doesn't know yet, in milliseconds. @default 500 */
  rejoinPauseMs?: number
  /** @default 20 */
  rejoinAttempts?: number
}

const streams: RoomStream[] = ['camera', 'microphone', 'screen']

/** The page's membership in one room at a time, kept through lost connections and restarts of the emulator. */
export class RoomSession {
  #options: Required<RoomSessionOptions>
  #state: RoomState | null = null

  constructor(options: RoomSessionOptions) {
    this.#options = { rejoinPauseMs: 500, rejoinAttempts: 20, ...options }
    options.hub.subscribe(event => {
      if (event.type === 'reconnected') void this.#resume(event.login, event.isSameHub)
      if (event.type === 'loggedOut') this.#state = null
      if (event.type !== 'event') return
      const { event: told } = event
      if (told.type === 'room' && told.roomId === this.#state?.room.roomId) this.#apply(told.revision, told.event)
      if (told.type === 'roomEnded' && told.roomId === this.#state?.room.roomId) this.#exit({ type: 'ended', by: told.by })
      if (told.type === 'kicked' && told.roomId === this.#state?.room.roomId) this.#exit({ type: 'kicked', reason: told.reason, by: told.by })
    })
  }

  get state(): RoomState | null {
    return this.#state
  }

  get self(): HubUser | null {
    const { userId } = this.#options.hub
    return (userId && this.#state?.user(userId)) || null
  }

  async create(params: HubCommands['createRoom'][0]): Promise<RoomState> {
    return this.#enter(await this.#options.hub.ask('createRoom', params))
  }

  async join(roomId: string, password: string): Promise<RoomState> {
    return this.#enter(await this.#options.hub.ask('joinRoom', { roomId, password }))
  }

  async leave(): Promise<void> {
    if (!this.#state) throw new HubRefusal(hubErrors.roomIdNotExist, 'Not in a room')
    this.#state = null
    // without a line the grace time does what the message would
    await this.#options.hub.ask('leaveRoom', {}).catch(ignoreLostLine)
  }

  async end(): Promise<void> {
    const state = this.#state
    if (!state) throw new HubRefusal(hubErrors.roomIdNotExist, 'Not in a room')
    this.#state = null
    try {
      await this.#options.hub.ask('endRoom', {})
    } catch (error) {
      this.#state = state
      throw error
    }
  }

  #enter(snapshot: HubSnapshot): RoomState {
    this.#state = new RoomState(snapshot)
    return this.#state
  }

  #apply(...[revision, event]: Parameters<RoomState['apply']>): void {
    const changes = this.#state?.apply(revision, event) ?? []
    if (changes === 'gap') void this.#sync()
    else this.#announce(changes)
  }

  async #sync(): Promise<void> {
    const snapshot = await this.#options.hub.ask('sync', {}).catch(ignoreLostLine)
    if (snapshot && snapshot.room.roomId === this.#state?.room.roomId) this.#announce(this.#state.replace(snapshot))
  }

  #announce(changes: RoomChange[]): void {
    for (const change of changes) this.#options.onChange(change)
  }

  #exit(exit: RoomExit): void {
    const state = this.#state
    this.#state = null
    if (state) this.#options.onExit(exit, state)
  }

  /** The line is back: the place may have been kept, given up in the meantime, or lost with a restarted emulator. */
  async #resume({ snapshot }: HubLogin, isSameHub: boolean): Promise<void> {
    const state = this.#state
    const self = this.self
    if (!state || !self) return
    const { roomId } = state.room
    if (snapshot?.room.roomId === roomId) return this.#announce(state.replace(snapshot))

    const isHere = () => this.#state === state
    try {
      const fresh = await this.#rejoin(state, self, isSameHub, isHere)
      if (!fresh || !isHere()) return
      this.#announce(state.replace(fresh))
      const { hub } = this.#options
      for (const stream of streams.filter(stream => self[stream]))
        await hub.ask('setStream', { stream, on: true }).catch(() => {})
    } catch (error) {
      if (error instanceof HubUnreachableError || !isHere()) return
      const hasEnded = error instanceof HubRefusal && error.code === hubErrors.roomIdNotExist && isSameHub
      this.#exit(hasEnded ? { type: 'ended', by: null } : { type: 'kicked', reason: 'timeout', by: null })
    }
  }

  async #rejoin(state: RoomState, self: HubUser, isSameHub: boolean, isHere: () => boolean): Promise<HubSnapshot | null> {
    const { hub, rejoinAttempts, rejoinPauseMs } = this.#options
    const { room: { roomId, roomName, roomType }, password } = state
    if (!isSameHub && self.role === 'Owner')
      return hub.ask('createRoom', { roomId, roomType, options: { roomName, password } })

    for (let attempt = 1; isHere(); attempt++) {
      try {
        return await hub.ask('joinRoom', { roomId, password })
      } catch (error) {
        // a restarted emulator knows the room again once its owner is back
        const mayComeBack = error instanceof HubRefusal && error.code === hubErrors.roomIdNotExist && !isSameHub
        if (!mayComeBack || attempt >= rejoinAttempts) throw error
        await new Promise(resolve => { setTimeout(resolve, rejoinPauseMs) })
      }
    }
    return null
  }
}

function ignoreLostLine(error: unknown): null {
  if (error instanceof HubUnreachableError || error instanceof HubRefusal) return null
  throw error
}
