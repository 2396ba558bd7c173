import type { HubCommandName, HubEvent, HubReply } from './hub-protocol.js'
import { once } from 'node:events'
import fc from 'fast-check'
import { expect, it, onTestFinished } from 'vitest'
import { WebSocket } from 'ws'
import { sdkAppId, soon, startEmulator, userSig } from '../../testing/fixture.js'
import { hubClose, hubErrors, hubPath } from './hub-protocol.js'
import { commandSchemas } from './hub-schemas.js'

async function connect(url: string) {
  const socket = new WebSocket(url.replace('http', 'ws') + hubPath)
  onTestFinished(() => { socket.terminate() })
  socket.on('error', () => {})
  const closed = once(socket, 'close').then(([code]) => code as number)
  await once(socket, 'open')
  let count = 0
  const waiting = new Map<number, (reply: HubReply) => void>()
  socket.on('message', data => {
    const message = JSON.parse(String(data)) as HubEvent | HubReply
    if ('id' in message) waiting.get(message.id)?.(message)
  })
  async function ask(name: HubCommandName, params: unknown): Promise<HubReply> {
    const id = ++count
    const answered = new Promise<HubReply>(resolve => { waiting.set(id, resolve) })
    socket.send(JSON.stringify({ id, name, params }))
    return answered
  }
  const login = (userId: string) => ask('login', { sdkAppId, userId, userSig: userSig(userId), clientId: userId, profile: {} })
  return { socket, closed, ask, login }
}

async function setUp() {
  const { url, control } = await startEmulator()
  const alice = await connect(url)
  await alice.login('alice')
  expect(await alice.ask('createRoom', { roomId: 'r1', roomType: 1, options: {} })).toMatchObject({ ok: true })
  const room = control.rooms.find('r1')!
  return { url, control, alice, room, stillServes: async () => { expect(await alice.ask('sync', {})).toMatchObject({ ok: true }) } }
}

it.each([
  ['no JSON', 'hello'],
  ['a list', '[]'],
  ['a number', '7'],
  ['a command that there is not', '{"id":1,"name":"format"}'],
  ['a command by an inherited name', '{"id":1,"name":"constructor","params":{}}'],
  ['an id that is text', '{"id":"1","name":"login","params":{}}'],
  ['bytes', Buffer.from([0xFF, 0x00, 0xFE])],
])('a page that sends %s is cut off, and nobody else notices', async (_, frame) => {
  const { url, stillServes } = await setUp()
  const page = await connect(url)
  page.socket.send(frame)
  expect(await page.closed).toBe(hubClose.badMessage)
  await stillServes()
})

it('a page that sends a huge message is cut off', async () => {
  const { url, stillServes } = await setUp()
  const page = await connect(url)
  page.socket.send(JSON.stringify({ id: 1, name: 'login', params: { userSig: 'x'.repeat(1_000_000) } }))
  expect([1006, 1009]).toContain(await page.closed)
  await stillServes()
})

it('whatever else it sends is answered, and is no failure of the emulator', async () => {
  const { url, stillServes } = await setUp()
  const page = await connect(url)
  await page.login('mallory')
  await page.ask('joinRoom', { roomId: 'r1', password: '' })
  const names = (Object.keys(commandSchemas) as HubCommandName[]).filter(name => name !== 'login')
  const value = fc.oneof(fc.constantFrom('alice', 'mallory', 'r1', 'camera', 'Owner', '', true, 1), fc.jsonValue({ maxDepth: 2 }))
  const params = fc.oneof(value, fc.dictionary(fc.constantFrom('roomId', 'roomType', 'options', 'userId', 'role', 'stream', 'device', 'on', 'disable', 'kind', 'customInfo', 'requestId', 'agree', 'password', '__proto__'), value))
  await fc.assert(fc.asyncProperty(fc.constantFrom(...names), params, async (name, given) => {
    const reply = await page.ask(name, given)
    expect('code' in reply && reply.code === hubErrors.failed).toBe(false)
  }), { numRuns: 300 })
  await stillServes()
})

it('a page that logs in as somebody else gives up its first place', async () => {
  const { url, room, control } = await setUp()
  const page = await connect(url)
  await page.login('bob')
  await page.ask('joinRoom', { roomId: 'r1', password: '' })
  expect(room.users.has('bob')).toBe(true)
  await page.login('carol')
  page.socket.terminate()
  await control.until(() => !room.users.has('bob'), soon())
})

it('a page that asks and never reads is cut off', async () => {
  const { url, alice, room, control } = await setUp()
  for (let index = 0; index < 200; index++) control.rooms.enter('r1', { userId: `person-${index}`, avatarUrl: 'x'.repeat(500) })
  const page = await connect(url)
  await page.login('bob')
  await page.ask('joinRoom', { roomId: 'r1', password: '' })
  await page.ask('setStream', { stream: 'camera', on: true })
  const cut = once(page.socket, 'close')
  page.socket.pause()
  for (let index = 0; index < 600; index++) page.socket.send(JSON.stringify({ id: 1000 + index, name: 'sync', params: {} }))
  // its place is kept for a moment; the next page of the same user finds it free
  expect(await alice.ask('sync', {})).toMatchObject({ ok: true })
  page.socket.resume()
  await cut
  expect(room.users.has('bob')).toBe(true)
})

it('custom information does not grow without end', async () => {
  const { alice, room } = await setUp()
  const some = (from: number) => Object.fromEntries(Array.from({ length: 50 }, (_, index) => [`key-${from + index}`, 'x'.repeat(1000)]))
  const replies: HubReply[] = []
  for (let from = 0; from < 500; from += 50) replies.push(await alice.ask('setCustomInfo', { userId: 'alice', customInfo: some(from) }))
  expect(replies.at(-1)).toMatchObject({ ok: false, code: hubErrors.invalidParameter })
  expect(JSON.stringify(room.users.get('alice')!.customInfo).length).toBeLessThan(100_000)
})
