import type { HubEvent, HubReply } from '../src/rooms/hub-protocol.js'
import { once } from 'node:events'
import { performance } from 'node:perf_hooks'
import process from 'node:process'
import { setTimeout } from 'node:timers/promises'
import { WebSocket } from 'ws'
import { hubPath } from '../src/rooms/hub-protocol.js'

/** What the people of one measurement do. They are in order of their rooms. */
export interface Task {
  url: string
  sdkAppId: number
  rooms: number
  peoplePerRoom: number
  people: { userId: string, userSig: string }[]
  changes: number
  changesPerSecond: number
}

/** Milliseconds from each change to the moment at which the last one in its room knew. */
export interface Outcome { entering: number, delays: number[] }

const AT_ONCE = 25
const PATIENCE_MS = 30_000

interface Person { socket: WebSocket, userId: string, camera: boolean, ask: (name: string, params: object) => Promise<void> }

const waiting = new Map<string, { missing: number, known: () => void }>()
const keyOf = (userId: string, on: boolean) => `${userId} ${on}`

function hear(event: HubEvent) {
  if (event.type !== 'room' || event.event.type !== 'streamChanged') return
  const entry = waiting.get(keyOf(event.event.userId, event.event.on))
  if (entry && --entry.missing === 0) entry.known()
}

async function enter({ url, sdkAppId, peoplePerRoom, people }: Task, index: number): Promise<Person> {
  const { userId, userSig } = people[index]!
  const roomId = `bench-${Math.floor(index / peoplePerRoom)}`
  const socket = new WebSocket(`${url.replace('http', 'ws')}${hubPath}`, { perMessageDeflate: false })
  const answers = new Map<number, (reply: HubReply) => void>()
  let count = 0
  socket.on('message', data => {
    const message = JSON.parse(String(data)) as HubEvent | HubReply
    if ('type' in message) hear(message)
    else answers.get(message.id)?.(message)
  })
  await once(socket, 'open')
  async function ask(name: string, params: object) {
    const id = ++count
    const answered = new Promise<HubReply>(resolve => { answers.set(id, resolve) })
    socket.send(JSON.stringify({ id, name, params }))
    const reply = await answered
    answers.delete(id)
    if (!reply.ok) throw new Error(`${name}: ${reply.message}`)
  }
  await ask('login', { sdkAppId, userId, userSig, clientId: userId, profile: {} })
  await (index % peoplePerRoom === 0
    ? ask('createRoom', { roomId, roomType: 1, options: {} })
    : ask('joinRoom', { roomId, password: '' }))
  return { socket, userId, camera: false, ask }
}

/** Turns a camera on or off, and waits until everybody in the room has heard of it. */
async function change(person: Person, people: number): Promise<number> {
  person.camera = !person.camera
  const key = keyOf(person.userId, person.camera)
  const start = performance.now()
  const known = new Promise<number>(resolve => { waiting.set(key, { missing: people, known: () => { resolve(performance.now() - start) } }) })
  const refused = person.ask('setStream', { stream: 'camera', on: person.camera })
  const late = new AbortController()
  const delay = await Promise.race([known, setTimeout(PATIENCE_MS, null, { signal: late.signal }).catch(() => null)])
  late.abort()
  waiting.delete(key)
  await refused
  if (delay === null) throw new Error(`Not everybody heard of ${key} within ${PATIENCE_MS} ms`)
  return delay
}

async function perform(task: Task): Promise<Outcome> {
  const { rooms, peoplePerRoom, changes, changesPerSecond } = task
  const people: Person[] = []
  const began = performance.now()
  // whoever opens a room has to come first
  for (const isFirst of [true, false]) {
    const entering = task.people.map((_, index) => index).filter(index => (index % peoplePerRoom === 0) === isFirst)
    while (entering.length > 0)
      await Promise.all(entering.splice(0, AT_ONCE).map(async index => { people[index] = await enter(task, index) }))
  }
  const entering = performance.now() - began

  // at a steady pace, whether or not earlier ones are through
  const running: Promise<number>[] = []
  const start = performance.now()
  for (let index = 0; index < changes; index++) {
    await setTimeout(start + index * 1000 / changesPerSecond - performance.now())
    const room = index % rooms
    const place = Math.floor(index / rooms) % peoplePerRoom
    running.push(change(people[room * peoplePerRoom + place]!, peoplePerRoom))
  }
  const delays = await Promise.all(running)
  for (const { socket } of people) socket.terminate()
  return { entering, delays }
}

process.once('message', (task: Task) => {
  perform(task).then(outcome => process.send!(outcome), error => {
    console.error(error)
    process.exitCode = 1
  }).finally(() => { process.disconnect() })
})
