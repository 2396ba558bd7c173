import type { HubRoom, HubRoomEvent, HubSnapshot, HubUser } from '../rooms/hub-protocol.js'

/** One difference between what a page knew of its room and what it knows now. `by` is who caused it, if known. */
export type RoomChange
  = | { type: 'entered', user: HubUser }
    | { type: 'left', user: HubUser }
    | { type: 'changed', before: HubUser, user: HubUser, by: string | null }
    | { type: 'room', before: HubRoom, room: HubRoom, by: string | null }

/**
 * What a page knows of the room it is in. Events are applied in the order of their revisions;
 * a whole snapshot (after a lost connection) comes down to the same kinds of changes.
 */
export class RoomState {
  #revision: number
  #room: HubRoom
  #password: string
  #users: Map<string, HubUser>

  constructor({ revision, room, password, users }: HubSnapshot) {
    this.#revision = revision
    this.#room = room
    this.#password = password
    this.#users = new Map(users.map(user => [user.userId, user]))
  }

  get room(): HubRoom {
    return this.#room
  }

  get password(): string {
    return this.#password
  }

  /** In order of entry. */
  get users(): HubUser[] {
    return [...this.#users.values()]
  }

  user(userId: string): HubUser | undefined {
    return this.#users.get(userId)
  }

  /** The change an event makes, null when it is old, or `gap` when others before it were missed. */
  apply(revision: number, event: HubRoomEvent): RoomChange[] | 'gap' {
    if (revision <= this.#revision) return []
    if (revision > this.#revision + 1) return 'gap'
    this.#revision = revision
    return this.#changes(event)
  }

  /** Takes a later snapshot of the same room. */
  replace(snapshot: HubSnapshot): RoomChange[] {
    const former = [...this.#users.keys()]
    const present = new Set(snapshot.users.map(({ userId }) => userId))
    const changes = former.filter(userId => !present.has(userId)).flatMap(userId => this.#remove(userId))
    for (const user of snapshot.users) changes.push(...this.#put(user, null))
    // the order of entry is the snapshot's
    this.#users = new Map(snapshot.users.map(user => [user.userId, user]))
    this.#revision = snapshot.revision
    this.#password = snapshot.password
    return [...changes, ...this.#setRoom(snapshot.room, null)]
  }

  #changes(event: HubRoomEvent): RoomChange[] {
    switch (event.type) {
      case 'userEntered': return [...this.#put(event.user, null), ...this.#recount()]
      case 'userLeft': return [...this.#remove(event.userId), ...this.#recount()]
      case 'userUpdated': return this.#put(event.user, event.by)
      case 'streamChanged': {
        const user = this.#users.get(event.userId)
        return user ? this.#put({ ...user, [event.stream]: event.on }, event.by) : []
      }
      case 'roomUpdated':
        this.#password = event.password
        return this.#setRoom(event.room, event.by)
    }
  }

  #put(user: HubUser, by: string | null): RoomChange[] {
    const before = this.#users.get(user.userId)
    this.#users.set(user.userId, user)
    if (!before) return [{ type: 'entered', user }]
    return isSame(before, user) ? [] : [{ type: 'changed', before, user, by }]
  }

  #remove(userId: string): RoomChange[] {
    const user = this.#users.get(userId)
    this.#users.delete(userId)
    return user ? [{ type: 'left', user }] : []
  }

  #recount(): RoomChange[] {
    return this.#setRoom({ ...this.#room, userCount: this.#users.size }, null)
  }

  #setRoom(room: HubRoom, by: string | null): RoomChange[] {
    const before = this.#room
    this.#room = room
    return isSame(before, room) ? [] : [{ type: 'room', before, room, by }]
  }
}

function isSame(one: object, other: object): boolean {
  return JSON.stringify(one) === JSON.stringify(other)
}
