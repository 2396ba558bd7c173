import type { Recording, RecordingStatus, RoomSnapshot } from '@roomkit-recording/core'
import type { Emulator, EmulatorFault, EmulatorTask } from './emulator.js'
import type { EventStream } from './event-stream.js'
import type { ConformanceOptions, Role } from './options.js'
import type { Person } from './person.js'
import type { Identities } from './tokens.js'
import type { Watch } from './watch.js'
import { randomBytes } from 'node:crypto'
import { setMaxListeners } from 'node:events'
import { setTimeout as wait } from 'node:timers/promises'
import { demandStatus, RuleFailure, RuleSkipped, show } from './failure.js'
import { createPerson } from './person.js'

/** A room of a rule's own, in which host and guest send sound and pictures. */
export interface TestRoom {
  id: string
  host: Person
  guest: Person
  /** Is not in the room. */
  stranger: Person
  /** Shows no token at all. */
  nobody: Person
  /** Enters the room as its admin. @throws RuleSkipped without a token for one */
  cohost: () => Promise<Person>
  /** Somebody with that token. */
  withToken: (userId: string, token: string) => Person
  snapshot: () => Promise<RoomSnapshot>
  /** Without those that gave way to a repeated call of the same recorder: whoever gets no answer repeats. */
  tasks: () => Promise<EmulatorTask[]>
  /** Polls the snapshot. @throws RuleFailure when it does not come to that */
  until: (what: string, fits: (snapshot: RoomSnapshot) => boolean) => Promise<RoomSnapshot>
  /** Starts one and waits until TRTC has confirmed it. */
  record: (options?: Record<string, unknown>) => Promise<Recording>
  /** The same, and waits until TRTC says that it captures: nothing is being asked about it at the moment. */
  recordSteadily: () => Promise<Recording>
  /** Waits until that one is at that status, in `current` or in `recent`. */
  untilStatus: (recordingId: string, ...statuses: RecordingStatus[]) => Promise<Recording>
  /** Stops one and waits until its file is there. */
  finish: (recordingId: string) => Promise<Recording>
  /** What goes wrong in this room until the rule is over. */
  faults: (...faults: EmulatorFault[]) => Promise<void>
}

export interface RuleContext {
  emulator: Emulator
  identities: Identities
  timeoutMs: number
  callbackKey: string | undefined
  /** @param id when its name matters @param people false: nobody is in it */
  room: (id?: string, options?: { people?: boolean }) => Promise<TestRoom>
  /** An event stream that is closed with the rule. */
  listen: (person: Person, headers?: Record<string, string>) => Promise<EventStream>
  /** Asks again and again. @throws RuleFailure when it does not come */
  until: <T>(what: string, look: () => Promise<T>, fits: (value: T) => boolean) => Promise<T>
  /** Does that when the rule is over. */
  after: (cleanUp: () => Promise<void> | void) => void
  skip: (why: string) => never
}

export interface ContextOptions extends Pick<ConformanceOptions, 'baseUrl' | 'callbackKey'> {
  emulator: Emulator
  identities: Identities
  watch: Watch
  timeoutMs: number
  prefix: string
}

/** `LeaveCode` of a recorder that gave way to another one with its id ("Cloud Recording Webhooks", callback 302). */
const REPLACED = 101

/** Between two looks: short at first, so that quick things are quick, then longer, so that nobody is asked too often. */
const pauseMs = (looks: number) => Math.min(100 + 50 * looks, 500)

