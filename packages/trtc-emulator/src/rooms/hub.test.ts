import type { AddressInfo } from 'node:net'
import type { HubCommandName, HubCommands, HubEvent, HubMessage, HubRoomEvent } from './hub-protocol.js'
import type { HubOptions } from './hub.js'
import { once } from 'node:events'
import { createServer } from 'node:http'
import { afterEach, describe, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import { hubClose, hubErrors, hubPath } from './hub-protocol.js'
import { attachHub } from './hub.js'
import { createRoomService } from './room-service.js'

const cleanups: (() => unknown)[] = []
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup()
})

/** Every user's good UserSig is `sig-<userId>` here; the real check has its own tests. */
async function startHub(options: Partial<HubOptions> = {}) {
  const rooms = createRoomService()
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const hub = attachHub(server, {
    rooms,
    sdkAppId: 1400000001,
    recording: { start: () => false, stop: () => {} },
    verifyUserSig: (userSig, userId) => userSig === 'old' ? 'expired' : userSig === `sig-${userId}` ? null : 'wrongSignature',
    onError: error => { throw error },
    ...options,
  })
  cleanups.push(async () => {
    await hub.close()
    server.close()
  })
  const url = `ws://127.0.0.1:${(server.address() as AddressInfo).port}`
  const log: string[] = []
  rooms.subscribe(event => { log.push(event.type === 'streamChanged' ? `${event.stream} ${event.on ? 'on' : 'off'}` : event.type === 'userLeft' ? `userLeft ${event.reason}` : event.type) })

  async function connect() {
    const socket = new WebSocket(url + hubPath)
    cleanups.push(() => { socket.terminate() })
    await once(socket, 'open')
    return page(socket)
  }

  async function visit(userId: string, clientId = `page-of-${userId}`) {
    const client = await connect()
    const { snapshot } = await client.ask('login', { sdkAppId: 1400000001, userId, userSig: `sig-${userId}`, clientId, profile: { userName: userId.toUpperCase() } })
    return Object.assign(client, { userId, snapshot })
  }

  /** Resolves with the next change of a room that `is` holds for. */
  function change(is: (line: string) => boolean) {
    return new Promise<void>(resolve => {
      const stop = rooms.subscribe(() => {
        if (!is(log.at(-1)!)) return
        stop()
        resolve()
      })
    })
  }

  return { rooms, hub, url, log, connect, visit, change }
}

type Told = HubRoomEvent | Exclude<HubEvent, { type: 'room' }>

function page(socket: WebSocket) {
  let nextId = 1
  const waiting = new Map<number, (message: HubMessage) => void>()
  const heard: HubEvent[] = []
  let wake = () => {}
  socket.on('message', data => {
    const message = JSON.parse(String(data)) as HubMessage
    if ('id' in message) waiting.get(message.id)?.(message)
    else heard.push(message)
    wake()
  })

  async function ask<Name extends HubCommandName>(name: Name, params: HubCommands[Name][0]): Promise<HubCommands[Name][1]> {
    const id = nextId++
    const answered = new Promise<HubMessage>(resolve => waiting.set(id, resolve))
    socket.send(JSON.stringify({ id, name, params }))
    const answer = await answered
    if ('ok' in answer && answer.ok) return answer.result as HubCommands[Name][1]
    throw Object.assign(new Error('refused'), answer)
  }

  return {
    socket,
    heard,
    ask,
    /** The next event of a kind, from those not waited for yet. */
    async next<T extends Told['type']>(type: T): Promise<Told & { type: T }> {
      for (;;) {
        const index = heard.findIndex(event => (event.type === 'room' ? event.event.type : event.type) === type)
        const [event] = index < 0 ? [] : heard.splice(index, 1)
        if (event) return (event.type === 'room' ? event.event : event) as Told & { type: T }
        await new Promise<void>(resolve => { wake = resolve })
      }
    },
    closed: once(socket, 'close').then(([code]) => code as number),
    /** Cuts the line without a word, as a lost network does. */
    cut: () => { socket.terminate() },
    /** Says good-bye as a browser does when its page goes away. */
    goAway: () => { socket.close(1001) },
  }
}

