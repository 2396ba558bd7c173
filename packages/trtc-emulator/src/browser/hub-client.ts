import type { HubCommandName, HubCommands, HubEvent, HubMessage, HubProfile } from '../rooms/hub-protocol.js'
import { hubClose } from '../rooms/hub-protocol.js'

export interface HubCredentials { sdkAppId: number, userId: string, userSig: string }
export type HubLogin = HubCommands['login'][1]

/** The hub said no; `code` is TUIRoomEngine's. */
export class HubRefusal extends Error {
  override name = 'HubRefusal'
  constructor(readonly code: number, message: string) {
    super(message)
  }
}

/** Nobody answers where the hub should be. `code` is the chat SDK's for a failed connection. */
export class HubUnreachableError extends Error {
  override name = 'HubUnreachableError'
  readonly code = 2801
}

export type HubClientEvent
  = | { type: 'event', event: HubEvent }
    /** The line was lost and is being mended. */
    | { type: 'lost' }
    | { type: 'reconnected', login: HubLogin, isSameHub: boolean }
    /** The hub doesn't let this user back in. */
    | { type: 'refused', error: HubRefusal }
    /** The same user logged in from another page. */
    | { type: 'replaced' }
    /** Comes while `userId` is still known, and before `refused` and `replaced`. */
    | { type: 'loggedOut' }

export interface HubClientOptions {
  url: () => string
  /** @default the browser's own WebSocket */
  connect?: (url: string) => WebSocket
  /** First pause before a new attempt, doubled each time up to `maxPauseMs`, in milliseconds. @default 250 */
  minPauseMs?: number
  /** @default 5000 */
  maxPauseMs?: number
}

/** One page's line to the hub: asks and is answered, hears events, and mends itself until `logout()`. */
export class HubClient {
  readonly clientId = randomId()
  #options: Required<HubClientOptions>
  #listeners = new Set<(event: HubClientEvent) => void>()
  #socket: WebSocket | null = null
  #credentials: HubCredentials | null = null
  #profile: HubProfile = {}
  #profileOwner: string | null = null
  #hubId: string | null = null
  #waiting = new Map<number, { resolve: (result: unknown) => void, reject: (error: Error) => void }>()
  #nextId = 1
  #pause: ReturnType<typeof setTimeout> | undefined
  #attempts = 0

  constructor({ url, connect = address => new WebSocket(address), minPauseMs = 250, maxPauseMs = 5000 }: HubClientOptions) {
    this.#options = { url, connect, minPauseMs, maxPauseMs }
  }

  get userId(): string | null {
    return this.#credentials?.userId ?? null
  }

  get profile(): Readonly<HubProfile> {
    return this.#profile
  }

  subscribe(listener: (event: HubClientEvent) => void): () => void {
    this.#listeners.add(listener)
    return () => { this.#listeners.delete(listener) }
  }

  /**
   * `profile` is for a user who has none yet.
   *
   * @throws HubRefusal | HubUnreachableError
   */
  async login(credentials: HubCredentials, profile: HubProfile = {}): Promise<HubLogin> {
    this.logout()
    if (this.#profileOwner !== credentials.userId) this.#profile = profile
    this.#profileOwner = credentials.userId
    this.#credentials = credentials
    try {
      return await this.#open(credentials)
    } catch (error) {
      this.logout()
      throw error
    }
  }

  logout(): void {
    if (this.#hubId !== null) this.#tell({ type: 'loggedOut' })
    clearTimeout(this.#pause)
    this.#credentials = null
    this.#hubId = null
    this.#attempts = 0
    const socket = this.#socket
    this.#socket = null
    socket?.close()
    this.#giveUpWaiting()
  }

  setProfile(profile: HubProfile): void {
    this.#profile = { ...this.#profile, ...profile }
    // a lost line is no loss: the next login carries the profile
    if (this.#socket) this.ask('setProfile', profile).catch(() => {})
  }

  /** @throws HubRefusal | HubUnreachableError */
  ask<Name extends HubCommandName>(name: Name, params: HubCommands[Name][0]): Promise<HubCommands[Name][1]> {
    const socket = this.#socket
    if (socket?.readyState !== 1) return Promise.reject(new HubUnreachableError('There is no connection to the TRTC emulator'))
    return this.#askOn(socket, name, params)
  }

  #askOn<Name extends HubCommandName>(socket: WebSocket, name: Name, params: HubCommands[Name][0]): Promise<HubCommands[Name][1]> {
    const id = this.#nextId++
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve: result => { resolve(result as HubCommands[Name][1]) }, reject })
      socket.send(JSON.stringify({ id, name, params }))
    })
  }

  #open(credentials: HubCredentials): Promise<HubLogin> {
    const url = this.#options.url()
    return new Promise((resolve, reject) => {
      const socket = this.#options.connect(url)
      this.#socket = socket
      socket.onopen = () => {
        const login = this.#askOn(socket, 'login', { ...credentials, clientId: this.clientId, profile: this.#profile })
        login.then(result => {
          this.#hubId = result.hubId
          this.#attempts = 0
          resolve(result)
        }, reject)
      }
      socket.onmessage = ({ data }) => { this.#receive(JSON.parse(String(data)) as HubMessage) }
      socket.onclose = ({ code }) => {
        reject(new HubUnreachableError(`The TRTC emulator cannot be reached at ${url}`))
        if (this.#socket === socket) this.#lost(code)
      }
    })
  }

  #receive(message: HubMessage): void {
    if (!('id' in message)) return this.#tell({ type: 'event', event: message })
    const waiting = this.#waiting.get(message.id)
    this.#waiting.delete(message.id)
    if (message.ok) waiting?.resolve(message.result)
    else waiting?.reject(new HubRefusal(message.code, message.message))
  }

  #lost(code: number): void {
    const wasLoggedIn = this.#hubId !== null
    this.#socket = null
    this.#giveUpWaiting()
    if (!wasLoggedIn) return
    if (code === hubClose.replaced) {
      this.logout()
      return this.#tell({ type: 'replaced' })
    }
    if (this.#attempts === 0) this.#tell({ type: 'lost' })
    this.#tryAgainLater()
  }

  #tryAgainLater(): void {
    const { minPauseMs, maxPauseMs } = this.#options
    const pause = Math.min(maxPauseMs, minPauseMs * 2 ** this.#attempts)
    this.#attempts += 1
    clearTimeout(this.#pause)
    this.#pause = setTimeout(() => { void this.#reconnect() }, pause * (0.5 + Math.random() / 2))
  }

  async #reconnect(): Promise<void> {
    const credentials = this.#credentials
    const formerHubId = this.#hubId
    if (!credentials) return
    try {
      const login = await this.#open(credentials)
      this.#tell({ type: 'reconnected', login, isSameHub: login.hubId === formerHubId })
    } catch (error) {
      // a line that failed once more has already arranged for the next attempt
      if (!(error instanceof HubRefusal)) return
      this.logout()
      this.#tell({ type: 'refused', error })
    }
  }

  #giveUpWaiting(): void {
    const waiting = [...this.#waiting.values()]
    this.#waiting.clear()
    for (const { reject } of waiting) reject(new HubUnreachableError('The connection to the TRTC emulator was lost'))
  }

  #tell(event: HubClientEvent): void {
    for (const listener of [...this.#listeners]) listener(event)
  }
}

// crypto.randomUUID is for secure contexts only, and a phone opens the page over http
function randomId(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), byte => byte.toString(16).padStart(2, '0')).join('')
}
