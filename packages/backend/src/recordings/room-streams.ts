import type { Permissions, RoomSnapshot } from '@roomkit-recording/core'
import type { Logger } from 'pino'
import type { Caller } from '../auth/authorize.js'
import type { RoomDirectory } from '../auth/room-directory.js'
import type { EventSink, EventSinkListeners } from '../http/event-sink.js'
import type { OpenRequest } from '../participants/requests.js'
import type { Store } from '../store/store.js'

export interface RoomStreamsOptions {
  store: Pick<Store, 'onRoom' | 'onGap' | 'onRequests'>
  readSnapshot: (roomId: string) => Promise<RoomSnapshot>
  /** For those in control. */
  readRequests: (roomId: string) => Promise<OpenRequest[]>
  permissionsOf: (user: Caller, roomId: string) => Promise<Permissions>
  directory: RoomDirectory | null
  logger: Logger
  /** Pause between two comments that keep the connection open, in milliseconds. @default 15000 */
  heartbeatMs?: number
  /** Pause between two looks at who may do what, in milliseconds; longer in large rooms. @default 5000 */
  permissionsMs?: number
}

export interface RoomStreams {
  /** Sends the permissions, then the room's snapshot, then whatever changes, until the caller's token ends. */
  open: (stream: { roomId: string, user: Caller, permissions: Permissions, connect: (listeners: EventSinkListeners) => EventSink }) => void
  /** Open streams. */
  readonly size: number
  close: () => void
}

interface Stream {
  user: Caller
  sink: EventSink
  permissions: string
  control: boolean
  /** `seq` of the newest request that was sent; -1 as long as nobody looked for any. */
  requestsUpTo: number
  /** Newest snapshot that was sent. */
  sent: { revision: number, serverTime: number } | null
  isSlow: boolean
}

const closedSink: EventSink = { write: () => true, end: () => {} }

interface Latest {
  revision: number
  serverTime: number
  /** The event, written once for all. */
  text: string
}

interface Room {
  streams: Set<Stream>
  latest: Latest | null
  isReading: boolean
  /** Somebody came, or something happened, while it was being read. */
  readAgain: 'no' | 'for newcomers' | 'for all'
  isReadingRequests: boolean
  /** Somebody may have something to hear of. */
  requestsWait: boolean
  /** `seq` of the newest one known. */
  newestRequest: number
  permissionsTimer: NodeJS.Timeout | undefined
}

const LONGEST_TIMEOUT = 2 ** 31 - 1
const USERS_PER_LOOK = 100