async function meeting(names: string[], options?: Partial<HubOptions>) {
  const stage = await startHub(options)
  const people = []
  for (const name of names) {
    const person = await stage.visit(name)
    await (people.length === 0
      ? person.ask('createRoom', { roomId: 'r1', roomType: 1, options: {} })
      : person.ask('joinRoom', { roomId: 'r1', password: '' }))
    people.push(person)
  }
  for (const person of people) {
    // everybody has heard of everybody once the last one's entry came
    if (person !== people.at(-1)) {
      while ((await person.next('userEntered')).user.userId !== names.at(-1));
    }
  }
  return { ...stage, people: people as [typeof people[0], typeof people[0], typeof people[0]], room: stage.rooms.find('r1')! }
}

const refusal = (reason: keyof typeof hubErrors) => ({ ok: false, code: hubErrors[reason] })

describe('logging in', () => {
  it.each([
    ['a forged UserSig', { userSig: 'forged' }, 'userSigInvalid'],
    ['an expired UserSig', { userSig: 'old' }, 'userSigExpired'],
    ['somebody else\'s UserSig', { userSig: 'sig-bob' }, 'userSigInvalid'],
    ['another app\'s id', { sdkAppId: 1 }, 'userSigOfAnotherApp'],
    ['no user', { userId: '' }, 'invalidParameter'],
  ] as const)('with %s is refused with the service\'s code', async (_, wrong, reason) => {
    const { connect } = await startHub()
    const client = await connect()
    const login = client.ask('login', { sdkAppId: 1400000001, userId: 'alice', userSig: 'sig-alice', clientId: 'c', profile: {}, ...wrong })
    await expect(login).rejects.toMatchObject(refusal(reason))
    await expect(client.ask('createRoom', { roomId: 'r1', roomType: 1, options: {} })).rejects.toMatchObject(refusal('notLoggedIn'))
  })

  it('has to happen in time', async () => {
    const { connect } = await startHub({ loginTimeoutMs: 1 })
    expect(await (await connect()).closed).toBe(hubClose.notLoggedIn)
  })

  it('ends the same user\'s other page', async () => {
    const { visit, log } = await startHub()
    const first = await visit('alice', 'first')
    await first.ask('createRoom', { roomId: 'r1', roomType: 1, options: {} })
    const second = await visit('alice', 'second')
    expect(await first.closed).toBe(hubClose.replaced)
    expect(second.snapshot).toBeNull()
    const { users } = await second.ask('createRoom', { roomId: 'r1', roomType: 1, options: {} })
    expect(users.map(({ userId, role }) => [userId, role])).toEqual([['alice', 'Owner']])
    expect(log).not.toContain('userLeft left')
  })

  it.each(['not json', '{"id":1,"name":"dance"}', '[]', '"login"'])('gives up on a connection that says %j', async text => {
    const { connect } = await startHub()
    const client = await connect()
    client.socket.send(text)
    expect(await client.closed).toBe(hubClose.badMessage)
  })

  it('is only offered at the hub\'s own path', async () => {
    const { url } = await startHub()
    const socket = new WebSocket(`${url}/elsewhere`)
    const [error] = await once(socket, 'error') as [Error]
    expect(error.message).toContain('400')
  })
})