/** What one rule works with, and how it is cleaned up. */
export function createRuleContext({ baseUrl, callbackKey, emulator, identities, watch, timeoutMs, prefix }: ContextOptions): { context: RuleContext, close: () => Promise<void> } {
  const ending = new AbortController()
  const { signal } = ending
  // a rule may wait for many answers at once
  setMaxListeners(0, signal)
  const rooms = new Set<string>()
  const cleanUps: (() => Promise<void> | void)[] = []

  async function until<T>(what: string, look: () => Promise<T>, fits: (value: T) => boolean): Promise<T> {
    const end = Date.now() + timeoutMs
    for (let looks = 0; ; looks++) {
      const value = await look()
      if (fits(value)) return value
      if (Date.now() > end) throw new RuleFailure(`${what} within ${timeoutMs / 1000} s`, show(value))
      await wait(pauseMs(looks), undefined, { signal })
    }
  }

  async function room(id = `${prefix}-${randomBytes(5).toString('hex')}`, { people = true } = {}): Promise<TestRoom> {
    const person = (role: string, userId: string, token: string | null) => createPerson({ baseUrl, role, userId, roomId: id, token, watch, signal, timeoutMs })
    const known = (role: Role): Person => {
      const { userId, token } = identities.of(role, id)
      return person(role, userId, token)
    }
    const [host, guest, stranger] = [known('host'), known('guest'), known('stranger')]
    rooms.add(id)
    if (people) {
      await emulator.enter(id, host.userId, { userName: 'Host', nameCard: 'Host', camera: true, microphone: true })
      await emulator.enter(id, guest.userId, { userName: 'Guest', nameCard: 'Guest', camera: true, microphone: true })
    }

    async function snapshot(): Promise<RoomSnapshot> {
      const answer = await host.snapshot()
      demandStatus(answer, 200)
      return answer.json as RoomSnapshot
    }
    const untilSnapshot = (what: string, fits: (snapshot: RoomSnapshot) => boolean) => until(what, snapshot, fits)
    const all = ({ current, recent }: RoomSnapshot) => [...current ? [current] : [], ...recent]

    async function untilStatus(recordingId: string, ...statuses: RecordingStatus[]): Promise<Recording> {
      const found = (snapshot: RoomSnapshot) => all(snapshot).find(({ id, status }) => id === recordingId && statuses.includes(status))
      return found(await untilSnapshot(`recording ${recordingId} at ${statuses.join(' or ')}`, snapshot => found(snapshot) !== undefined))!
    }

    async function record(options: Record<string, unknown> = {}): Promise<Recording> {
      const answer = await host.start(options)
      demandStatus(answer, 202)
      const { current } = answer.json as RoomSnapshot
      if (!current) throw new RuleFailure(`a recording in the answer to ${answer.what}`, show(answer))
      return untilStatus(current.id, 'recording')
    }

    return {
      id,
      host,
      guest,
      stranger,
      nobody: person('caller without a token', 'nobody', null),
      async cohost() {
        const cohost = known('cohost')
        await emulator.enter(id, cohost.userId, { userName: 'Cohost', nameCard: 'Cohost' })
        await emulator.change(id, cohost.userId, { role: 'Admin' })
        // a backend may go by an answer of the last seconds
        await until('the admin to be in control', () => cohost.permissions(), ({ json }) => json?.control === true)
        return cohost
      },
      withToken: (userId, token) => person('caller', userId, token),
      snapshot,
      tasks: async () => (await emulator.tasks(id)).filter(({ leaveCode }) => leaveCode !== REPLACED),
      until: untilSnapshot,
      record,
      async recordSteadily() {
        const { id: recordingId } = await record()
        const { current } = await untilSnapshot('the recording to capture', ({ current }) => current?.id === recordingId && current.capturing === true)
        return current!
      },
      untilStatus,
      async finish(recordingId) {
        demandStatus(await host.stop(recordingId), 200, 202)
        return untilStatus(recordingId, 'ready', 'failed')
      },
      async faults(...faults) {
        cleanUps.push(() => emulator.clearFaults(id))
        await emulator.addFaults(id, faults)
      },
    }
  }

  const context: RuleContext = {
    emulator,
    identities,
    timeoutMs,
    callbackKey,
    room,
    async listen(person, headers) {
      const stream = await person.events(headers)
      cleanUps.push(stream.close)
      return stream
    },
    until,
    after(cleanUp) { cleanUps.push(cleanUp) },
    skip(why) { throw new RuleSkipped(why) },
  }

  return {
    context,
    /** Nothing of a rule goes on behind the next one. */
    async close() {
      for (const cleanUp of cleanUps.toReversed()) await cleanUp()
      ending.abort(new Error('the rule is over'))
      for (const id of rooms) await emulator.closeRoom(id)
    },
  }
}