/** All event streams of this process. A room's snapshot is read and written out once, however many listen. */
export function createRoomStreams({ store, readSnapshot, readRequests, permissionsOf, directory, logger, heartbeatMs = 15_000, permissionsMs = 5_000 }: RoomStreamsOptions): RoomStreams {
  const rooms = new Map<string, Room>()
  let closed = false

  const heartbeat = setInterval(() => {
    for (const { streams } of rooms.values()) {
      for (const { sink, isSlow } of streams) {
        if (!isSlow) sink.write(':\n\n')
      }
    }
  }, heartbeatMs)
  heartbeat.unref()

  const stops = [
    store.onRoom(roomId => { if (rooms.has(roomId)) void refresh(roomId, true) }),
    store.onGap(() => {
      for (const roomId of rooms.keys()) {
        void refresh(roomId, true)
        void tellRequests(roomId)
      }
    }),
    store.onRequests(roomId => { void tellRequests(roomId) }),
    directory?.onRoles(roomId => { if (rooms.has(roomId)) void checkPermissions(roomId) }),
  ]

  /** Reads the room's snapshot and sends it: to all when something was told, else to those who have none yet. */
  async function refresh(roomId: string, forAll: boolean): Promise<void> {
    const room = rooms.get(roomId)
    if (!room) return
    if (forAll || room.readAgain === 'no') room.readAgain = forAll ? 'for all' : 'for newcomers'
    if (room.isReading) return
    room.isReading = true
    try {
      while (room.readAgain !== 'no') {
        const isForAll = room.readAgain === 'for all'
        room.readAgain = 'no'
        const snapshot = await readSnapshot(roomId)
        const { revision, serverTime } = snapshot
        room.latest = { revision, serverTime, text: `event: snapshot\nid: ${revision}\ndata: ${JSON.stringify(snapshot)}\n\n` }
        for (const stream of room.streams) {
          if (isForAll || !stream.sent || stream.sent.revision < revision) offer(stream, room.latest)
        }
        if (inControl(room).some(({ requestsUpTo }) => requestsUpTo < 0)) void tellRequests(roomId)
      }
    } catch (error) {
      // they come back and ask again
      logger.error({ err: error, roomId }, 'a room\'s snapshot could not be read')
      for (const { sink } of [...room.streams]) sink.end()
    } finally {
      room.isReading = false
    }
  }

  function offer(stream: Stream, { text, revision, serverTime }: Latest): void {
    if (stream.isSlow) return
    if (stream.sent && (stream.sent.revision > revision || (stream.sent.revision === revision && stream.sent.serverTime >= serverTime))) return
    stream.sent = { revision, serverTime }
    stream.isSlow = !stream.sink.write(text)
  }

  /** Sends what is asked of those in control to each of them once, after the snapshot. */
  async function tellRequests(roomId: string): Promise<void> {
    const room = rooms.get(roomId)
    if (!room) return
    room.requestsWait = true
    if (room.isReadingRequests) return
    room.isReadingRequests = true
    try {
      while (room.requestsWait) {
        room.requestsWait = false
        if (inControl(room).length === 0) return
        const open = await readRequests(roomId)
        room.newestRequest = open.at(-1)?.seq ?? 0
        for (const stream of inControl(room)) offerRequests(stream, open)
      }
    } catch (error) {
      // they are told with the next one, or when they come back
      logger.error({ err: error, roomId }, 'what is asked in a room could not be read')
    } finally {
      room.isReadingRequests = false
    }
  }

  function offerRequests(stream: Stream, open: OpenRequest[]): void {
    stream.requestsUpTo = Math.max(0, stream.requestsUpTo)
    for (const { seq, request } of open) {
      if (stream.isSlow) return
      if (seq <= stream.requestsUpTo) continue
      stream.requestsUpTo = seq
      stream.isSlow = !stream.sink.write(`event: request\ndata: ${JSON.stringify(request)}\n\n`)
    }
  }

  async function checkPermissions(roomId: string): Promise<void> {
    const room = rooms.get(roomId)
    if (!room) return
    const byUser = new Map<string, Promise<Permissions>>()
    let hasGained = false
    await Promise.all([...room.streams].map(async stream => {
      const { userId } = stream.user
      const asked = byUser.get(userId) ?? permissionsOf(stream.user, roomId)
      byUser.set(userId, asked)
      // not known at the moment: what was granted stays until it is
      const permissions = await asked.catch(() => null)
      if (!permissions || !room.streams.has(stream)) return
      const text = permissionsEvent(permissions)
      if (text === stream.permissions) return
      stream.permissions = text
      hasGained ||= permissions.control && !stream.control
      stream.control = permissions.control
      stream.sink.write(text)
      if (!permissions.view) stream.sink.end()
    }))
    if (hasGained) void tellRequests(roomId)
  }

  function lookAfter(roomId: string, room: Room): void {
    const users = new Set([...room.streams].map(({ user }) => user.userId)).size
    const pauseMs = permissionsMs * Math.max(1, Math.ceil(users / USERS_PER_LOOK))
    room.permissionsTimer = setTimeout(async () => {
      // an answer that is new is told to `onRoles` too
      const isKnown = await directory?.roles(roomId, { maxAgeMs: pauseMs * 0.9 }).then(() => true, () => false) ?? true
      if (isKnown) await checkPermissions(roomId)
      if (rooms.get(roomId) === room) lookAfter(roomId, room)
    }, pauseMs)
    room.permissionsTimer.unref()
  }

  function join(roomId: string): Room {
    const known = rooms.get(roomId)
    if (known) return known
    const room: Room = { streams: new Set(), latest: null, isReading: false, readAgain: 'no', isReadingRequests: false, requestsWait: false, newestRequest: 0, permissionsTimer: undefined }
    rooms.set(roomId, room)
    lookAfter(roomId, room)
    return room
  }

  return {
    open({ roomId, user, permissions, connect }) {
      const room = join(roomId)
      const text = permissionsEvent(permissions)
      const stream: Stream = { user, sink: closedSink, permissions: text, control: permissions.control, requestsUpTo: -1, sent: null, isSlow: false }
      const expiry = setTimeout(() => { stream.sink.end() }, Math.min(LONGEST_TIMEOUT, Math.max(0, user.expiresAt - Date.now())))
      expiry.unref()
      stream.sink = connect({
        onDrain() {
          if (!stream.isSlow) return
          stream.isSlow = false
          if (room.latest) offer(stream, room.latest)
          if (stream.control && stream.requestsUpTo < room.newestRequest) void tellRequests(roomId)
        },
        onClose() {
          clearTimeout(expiry)
          stream.sink = closedSink
          room.streams.delete(stream)
          if (room.streams.size > 0) return
          clearTimeout(room.permissionsTimer)
          if (rooms.get(roomId) === room) rooms.delete(roomId)
        },
      })
      room.streams.add(stream)
      stream.sink.write(text)
      if (closed) stream.sink.end()
      else void refresh(roomId, false)
    },
    get size() {
      return [...rooms.values()].reduce((sum, { streams }) => sum + streams.size, 0)
    },
    close() {
      closed = true
      clearInterval(heartbeat)
      for (const stop of stops) stop?.()
      for (const { streams, permissionsTimer } of rooms.values()) {
        clearTimeout(permissionsTimer)
        for (const { sink } of [...streams]) sink.end()
      }
    },
  }
}

function permissionsEvent(permissions: Permissions): string {
  return `event: permissions\ndata: ${JSON.stringify(permissions)}\n\n`
}

/** Those in control who have their first snapshot. */
function inControl({ streams }: Room): Stream[] {
  return [...streams].filter(({ control, sent }) => control && sent)
}
