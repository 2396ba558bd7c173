export interface TaskRecord {
  taskId: string
  roomId: string
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
      const { tasks } = await request<{ tasks: TaskRecord[] }>('GET', '/tasks')
      return tasks.filter(task => task.roomId === roomId)
    },
    setFaults: (faults: Fault[]) => request('PUT', '/faults', faults),
    clearFaults: () => request('DELETE', '/faults'),
    makeAdmin: (roomId: string, userId: string) =>
      request('PATCH', `/rooms/${encodeURIComponent(roomId)}/users/${encodeURIComponent(userId)}`, { role: 'Admin' }),
    removeUser: (roomId: string, userId: string) =>
      request('DELETE', `/rooms/${encodeURIComponent(roomId)}/users/${encodeURIComponent(userId)}`),
  }
}

export type EmulatorClient = ReturnType<typeof createEmulatorClient>
