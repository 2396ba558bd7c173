import type { AddressInfo } from 'node:net'
import type { HubClientEvent } from './hub-client.js'
import type { RoomExit } from './room-session.js'
import type { RoomChange } from './room-state.js'
import { once } from 'node:events'
import { createServer } from 'node:http'
import { afterEach, describe, expect, it } from 'vitest'
import { WebSocket as NodeWebSocket } from 'ws'
import { hubErrors, hubPath } from '../rooms/hub-protocol.js'
import { attachHub } from '../rooms/hub.js'
import { createRoomService } from '../rooms/room-service.js'
import { HubClient, HubUnreachableError } from './hub-client.js'
import { RoomSession } from './room-session.js'

const cleanups: (() => unknown)[] = []
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup()
})

/** The emulator's hub on a port of its own, which can go away and come back with nothing in memory. */
async function emulator() {
  let running: { close: () => Promise<void>, rooms: ReturnType<typeof createRoomService> } | null = null
  let port = 0

  async function start() {
    const rooms = createRoomService()
    const server = createServer().listen(port, '127.0.0.1')
    await once(server, 'listening')
    port = (server.address() as AddressInfo).port
    const hub = attachHub(server, { rooms, sdkAppId: 1, recording: { start: () => false, stop: () => {} }, verifyUserSig: userSig => userSig === 'good' ? null : 'expired' })
    running = {
      rooms,
      async close() {
        running = null
        await hub.close()
        server.closeAllConnections()
        await new Promise(resolve => { server.close(resolve) })
      },
    }
  }
  await start()
  cleanups.push(() => running?.close())
  return {
    start,
    stop: () => running!.close(),
    get rooms() { return running!.rooms },
    url: () => `ws://127.0.0.1:${port}${hubPath}`,
  }
}

async function visitor(url: () => string, userId: string, { userSig = 'good' } = {}) {
  const sockets: NodeWebSocket[] = []
  const hub = new HubClient({
    url,
    minPauseMs: 5,
    maxPauseMs: 20,
    connect: address => {
      const socket = new NodeWebSocket(address)
      // browsers tell of a failed connection by closing only
      socket.on('error', () => {})
      sockets.push(socket)
      return socket as unknown as WebSocket
    },
  })
  const heard: (string | RoomExit)[] = []
  const waiting = new Set<() => void>()
  const note = (line: string | RoomExit) => {
    heard.push(line)
    for (const wake of waiting) wake()
  }
  const describeChange = (change: RoomChange) => change.type === 'room' ? 'room' : `${change.user.userId} ${change.type}`
  hub.subscribe((event: HubClientEvent) => { if (event.type !== 'event') note(event.type) })
  const session = new RoomSession({
    hub,
    rejoinPauseMs: 5,
    onChange: change => { note(describeChange(change)) },
    onExit: exit => { note(exit) },
  })
  cleanups.push(() => { hub.logout() })
  return {
    hub,
    session,
    heard,
    login: () => hub.login({ sdkAppId: 1, userId, userSig }),
    /** Resolves once `check` holds, looking again after everything that is heard. */
    async until(check: () => boolean) {
      while (!check()) {
        await new Promise<void>(resolve => {
          waiting.add(() => { resolve() })
        })
      }
      waiting.clear()
    },
    cut: () => { sockets.at(-1)!.terminate() },
  }
}

async function meeting(names: string[]) {
  const stage = await emulator()
  const people = []
  for (const name of names) {
    const person = await visitor(stage.url, name)
    await person.login()
    await (people.length === 0 ? person.session.create({ roomId: 'r', roomType: 1, options: { password: '123456' } }) : person.session.join('r', '123456'))
    people.push(person)
  }
  return { stage, people: people as [typeof people[0], typeof people[0]] }
}