describe('rooms', () => {
  it('belong to who created them, and others join', async () => {
    const { people: [alice, bob], room } = await meeting(['alice', 'bob'])
    expect(room.ownerId).toBe('alice')
    expect(await bob.ask('sync', {})).toMatchObject({
      room: { roomId: 'r1', ownerId: 'alice', ownerName: 'ALICE', userCount: 2, hasPassword: false },
      users: [{ userId: 'alice', role: 'Owner', userName: 'ALICE' }, { userId: 'bob', role: 'Member', userName: 'BOB' }],
    })
    await expect(bob.ask('createRoom', { roomId: 'r1', roomType: 1, options: {} })).rejects.toMatchObject(refusal('roomIdOccupied'))
    await expect(alice.ask('joinRoom', { roomId: 'r2', password: '' })).rejects.toMatchObject(refusal('alreadyInOtherRoom'))
    await alice.ask('leaveRoom', {})
    await expect(alice.ask('joinRoom', { roomId: 'r2', password: '' })).rejects.toMatchObject(refusal('roomIdNotExist'))
    await expect(alice.ask('leaveRoom', {})).rejects.toMatchObject(refusal('notInRoom'))
  })

  it('with a password let in who knows it, and the owner', async () => {
    const { visit } = await startHub()
    const [alice, bob] = [await visit('alice'), await visit('bob')]
    await alice.ask('createRoom', { roomId: 'r1', roomType: 1, options: { password: '123456' } })
    await expect(bob.ask('joinRoom', { roomId: 'r1', password: '' })).rejects.toMatchObject(refusal('needPassword'))
    await expect(bob.ask('joinRoom', { roomId: 'r1', password: '000000' })).rejects.toMatchObject(refusal('wrongPassword'))
    expect(JSON.stringify(await bob.ask('getRoom', { roomId: 'r1' }))).not.toContain('123456')
    expect(await bob.ask('joinRoom', { roomId: 'r1', password: '123456' })).toMatchObject({ password: '123456', room: { hasPassword: true } })
    await alice.ask('leaveRoom', {})
    expect(await alice.ask('joinRoom', { roomId: 'r1', password: '' })).toMatchObject({ users: [{ userId: 'bob' }, { userId: 'alice', role: 'Owner' }] })
  })

  it('are taken over by whoever creates them when nobody is left', async () => {
    const { people: [alice], visit } = await meeting(['alice'])
    await alice.ask('leaveRoom', {})
    const bob = await visit('bob')
    expect(await bob.ask('createRoom', { roomId: 'r1', roomType: 1, options: { roomName: 'Bob\'s' } }))
      .toMatchObject({ room: { ownerId: 'bob', roomName: 'Bob\'s' }, users: [{ userId: 'bob', role: 'Owner' }] })
  })

  it('hold no more people than allowed', async () => {
    const { visit } = await meeting(['alice', 'bob'], { maxUsers: 2 })
    await expect((await visit('carol')).ask('joinRoom', { roomId: 'r1', password: '' })).rejects.toMatchObject(refusal('roomUserFull'))
  })

  it('end for everybody with one message', async () => {
    const { people: [alice, bob, carol], rooms } = await meeting(['alice', 'bob', 'carol'])
    await expect(bob.ask('endRoom', {})).rejects.toMatchObject(refusal('needOwner'))
    await alice.ask('endRoom', {})
    expect(await bob.next('roomEnded')).toEqual({ type: 'roomEnded', roomId: 'r1', by: 'alice' })
    expect(await carol.next('roomEnded')).toMatchObject({ by: 'alice' })
    expect(rooms.find('r1')).toBeUndefined()
    expect(bob.heard).toEqual([])
    await expect(bob.ask('sync', {})).rejects.toMatchObject(refusal('notInRoom'))
  })

  it('number every event, the same for all, onwards from the snapshot', async () => {
    const { people: [alice], visit } = await meeting(['alice'])
    const bob = await visit('bob')
    const { revision } = await bob.ask('joinRoom', { roomId: 'r1', password: '' })
    alice.heard.length = 0
    await alice.ask('setStream', { stream: 'camera', on: true })
    await bob.ask('setStream', { stream: 'microphone', on: true })
    await alice.ask('setStream', { stream: 'camera', on: false })
    await bob.ask('setStream', { stream: 'microphone', on: false })
    await alice.ask('sync', {})
    expect(bob.heard.map(event => event.type === 'room' && event.revision)).toEqual([1, 2, 3, 4].map(step => revision + step))
    expect(alice.heard.slice(-4)).toEqual(bob.heard)
  })

  it('refuse what is no room id', async () => {
    const { visit } = await startHub()
    await expect((await visit('alice')).ask('createRoom', { roomId: 'r/1', roomType: 1, options: {} })).rejects.toMatchObject({ ...refusal('invalidParameter'), message: expect.stringContaining('roomId') })
  })
})

