import type { Server } from 'node:http'
import type { WebSocket } from 'ws'
import type { ConferenceRecording } from '../conference-recording/conference-recording.js'
import type { UserSigFault } from '../user-sig.js'
import type { HubCommands, hubErrors, HubEvent, HubReply, HubRoomEvent } from './hub-protocol.js'
import type { Room, RoomEvent, RoomService } from './room-service.js'
import { Buffer } from 'node:buffer'
import { randomUUID } from 'node:crypto'
import { WebSocketServer } from 'ws'
import { createDeviceRequests } from './device-requests.js'
import { createHubCommands } from './hub-commands.js'
import { HubError } from './hub-error.js'
import { hubClose, hubPath } from './hub-protocol.js'
import { createRoomDesks, toHubRoom, toHubUser, toSnapshot } from './hub-room.js'
import { commandSchemas, frameSchema } from './hub-schemas.js'
import { HubSession, sendText } from './hub-session.js'

export interface HubOptions {
  rooms: RoomService
  sdkAppId: number
  recording: Pick<ConferenceRecording, 'start' | 'stop'>
  /** What is wrong with a UserSig for this user, or null. */
  verifyUserSig: (userSig: string, userId: string) => UserSigFault | null
  /** Milliseconds since the epoch. @default Date.now */
  now?: () => number
  /** How long a user whose connection was lost keeps the place and the streams, in milliseconds. @default 10_000 */
  reconnectGraceMs?: number
  /** How long a user whose page was closed or reloaded keeps the place, without streams, in milliseconds. @default 3_000 */
  reloadGraceMs?: number
  /** How often a connection must prove to be alive, in milliseconds. @default 15_000 */
  heartbeatMs?: number
  /** How long a new connection may take to log in, in milliseconds. @default 10_000 */
  loginTimeoutMs?: number
  /** People in one room. @default 300 */
  maxUsers?: number
  /** Hears what went wrong inside the emulator while it served a browser. @default console.error */
  onError?: (error: unknown) => void
}

export interface Hub {
  /** Ends every connection and forgets who was about to come back. */
  close: () => Promise<void>
}

const loginErrors: Record<UserSigFault, keyof typeof hubErrors> = {
  malformed: 'userSigInvalid',
  wrongSignature: 'userSigInvalid',
  wrongUser: 'userSigOfAnotherUser',
  wrongApp: 'userSigOfAnotherApp',
  expired: 'userSigExpired',
}

/**
 * The room service for browsers: a WebSocket at {@link hubPath} of `server`, where TUIRoomKit's stand-in engine logs in
 * with a UserSig and then sees every change of its room, in order and numbered.
 */
