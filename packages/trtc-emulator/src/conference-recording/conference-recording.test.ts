import type { HubCommandName, HubEvent, HubMessage, HubRoom } from '../rooms/hub-protocol.js'
import { once } from 'node:events'
import { describe, expect, it, onTestFinished } from 'vitest'
import { WebSocket } from 'ws'
import { sdkAppId, soon, startEmulator, startReceiver, userSig } from '../../testing/fixture.js'
import { hubErrors, hubPath } from '../rooms/hub-protocol.js'

async function visit(url: string, userId: string) {
  const socket = new WebSocket(url.replace('http', 'ws') + hubPath)
  onTestFinished(() => { socket.terminate() })
  await once(socket, 'open')
  const messages: HubMessage[] = []
  const listeners = new Set<() => void>()
  socket.on('message', data => {
    messages.push(JSON.parse(String(data)) as HubMessage)
    for (const listener of listeners) listener()
  })
  /** Resolves with the first message that `pick` finds something in. */
  const find = <T>(pick: (message: HubMessage) => T | undefined) => new Promise<T>(resolve => {
    const look = () => {
      const found = messages.map(pick).find(each => each !== undefined)
      if (found === undefined) return
      listeners.delete(look)
      resolve(found)
    }
    listeners.add(look)
    look()
  })
  let count = 0
  async function ask(name: HubCommandName, params: unknown = {}) {
    const id = ++count
    socket.send(JSON.stringify({ id, name, params }))
    return find(message => 'id' in message && message.id === id ? message : undefined)
  }
  const roomOf = (message: HubMessage): HubRoom | undefined => {
    const event = (message as HubEvent & { type: 'room' }).event
    return event?.type === 'roomUpdated' ? event.room : undefined
  }
  const hears = (is: (room: HubRoom) => boolean) => find(message => {
    const room = roomOf(message)
    return room && is(room) ? room : undefined
  })
  await ask('login', { sdkAppId, userId, userSig: userSig(userId), clientId: userId, profile: { userName: userId } })
  return { ask, hears }
}

async function aMeeting(conferenceRecording = true) {
  const receiver = await startReceiver()
  const { url, control } = await startEmulator({ conferenceRecording, callbackUrl: receiver.url, renderMedia: false })
  const alice = await visit(url, 'alice')
  await alice.ask('createRoom', { roomId: 'r1', roomType: 1, options: {} })
  const bob = await visit(url, 'bob')
  await bob.ask('joinRoom', { roomId: 'r1', password: '' })
  const task = () => control.tasks.list().at(-1)
  return { alice, bob, control, receiver, task }
}

describe('conference-managed recording', () => {
  it('is refused as TUIRoomKit knows it where nobody has configured it', async () => {
    const { alice, control } = await aMeeting(false)
    expect(await alice.ask('startRecording')).toMatchObject({ ok: false, code: hubErrors.recordingNotConfigured })
    expect(control.tasks.list()).toEqual([])
  })

  it('is for those in control', async () => {
    const { bob } = await aMeeting()
    expect(await bob.ask('startRecording')).toMatchObject({ ok: false, code: hubErrors.needAdmin })
  })

  it('tells everybody in the room who started and that it was stopped, and is a task of its own to callbacks', async () => {
    const { alice, bob, receiver, control } = await aMeeting()
    expect(await alice.ask('startRecording')).toMatchObject({ ok: true })
    expect(await alice.ask('startRecording')).toMatchObject({ ok: true })
    const { recording } = await bob.hears(room => room.recording !== null)
    expect(recording).toMatchObject({ by: { userId: 'alice', userName: 'alice' } })
    expect(control.tasks.list()).toHaveLength(1)

    await alice.ask('stopRecording')
    expect(await bob.hears(room => room.recording === null)).toMatchObject({ recording: null })
    await control.until(() => receiver.received.some(({ body }) => body.EventType === 302), soon())
    const started = receiver.received.find(({ body }) => body.EventType === 301)!.body.EventInfo
    expect(started.UserId).toMatch(/^conf_/)
  })

  it('shows a shared screen large as long as it is shared', async () => {
    const { alice, bob, task, control } = await aMeeting()
    await alice.ask('startRecording')
    await bob.hears(room => room.recording !== null)
    const mode = () => task()!.compositions.at(-1)!.layout!
    expect(mode()).toMatchObject({ MixLayoutMode: 3 })
    await bob.ask('setStream', { stream: 'screen', on: true })
    expect(mode()).toMatchObject({ MixLayoutMode: 2, MaxResolutionUserId: 'bob', MediaId: 1 })
    await bob.ask('setStream', { stream: 'screen', on: false })
    expect(mode()).toMatchObject({ MixLayoutMode: 3 })
    expect(control.tasks.list()).toHaveLength(1)
  })

  it('is over for everybody when its recorder leaves by itself', async () => {
    const { alice, bob, task } = await aMeeting()
    await alice.ask('startRecording')
    await bob.hears(room => room.recording !== null)
    task()!.leave(100)
    expect(await bob.hears(room => room.recording === null)).toBeTruthy()
  })
})