describe('a page', () => {
  it('knows who is in its room and hears what changes', async () => {
    const { people: [alice, bob] } = await meeting(['alice', 'bob'])
    await alice.until(() => alice.heard.includes('bob entered'))
    expect(alice.session.self).toMatchObject({ userId: 'alice', role: 'Owner' })
    expect(bob.session.state?.users.map(({ userId }) => userId)).toEqual(['alice', 'bob'])
    await bob.hub.ask('setStream', { stream: 'camera', on: true })
    await alice.until(() => alice.session.state?.user('bob')?.camera === true)
  })

  it('is told when somebody else ends the room, and not when it does so itself', async () => {
    const { people: [alice, bob] } = await meeting(['alice', 'bob'])
    await alice.session.end()
    await bob.until(() => bob.heard.some(line => typeof line === 'object'))
    expect(bob.heard.at(-1)).toEqual({ type: 'ended', by: 'alice' })
    expect(bob.session.state).toBeNull()
    await alice.hub.ask('getRoom', { roomId: 'r' }).catch(() => {})
    expect(alice.heard.some(line => typeof line === 'object')).toBe(false)
  })

  it('stays in the room when ending it is refused', async () => {
    const { people: [, bob] } = await meeting(['alice', 'bob'])
    await expect(bob.session.end()).rejects.toMatchObject({ code: hubErrors.needOwner })
    expect(bob.session.state?.room.roomId).toBe('r')
  })

  it('is told that it was sent away', async () => {
    const { people: [alice, bob] } = await meeting(['alice', 'bob'])
    await alice.hub.ask('kick', { userId: 'bob' })
    await bob.until(() => bob.heard.some(line => typeof line === 'object'))
    expect(bob.heard.at(-1)).toEqual({ type: 'kicked', reason: 'byAdmin', by: 'alice' })
  })

  it('gives way to another page of the same user and does not fight for the place', async () => {
    const { stage, people: [alice, bob] } = await meeting(['alice', 'bob'])
    const second = await visitor(stage.url, 'bob')
    await second.login()
    await bob.until(() => bob.heard.includes('replaced'))
    expect(bob.hub.userId).toBeNull()
    expect(bob.session.state).toBeNull()
    await second.session.join('r', '')
    expect(alice.heard).not.toContain('bob left')
  })
})

describe('a lost line', () => {
  it('is mended, and what happened meanwhile is told as changes', async () => {
    const { people: [alice, bob] } = await meeting(['alice', 'bob'])
    await bob.hub.ask('setStream', { stream: 'camera', on: true })
    bob.cut()
    await bob.until(() => bob.heard.includes('lost'))
    await alice.hub.ask('setStream', { stream: 'microphone', on: true })
    await bob.until(() => bob.session.state?.user('alice')?.microphone === true)
    expect(bob.heard).toContain('reconnected')
    expect(bob.session.self?.camera).toBe(true)
    expect(alice.heard).not.toContain('bob left')
  })

  it('fails what is asked until it is mended', async () => {
    const { stage, people: [alice] } = await meeting(['alice'])
    await stage.stop()
    await alice.until(() => alice.heard.includes('lost'))
    await expect(alice.hub.ask('setStream', { stream: 'camera', on: true })).rejects.toBeInstanceOf(HubUnreachableError)
  })

  it('with a restarted emulator brings everybody and their streams back into the same room', async () => {
    const { stage, people: [alice, bob] } = await meeting(['alice', 'bob'])
    await bob.hub.ask('setStream', { stream: 'camera', on: true })
    await alice.until(() => alice.session.state?.user('bob')?.camera === true)
    await stage.stop()
    await stage.start()
    await alice.until(() => alice.heard.includes('reconnected') && alice.session.state?.user('bob')?.camera === true && stage.rooms.find('r')?.users.size === 2)
    expect(stage.rooms.find('r')).toMatchObject({ ownerId: 'alice' })
    expect(stage.rooms.find('r')?.users.get('bob')?.camera).toBe(true)
    expect((await bob.hub.ask('sync', {})).password).toBe('123456')
  })

  it('over which the room was ended ends it here, too', async () => {
    const { stage, people: [, bob] } = await meeting(['alice', 'bob'])
    bob.cut()
    stage.rooms.close(stage.rooms.find('r')!, 'alice')
    await bob.until(() => bob.heard.some(line => typeof line === 'object'))
    expect(bob.heard.at(-1)).toEqual({ type: 'ended', by: null })
  })
})

describe('logging in', () => {
  it('fails plainly where no emulator runs', async () => {
    const stage = await emulator()
    await stage.stop()
    const alice = await visitor(stage.url, 'alice')
    await expect(alice.login()).rejects.toMatchObject({ name: 'HubUnreachableError', code: 2801 })
    expect(alice.heard).toEqual([])
    await stage.start()
    await expect(alice.login()).resolves.toMatchObject({ snapshot: null })
  })

  it('with an old UserSig says so', async () => {
    const stage = await emulator()
    const alice = await visitor(stage.url, 'alice', { userSig: 'old' })
    await expect(alice.login()).rejects.toMatchObject({ code: hubErrors.userSigExpired })
  })
})
