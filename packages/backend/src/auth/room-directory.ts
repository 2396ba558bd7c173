/** Who is in a room, and who may decide there. */
export interface RoomRoles {
  ownerId: string
  adminIds: ReadonlySet<string>
  /** Everybody in the room, with the name shown there. */
  members: ReadonlyMap<string, { name: string | null }>
}

export interface RoomDirectory {
  /**
   * Rejects with `unavailable` when it cannot be found out. `null`: there is no such room.
   * An answer that is not older than `maxAgeMs` is good enough, 0 asks again. Callers at the same time share one question.
   */
  roles: (roomId: string, options?: { maxAgeMs?: number }) => Promise<RoomRoles | null>
  /** Called with each new answer. */
  onRoles: (listener: (roomId: string, roles: RoomRoles | null) => void) => () => void
}

export interface RoomDirectoryOptions {
  fetchRoles: (roomId: string) => Promise<RoomRoles | null>
  /** How long an answer is good enough for those who don't say. @default 5000 */
  maxAgeMs?: number
  /** @default performance.now */
  now?: () => number
}

const MOST_ROOMS = 10_000

/** One shared question per room: whatever the number of callers, the Conference API is asked once. */
export function createRoomDirectory({ fetchRoles, maxAgeMs: usualAgeMs = 5_000, now = () => performance.now() }: RoomDirectoryOptions): RoomDirectory {
  const answers = new Map<string, { roles: RoomRoles | null, at: number }>()
  const questions = new Map<string, Promise<RoomRoles | null>>()
  const listeners = new Set<(roomId: string, roles: RoomRoles | null) => void>()

  function ask(roomId: string): Promise<RoomRoles | null> {
    const asked = questions.get(roomId)
    if (asked) return asked
    const question = fetchRoles(roomId)
      .then(roles => {
        forgetOld()
        answers.set(roomId, { roles, at: now() })
        for (const listener of listeners) listener(roomId, roles)
        return roles
      })
      .finally(() => { questions.delete(roomId) })
    questions.set(roomId, question)
    return question
  }

  function forgetOld(): void {
    if (answers.size < MOST_ROOMS) return
    for (const [roomId, { at }] of answers) {
      if (at < now() - usualAgeMs) answers.delete(roomId)
    }
  }

  return {
    roles(roomId, { maxAgeMs = usualAgeMs } = {}) {
      const answer = answers.get(roomId)
      return answer && answer.at > now() - maxAgeMs ? Promise.resolve(answer.roles) : ask(roomId)
    },
    onRoles(listener) {
      listeners.add(listener)
      return () => { listeners.delete(listener) }
    },
  }
}

export const controllers = ({ ownerId, adminIds }: RoomRoles): string[] => [...new Set([ownerId, ...adminIds])].filter(Boolean)