describe('devices', () => {
  it('are on exactly while somebody sends', async () => {
    const { people: [alice, bob], log } = await meeting(['alice', 'bob'])
    log.length = 0
    await alice.ask('setStream', { stream: 'camera', on: true })
    await alice.ask('setStream', { stream: 'camera', on: true })
    await alice.ask('setStream', { stream: 'screen', on: true })
    await expect(bob.ask('setStream', { stream: 'screen', on: true })).rejects.toMatchObject(refusal('requestConflict'))
    await alice.ask('setStream', { stream: 'camera', on: false })
    expect(log).toEqual(['camera on', 'screen on', 'camera off'])
    expect(await bob.next('streamChanged')).toEqual({ type: 'streamChanged', userId: 'alice', stream: 'camera', on: true, by: 'alice' })
  })

  it('of members close when they are disabled for all, and need an admin to open', async () => {
    const { people: [alice, bob], room } = await meeting(['alice', 'bob'])
    await alice.ask('setStream', { stream: 'camera', on: true })
    await bob.ask('setStream', { stream: 'camera', on: true })
    await expect(bob.ask('disableAllDevices', { device: 'camera', disable: true })).rejects.toMatchObject(refusal('needAdmin'))
    await alice.ask('disableAllDevices', { device: 'camera', disable: true })
    expect(await bob.next('roomUpdated')).toMatchObject({ room: { isAllCameraDisabled: true }, by: 'alice' })
    expect([...room.users.values()].map(({ camera }) => camera)).toEqual([true, false])
    await expect(bob.ask('setStream', { stream: 'camera', on: true })).rejects.toMatchObject(refusal('cameraNeedsPermission'))

    const { requestId } = await bob.ask('requestDevice', { kind: 'apply', userId: '', device: 'camera', timeoutSeconds: 0 })
    expect(await alice.next('requestReceived')).toMatchObject({ request: { requestId, kind: 'apply', device: 'camera', from: { userId: 'bob' } } })
    await expect(bob.ask('answerRequest', { requestId, agree: true })).rejects.toMatchObject(refusal('requestNoPermission'))
    await alice.ask('answerRequest', { requestId, agree: true })
    expect(await bob.next('requestAnswered')).toMatchObject({ outcome: 'accepted', by: { userId: 'alice' } })
    await bob.ask('setStream', { stream: 'camera', on: true })
    await alice.ask('closeDevice', { userId: 'bob', device: 'camera' })
    expect(await bob.next('deviceClosed')).toMatchObject({ device: 'camera', by: { userId: 'alice' } })
    await expect(bob.ask('setStream', { stream: 'camera', on: true })).rejects.toMatchObject(refusal('cameraNeedsPermission'))
  })

  it('are opened on invitation, which every other page of the asked stops showing', async () => {
    const { people: [alice, bob] } = await meeting(['alice', 'bob'])
    const invite = { kind: 'invite', userId: 'bob', device: 'microphone', timeoutSeconds: 60 } as const
    await expect(bob.ask('requestDevice', { ...invite, userId: 'alice' })).rejects.toMatchObject(refusal('needAdmin'))
    const { requestId } = await alice.ask('requestDevice', invite)
    await expect(alice.ask('requestDevice', invite)).rejects.toMatchObject(refusal('requestConflict'))
    await bob.next('requestReceived')
    await bob.ask('answerRequest', { requestId, agree: false })
    expect(await alice.next('requestAnswered')).toMatchObject({ outcome: 'rejected', by: { userId: 'bob' } })
    await expect(bob.ask('answerRequest', { requestId, agree: true })).rejects.toMatchObject(refusal('requestIdInvalid'))

    const again = await alice.ask('requestDevice', invite)
    await alice.ask('cancelRequest', { requestId: again.requestId })
    expect(await bob.next('requestClosed')).toMatchObject({ outcome: 'cancelled', request: { requestId: again.requestId } })
  })

  it('stay closed when nobody answers in time', async () => {
    const { people: [alice, bob] } = await meeting(['alice', 'bob'])
    await bob.ask('requestDevice', { kind: 'apply', userId: '', device: 'screen', timeoutSeconds: 0.001 })
    expect(await bob.next('requestAnswered')).toMatchObject({ outcome: 'timeout', by: null })
    expect(await alice.next('requestClosed')).toMatchObject({ outcome: 'timeout' })
  })
})

