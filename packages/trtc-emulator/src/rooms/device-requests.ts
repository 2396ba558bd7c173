import type { HubDeviceRequest, HubRequestOutcome, HubUser } from './hub-protocol.js'
import type { HubSession } from './hub-session.js'
import type { Room } from './room-service.js'
import { randomUUID } from 'node:crypto'
import { HubError } from './hub-error.js'
import { toHubUser } from './hub-room.js'

interface PendingRequest {
  readonly room: Room
  readonly request: HubDeviceRequest
  timer: NodeJS.Timeout | undefined
}

export interface DeviceRequestsOptions {
  sessionOf: (userId: string) => HubSession | undefined
  now: () => number
}

/** Applications to open one's device and invitations to do so, from the asking to the answer. */
export function createDeviceRequests({ sessionOf, now }: DeviceRequestsOptions) {
  const pending = new Map<string, PendingRequest>()

  /** An application goes to everybody in control, an invitation to the invited. */
  function receivers({ room, request }: PendingRequest): HubSession[] {
    const ids = request.to ? [request.to.userId] : [...room.users.values()].filter(({ role }) => role !== 'Member').map(({ userId }) => userId)
    return ids.map(sessionOf).filter(session => session !== undefined)
  }

  function finish(entry: PendingRequest, outcome: HubRequestOutcome, by: HubUser | null) {
    const { request, timer } = entry
    clearTimeout(timer)
    pending.delete(request.requestId)
    sessionOf(request.from.userId)?.send({ type: 'requestAnswered', request, outcome, by })
    for (const session of receivers(entry)) {
      if (session.userId !== by?.userId) session.send({ type: 'requestClosed', request, outcome, by })
    }
  }

  function find(requestId: string): PendingRequest {
    const entry = pending.get(requestId)
    if (!entry) throw new HubError('requestIdInvalid', `There is no request ${requestId}`)
    return entry
  }

  return {
    ask(room: Room, asked: Pick<HubDeviceRequest, 'kind' | 'device' | 'from' | 'to'>, timeoutSeconds: number): HubDeviceRequest {
      const repeated = [...pending.values()].some(({ request: { kind, device, from, to } }) =>
        kind === asked.kind && device === asked.device && from.userId === asked.from.userId && to?.userId === asked.to?.userId)
      if (repeated) throw new HubError('requestConflict', 'The same request is still waiting for an answer')

      const request: HubDeviceRequest = { requestId: randomUUID(), ...asked, at: now() }
      const entry: PendingRequest = { room, request, timer: undefined }
      if (timeoutSeconds > 0) entry.timer = setTimeout(() => { finish(entry, 'timeout', null) }, timeoutSeconds * 1000).unref()
      pending.set(request.requestId, entry)
      for (const session of receivers(entry)) session.send({ type: 'requestReceived', request })
      return request
    },

    cancel(requestId: string, userId: string) {
      const entry = find(requestId)
      if (entry.request.from.userId !== userId) throw new HubError('requestNoPermission', 'Only who asked may cancel')
      finish(entry, 'cancelled', null)
    },

    /** Answers a request in `room` in the name of `userId` and returns it. */
    answer(room: Room, requestId: string, userId: string, agree: boolean): HubDeviceRequest {
      const entry = find(requestId)
      const user = room.users.get(userId)
      const mayAnswer = entry.room === room && user && (entry.request.to ? entry.request.to.userId === userId : user.role !== 'Member')
      if (!mayAnswer) throw new HubError('requestNoPermission', 'This request is somebody else\'s to answer')
      finish(entry, agree ? 'accepted' : 'rejected', toHubUser(user))
      return entry.request
    },

    /** Who left neither waits nor answers. */
    drop(room: Room, userId: string) {
      for (const entry of [...pending.values()]) {
        const { from, to } = entry.request
        if (entry.room === room && (from.userId === userId || to?.userId === userId)) finish(entry, 'cancelled', null)
      }
    },

    clear() {
      for (const { timer } of pending.values()) clearTimeout(timer)
      pending.clear()
    },
  }
}

export type DeviceRequests = ReturnType<typeof createDeviceRequests>
