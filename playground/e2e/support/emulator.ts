export interface TaskRecord {
  taskId: string
  roomId: string
  origin: 'api' | 'auto' | 'conference'
  status: string
  leaveCode: number | null
}

export interface Fault {
  action?: string
  callback?: number
  effect: string
  code?: string
  delayMs?: number
  times?: number
}

interface CloudRequest {
  action: string
  request: { RoomId?: string, [field: string]: unknown }
  code: string | null
}

function user(roomId: string, userId: string) {
  return `/rooms/${encodeURIComponent(roomId)}/users/${encodeURIComponent(userId)}`
}

/** The emulator's control API, as far as the tests need it. */
export function createEmulatorClient(url: string) {
  async function request<T>(method: string, path: string, body?: unknown): Promise<T> {
    const response = await fetch(`${url}/_emulator/v1${path}`, {
      method,
      headers: { 'content-type': 'application/json' },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    })
    const text = await response.text()
    if (!response.ok) throw new Error(`${method} ${path} was answered with ${response.status}: ${text}`)
    return (text ? JSON.parse(text) : undefined) as T
  }

  return {
    tasks: async (roomId: string) => {
      const tasks = await request<TaskRecord[]>('GET', '/tasks')
      return tasks.filter(task => task.roomId === roomId)
    },
    /** Calls of one action for a room, oldest first, as the backend sent them. */
    requests: async (roomId: string, action: string) => {
      const calls = await request<CloudRequest[]>('GET', '/requests')
      return calls.filter(call => call.action === action && call.request.RoomId === roomId).map(call => call.request)
    },
    /** All calls of one action that name a task, oldest first. */
    requestsOfTask: async (taskId: string, action: string) => {
      const calls = await request<CloudRequest[]>('GET', '/requests')
      return calls.filter(call => call.action === action && call.request.TaskId === taskId).map(call => call.request)
    },
    /** Automatic recording of every room that is created from now on; `null` ends that. */
    setAutoRecording: (template: object | null) => template ? request('PUT', '/auto-recording', template) : request('DELETE', '/auto-recording'),
    isInRoom: async (roomId: string, userId: string): Promise<boolean> => {
      const rooms = await request<{ roomId: string, users: { userId: string }[] }[]>('GET', '/rooms')
      return rooms.some(room => room.roomId === roomId && room.users.some(user => user.userId === userId))
    },
    makeMember: (roomId: string, userId: string) => request('PATCH', user(roomId, userId), { role: 'Member' }),
    setFaults: (faults: Fault[]) => request('PUT', '/faults', faults),
    clearFaults: () => request('DELETE', '/faults'),
    makeAdmin: (roomId: string, userId: string) => request('PATCH', user(roomId, userId), { role: 'Admin' }),
    setStreams: (roomId: string, userId: string, streams: { camera?: boolean, microphone?: boolean, screen?: boolean }) =>
      request('PATCH', user(roomId, userId), streams),
    /** A room that is already closed is fine. */
    closeRoom: (roomId: string) => fetch(`${url}/_emulator/v1/rooms/${encodeURIComponent(roomId)}`, { method: 'DELETE' }),
  }
}

export type EmulatorClient = ReturnType<typeof createEmulatorClient>