describe('roles', () => {
  it('pass from the owner on: new owner first, then the old one as a member', async () => {
    const { people: [alice, bob, carol] } = await meeting(['alice', 'bob', 'carol'])
    await expect(bob.ask('changeRole', { userId: 'carol', role: 'Admin' })).rejects.toMatchObject(refusal('needOwner'))
    await alice.ask('changeRole', { userId: 'bob', role: 'Admin' })
    expect(await carol.next('userUpdated')).toMatchObject({ user: { userId: 'bob', role: 'Admin' }, by: 'alice' })
    await alice.ask('changeRole', { userId: 'bob', role: 'Owner' })
    expect(await carol.next('userUpdated')).toMatchObject({ user: { userId: 'bob', role: 'Owner' } })
    expect(await carol.next('userUpdated')).toMatchObject({ user: { userId: 'alice', role: 'Member' } })
    expect(await carol.next('roomUpdated')).toMatchObject({ room: { ownerId: 'bob' } })
    await expect(alice.ask('endRoom', {})).rejects.toMatchObject(refusal('needOwner'))
  })

  it('decide who may send whom away', async () => {
    const { people: [alice, bob, carol] } = await meeting(['alice', 'bob', 'carol'])
    await alice.ask('changeRole', { userId: 'bob', role: 'Admin' })
    await expect(bob.ask('kick', { userId: 'alice' })).rejects.toMatchObject(refusal('permissionDenied'))
    await expect(bob.ask('kick', { userId: 'nobody' })).rejects.toMatchObject(refusal('userNotExist'))
    await bob.ask('kick', { userId: 'carol' })
    expect(await carol.next('kicked')).toEqual({ type: 'kicked', roomId: 'r1', reason: 'byAdmin', by: 'bob' })
    expect(await alice.next('userLeft')).toMatchObject({ userId: 'carol', reason: 'kicked' })
    await expect(carol.ask('setStream', { stream: 'camera', on: true })).rejects.toMatchObject(refusal('notInRoom'))
  })

  it('let members change their own name card and admins everybody\'s below them', async () => {
    const { people: [alice, bob], room } = await meeting(['alice', 'bob'])
    await bob.ask('changeNameCard', { userId: 'bob', nameCard: '<i>Bob</i>' })
    await expect(bob.ask('changeNameCard', { userId: 'alice', nameCard: 'x' })).rejects.toMatchObject(refusal('needAdmin'))
    await alice.ask('changeNameCard', { userId: 'bob', nameCard: 'Robert' })
    await alice.ask('setCustomInfo', { userId: 'bob', customInfo: { seat: '4' } })
    await alice.ask('disableMessages', { userId: 'bob', disable: true })
    expect(room.users.get('bob')).toMatchObject({ nameCard: 'Robert', customInfo: { seat: '4' }, isMessageDisabled: true })
    await alice.ask('disableAllMessages', { disable: true })
    await alice.ask('updateRoom', { roomName: 'Retro', password: '222222' })
    expect(await bob.ask('sync', {})).toMatchObject({ room: { roomName: 'Retro', isAllMessageDisabled: true, hasPassword: true }, password: '222222' })
  })
})

