import type { RecordingRoom, RecordingRoomState, RoomPerson, RoomRole } from '../recording-room.js'
import { aPerson } from './builders.js'

/** A room to be moved by hand. */
export interface FakeRoom extends RecordingRoom {
  /** Enters a room, alone. */
  join: (roomId?: string) => void
  leave: () => void
  /** The one in front of the browser gets another role. */
  setRole: (role: RoomRole) => void
  /** Somebody comes in, or comes in again. */
  enter: (person: Partial<RoomPerson> & { userId: string }) => void
  exit: (userId: string) => void
  /** Somebody's name, role or devices change. */
  change: (userId: string, changes: Partial<RoomPerson>) => void
  /** How many listen. */
  readonly listenerCount: number
}

export interface FakeRoomOptions {
  /** `null`: in no room yet. @default 'demo' */
  roomId?: string | null
  /** The one in front of the browser. @default Alice, the owner */
  self?: Partial<RoomPerson>
  /** The others. */
  people?: (Partial<RoomPerson> & { userId: string })[]
}

export function createFakeRoom({ roomId = 'demo', self: selfChanges = {}, people = [] }: FakeRoomOptions = {}): FakeRoom {
  const listeners = new Set<(state: RecordingRoomState) => void>()
  const self = aPerson({ role: 'owner', ...selfChanges })
  const outside: RecordingRoomState = { roomId: null, self: null, people: [] }
  let state: RecordingRoomState = roomId === null ? outside : { roomId, self, people: [self, ...people.map(person)] }

  function set(next: RecordingRoomState) {
    state = next
    for (const listener of [...listeners])
      listener(state)
  }

  function change(userId: string, changes: Partial<RoomPerson>) {
    const next = state.people.map(person => person.userId === userId ? { ...person, ...changes } : person)
    set({ ...state, people: next, self: next.find(person => person.userId === self.userId) ?? null })
  }

  return {
    get state() { return state },
    get listenerCount() { return listeners.size },
    subscribe(listener) {
      listeners.add(listener)
      return () => { listeners.delete(listener) }
    },
    join: (id = 'demo') => set({ roomId: id, self, people: [self] }),
    leave: () => set(outside),
    setRole: role => change(self.userId, { role }),
    enter: entering => set({ ...state, people: [...state.people.filter(({ userId }) => userId !== entering.userId), person(entering)] }),
    exit: userId => set({ ...state, people: state.people.filter(person => person.userId !== userId) }),
    change,
  }
}

function person(changes: Partial<RoomPerson> & { userId: string }): RoomPerson {
  return aPerson({ name: changes.userId, ...changes })
}
