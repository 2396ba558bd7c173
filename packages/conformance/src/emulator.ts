import { fetchAgain } from './fetch-again.js'

/** A recording task as the emulator tells of it. */
export interface EmulatorTask {
  taskId: string
  roomId: string
  recorderId: string
  phase: string
  leaveCode: number | null
  request: Record<string, any>
  compositions: { layout?: Record<string, unknown>, subscribe?: Record<string, unknown> }[]
}

export interface EmulatorUser {
  userName?: string
  nameCard?: string
  camera?: boolean
  microphone?: boolean
  role?: 'Owner' | 'Admin' | 'Member'
}

/** A callback with each attempt to deliver it. */
export interface EmulatorCallback {
  eventType: number | string
  taskId: string | null
  state: 'sending' | 'delivered' | 'dropped' | 'lost' | 'noUrl'
  attempts: { body: string, sign: string | null, status: number | null }[]
}

/** What goes wrong, as the emulator's README lists it. */
export interface EmulatorFault {
  action?: string
  callback?: number | '*'
  effect: string
  code?: string
  delayMs?: number
  times?: number
}

/** The emulator's control API: rooms, people, what TRTC did, and what goes wrong. */
export interface Emulator {
  enter: (roomId: string, userId: string, change?: EmulatorUser) => Promise<void>
  change: (roomId: string, userId: string, change: EmulatorUser) => Promise<void>
  leave: (roomId: string, userId: string) => Promise<void>
  closeRoom: (roomId: string) => Promise<void>
  /** In order of creation. */
  tasks: (roomId: string) => Promise<EmulatorTask[]>
  /** The service's own doings: 3 removed the recorder, 4 closed the room, 100 cut off. */
  leaveTask: (taskId: string, leaveCode: 3 | 4 | 100) => Promise<void>
  callbacks: (roomId: string) => Promise<EmulatorCallback[]>
  /** In that room, beside those in force. */
  addFaults: (roomId: string, faults: EmulatorFault[]) => Promise<void>
  /** Of that room, or all there are. */
  clearFaults: (roomId?: string) => Promise<void>
  setAutoRecording: (isOn: boolean) => Promise<void>
  /** Is time real there? */
  isReal: () => Promise<boolean>
}

export class EmulatorError extends Error {
  override name = 'EmulatorError'
}

export function createEmulator(url: string, timeoutMs: number): Emulator {
  const base = `${url.replace(/\/+$/, '')}/_emulator/v1`
  const path = (...parts: string[]) => parts.map(encodeURIComponent).join('/')

  async function call<T>(method: string, address: string, body?: unknown, allowed: number[] = []): Promise<T> {
    let response: Response
    try {
      response = await fetchAgain(`${base}/${address}`, { method, ...body !== undefined && { body: JSON.stringify(body) }, signal: AbortSignal.timeout(timeoutMs) })
    } catch (cause) {
      throw new EmulatorError(`The emulator does not answer at ${url}`, { cause })
    }
    const text = await response.text()
    if (!response.ok && !allowed.includes(response.status)) throw new EmulatorError(`The emulator refused ${method} ${address}: ${response.status} ${text.slice(0, 300)}`)
    try {
      return (text === '' ? null : JSON.parse(text)) as T
    } catch (cause) {
      throw new EmulatorError(`What answers at ${url} is no emulator`, { cause })
    }
  }

  return {
    async enter(roomId, userId, { userName, ...change } = {}) {
      await call('POST', path('rooms', roomId, 'users'), { userId, ...userName !== undefined && { userName } })
      if (Object.keys(change).length > 0) await call('PATCH', path('rooms', roomId, 'users', userId), change)
    },
    async change(roomId, userId, change) { await call('PATCH', path('rooms', roomId, 'users', userId), change) },
    async leave(roomId, userId) { await call('DELETE', path('rooms', roomId, 'users', userId)) },
    async closeRoom(roomId) { await call('DELETE', path('rooms', roomId), undefined, [404]) },
    tasks: async roomId => (await call<EmulatorTask[]>('GET', 'tasks')).filter(task => task.roomId === roomId),
    async leaveTask(taskId, leaveCode) { await call('POST', path('tasks', taskId, 'leave'), { leaveCode }, [404]) },
    callbacks: async roomId => (await call<(EmulatorCallback & { roomId: string })[]>('GET', 'callbacks')).filter(callback => callback.roomId === roomId),
    async addFaults(roomId, faults) { await call('POST', 'faults', faults.map(fault => ({ ...fault, roomId }))) },
    async clearFaults(roomId) { await call('DELETE', roomId === undefined ? 'faults' : `faults?${new URLSearchParams({ roomId })}`) },
    async setAutoRecording(isOn) { await call(isOn ? 'PUT' : 'DELETE', 'auto-recording', isOn ? {} : undefined) },
    isReal: async () => !(await call<{ virtual: boolean }>('GET', 'clock')).virtual,
  }
}