export function attachHub(server: Server, options: HubOptions): Hub {
  const { rooms, sdkAppId, recording, verifyUserSig, now = Date.now, reconnectGraceMs = 10_000, reloadGraceMs = 3_000, heartbeatMs = 15_000, loginTimeoutMs = 10_000, maxUsers = 300, onError = console.error } = options
  const hubId = randomUUID()
  const sessions = new Map<string, HubSession>()
  const sessionOf = (userId: string) => sessions.get(userId)
  const deskOf = createRoomDesks()
  const requests = createDeviceRequests({ sessionOf, now })
  let actor: string | null = null

  function acting(userId: string, change: () => void) {
    actor = userId
    try {
      change()
    } finally {
      actor = null
    }
  }

  function broadcast(room: Room, event: HubRoomEvent) {
    const desk = deskOf(room)
    desk.revision += 1
    const message: HubEvent = { type: 'room', roomId: room.roomId, revision: desk.revision, event }
    const text = Buffer.from(JSON.stringify(message))
    for (const session of desk.listeners) session.sendText(text)
  }

  function announceRoom(room: Room) {
    const desk = deskOf(room)
    broadcast(room, { type: 'roomUpdated', room: toHubRoom(room, desk), password: desk.password, by: actor })
  }

  const commands = createHubCommands({ rooms, requests, recording, maxUsers, deskOf, sessionOf, acting, announceRoom })

  const unsubscribe = rooms.subscribe(event => {
    // TUIRoomKit's room ids are text; a number's room has no page in it
    if (event.room.roomIdType === 0) relay(event)
  })

  function relay(event: RoomEvent) {
    const { room } = event
    switch (event.type) {
      case 'userEntered': return broadcast(room, { type: 'userEntered', user: toHubUser(event.user) })
      case 'userUpdated': return broadcast(room, { type: 'userUpdated', user: toHubUser(event.user), by: actor })
      case 'streamChanged': return broadcast(room, { type: 'streamChanged', userId: event.user.userId, stream: event.stream, on: event.on, by: actor })
      case 'roomUpdated': return announceRoom(room)
      case 'userLeft': return unseat(event)
      case 'roomClosed': {
        const { listeners } = deskOf(room)
        const text = Buffer.from(JSON.stringify({ type: 'roomEnded', roomId: room.roomId, by: event.operator } satisfies HubEvent))
        for (const session of listeners) session.sendText(text)
        listeners.clear()
      }
    }
  }

  function unseat({ room, user, reason }: RoomEvent & { type: 'userLeft' }) {
    const { userId } = user
    const desk = deskOf(room)
    desk.granted.delete(userId)
    requests.drop(room, userId)
    const session = sessionOf(userId)
    if (session?.room === room) {
      session.room = null
      session.isListening = false
      session.stopGrace()
      if (!session.socket) sessions.delete(userId)
    }
    // one message that the room has ended spares everybody the news of everybody else
    if (reason === 'roomClosed') return
    if (session && desk.listeners.delete(session))
      session.send({ type: 'kicked', roomId: room.roomId, reason: actor ? 'byAdmin' : 'byServer', by: actor })
    broadcast(room, { type: 'userLeft', userId, reason })
  }

  function login(socket: WebSocket, { sdkAppId: appId, userId, userSig, clientId, profile }: HubCommands['login'][0]): HubSession {
    if (appId !== sdkAppId) throw new HubError('userSigOfAnotherApp', `The emulator's SDKAppID is ${sdkAppId}, not ${appId}`)
    const fault = verifyUserSig(userSig, userId)
    if (fault) throw new HubError(loginErrors[fault], `The UserSig of ${userId} is refused: ${fault}`)

    const session = sessions.get(userId) ?? new HubSession(userId, clientId, socket)
    const { room, socket: former } = session
    const isSamePage = session.clientId === clientId
    session.socket = socket
    session.clientId = clientId
    session.profile = { ...session.profile, ...profile }
    sessions.set(userId, session)
    if (former && former !== socket) isSamePage ? former.terminate() : former.close(hubClose.replaced, 'replaced')
    if (room && isSamePage) session.stopGrace()
    if (room && !isSamePage) keepPlace(session, room, { reason: 'left', graceMs: reloadGraceMs })
    return session
  }

  /** The page is gone for good or for a moment; another one of the same user may take its place in time. */
  function keepPlace(session: HubSession, room: Room, { reason, graceMs }: { reason: 'left' | 'timeout', graceMs: number }) {
    if (reason === 'left') {
      session.isListening = false
      deskOf(room).listeners.delete(session)
      rooms.update(room, session.userId, { camera: false, microphone: false, screen: false })
    }
    session.startGrace(graceMs, () => {
      deskOf(room).listeners.delete(session)
      try {
        rooms.leave(room, session.userId, reason)
      } catch (error) {
        onError(error)
      }
    })
  }

  function disconnect(session: HubSession, socket: WebSocket, code: number) {
    if (session.socket !== socket) return
    session.socket = null
    // browsers say 1001 when a page goes away; 1006 is a lost connection, whose streams TRTC keeps for a while, too
    const hasGone = [1000, 1001, 1005].includes(code)
    if (!session.room) sessions.delete(session.userId)
    else if (hasGone) keepPlace(session, session.room, { reason: 'left', graceMs: reloadGraceMs })
    else keepPlace(session, session.room, { reason: 'timeout', graceMs: reconnectGraceMs })
  }

  const sockets = new WebSocketServer({ server, path: hubPath, maxPayload: 64 * 1024, clientTracking: true })
  const alive = new WeakSet<WebSocket>()
  const heartbeat = setInterval(() => {
    for (const socket of sockets.clients) {
      if (!alive.delete(socket)) socket.terminate()
      else socket.ping()
    }
  }, heartbeatMs).unref()

  sockets.on('connection', socket => {
    let session: HubSession | null = null
    alive.add(socket)
    const deadline = setTimeout(() => { socket.close(hubClose.notLoggedIn, 'not logged in') }, loginTimeoutMs).unref()
    socket.on('pong', () => { alive.add(socket) })
    socket.on('error', () => { socket.terminate() })
    socket.on('close', code => {
      clearTimeout(deadline)
      if (session) disconnect(session, socket, code)
    })
    socket.on('message', data => {
      alive.add(socket)
      const frame = frameSchema.safeParse(parseJson(String(data)))
      if (!frame.success) return socket.close(hubClose.badMessage, 'not the hub\'s protocol')
      const { id, name, params } = frame.data
      const reply = (answer: HubReply) => { sendText(socket, JSON.stringify(answer)) }
      try {
        const parsed = commandSchemas[name].safeParse(params ?? {})
        if (!parsed.success) throw new HubError('invalidParameter', parsed.error.issues.map(({ path, message }) => `${path.join('.') || name}: ${message}`).join('; '))
        if (name === 'login') {
          const next = login(socket, parsed.data as HubCommands['login'][0])
          if (session && session !== next) {
            if (session.isListening) commands.leaveRoom(session, {})
            disconnect(session, socket, 1000)
          }
          session = next
          clearTimeout(deadline)
          const { room, isListening } = session
          return reply({ id, ok: true, result: { hubId, snapshot: room && isListening ? toSnapshot(room, deskOf(room)) : null } })
        }
        if (session?.socket !== socket) throw new HubError('notLoggedIn', 'Log in first')
        const handle = commands[name] as (session: HubSession, params: unknown) => unknown
        reply({ id, ok: true, result: handle(session, parsed.data) })
      } catch (error) {
        if (!(error instanceof HubError)) onError(error)
        const { code, message } = error instanceof HubError ? error : new HubError('failed', `${name} failed inside the emulator`)
        reply({ id, ok: false, code, message })
      }
    })
  })

  return {
    async close() {
      clearInterval(heartbeat)
      unsubscribe()
      requests.clear()
      for (const session of sessions.values()) session.stopGrace()
      sessions.clear()
      for (const socket of sockets.clients) {
        socket.close(1001, 'the emulator stops')
        socket.terminate()
      }
      await new Promise<void>((resolve, reject) => { sockets.close(error => { error ? reject(error) : resolve() }) })
    },
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