describe('a connection', () => {
  it('that is lost keeps place and streams, and the same page comes back to both', async () => {
    const { people: [alice, bob], visit, log } = await meeting(['alice', 'bob'])
    await bob.ask('setStream', { stream: 'camera', on: true })
    bob.cut()
    await bob.closed
    const again = await visit('bob')
    expect(again.snapshot).toMatchObject({ room: { roomId: 'r1' }, users: [{ userId: 'alice' }, { userId: 'bob', camera: true }] })
    await alice.ask('setStream', { stream: 'microphone', on: true })
    expect(await again.next('streamChanged')).toMatchObject({ userId: 'alice', stream: 'microphone' })
    expect(log).not.toContain('camera off')
    expect(log.some(line => line.startsWith('userLeft'))).toBe(false)
  })

  it('that stays lost times out', async () => {
    const { people: [alice, bob], change } = await meeting(['alice', 'bob'], { reconnectGraceMs: 5 })
    const left = change(line => line === 'userLeft timeout')
    bob.cut()
    await left
    expect(await alice.next('userLeft')).toMatchObject({ userId: 'bob', reason: 'timeout' })
  })

  it('of a closed page ends the streams at once and the place soon after', async () => {
    const { people: [alice, bob], change, log } = await meeting(['alice', 'bob'], { reloadGraceMs: 5 })
    await bob.ask('setStream', { stream: 'camera', on: true })
    log.length = 0
    const left = change(line => line === 'userLeft left')
    bob.goAway()
    await left
    expect(log).toEqual(['camera off', 'userLeft left'])
    expect(await alice.next('userLeft')).toMatchObject({ userId: 'bob', reason: 'left' })
  })

  it('of a reloaded page gives the place to the next page of the same user', async () => {
    const { people: [alice], visit, change, log, room } = await meeting(['alice'])
    await alice.ask('setStream', { stream: 'camera', on: true })
    const off = change(line => line === 'camera off')
    alice.goAway()
    await off
    const reloaded = await visit('alice', 'reloaded')
    await reloaded.ask('createRoom', { roomId: 'r1', roomType: 1, options: {} })
    expect(room.ownerId).toBe('alice')
    expect(log).toEqual(['roomCreated', 'userEntered', 'camera on', 'camera off'])
  })

  it('of a page that goes to another room leaves the first one', async () => {
    const { people: [alice, bob], visit } = await meeting(['alice', 'bob'])
    bob.goAway()
    await bob.closed
    await (await visit('bob', 'reloaded')).ask('createRoom', { roomId: 'r2', roomType: 1, options: {} })
    expect(await alice.next('userLeft')).toMatchObject({ userId: 'bob' })
  })

  it('that answers no ping is given up', async () => {
    const { people: [alice, bob] } = await meeting(['alice', 'bob'], { heartbeatMs: 20, reconnectGraceMs: 5 })
    bob.socket.pong = () => {}
    Object.assign(bob.socket, { _autoPong: false })
    expect(await alice.next('userLeft')).toMatchObject({ userId: 'bob', reason: 'timeout' })
  })
})

describe('changes made elsewhere', () => {
  it('reach the pages as well: entering, streams, removal, the end', async () => {
    const { people: [alice, bob], rooms, room } = await meeting(['alice', 'bob'])
    rooms.enter('r1', { userId: 'robot', userName: 'Robot' })
    expect(await alice.next('userEntered')).toMatchObject({ user: { userId: 'robot', userName: 'Robot', role: 'Member' } })
    rooms.update(room, 'robot', { camera: true })
    expect(await alice.next('streamChanged')).toMatchObject({ userId: 'robot', stream: 'camera', by: null })
    rooms.leave(room, 'bob', 'kicked')
    expect(await bob.next('kicked')).toMatchObject({ reason: 'byServer', by: null })
    rooms.close(room)
    expect(await alice.next('roomEnded')).toMatchObject({ by: null })
  })
})

describe('a full room', () => {
  it('of 300 hears of a camera with one message each', async () => {
    const { people: [alice], visit, rooms } = await meeting(['alice'])
    const crowd = await Promise.all(Array.from({ length: 299 }, async (_, index) => {
      const person = await visit(`user-${index}`)
      await person.ask('joinRoom', { roomId: 'r1', password: '' })
      return person
    }))
    expect(rooms.find('r1')?.users.size).toBe(300)
    await alice.ask('setStream', { stream: 'camera', on: true })
    const told = await Promise.all(crowd.map(person => person.next('streamChanged')))
    expect(new Set(told.map(event => JSON.stringify(event))).size).toBe(1)
    expect(crowd.every(({ heard }) => heard.filter(event => event.type === 'room' && event.event.type === 'streamChanged').length === 0)).toBe(true)
  }, 60_000)
})
