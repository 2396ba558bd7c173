import type { Stack } from '../../testing/stack.js'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { browser, closeRooms, openRoom, soon, startStack } from '../../testing/stack.js'

let stack: Stack
// so seldom that what is seen here came by a callback
beforeAll(async () => { stack = await startStack({ internals: { timings: { describeMs: 60_000, silenceMs: 100 } } }) })
afterEach(() => closeRooms(stack))
afterAll(() => stack.close())

const roomOf = (roomId: string) => stack.emulator.control.rooms.find(roomId)!
const task = (roomId: string) => stack.emulator.control.tasks.list().find(({ request }) => request.RoomId === roomId)!
const change = (roomId: string, userId: string, sends: { camera?: boolean, microphone?: boolean, screen?: boolean }) =>
  stack.emulator.control.rooms.update(roomOf(roomId), userId, sends)

async function record(roomId: string, options: unknown = {}) {
  const alice = browser(stack, 'alice')
  const events = await alice.events(roomId)
  const { body } = await alice.start(roomId, options)
  await events.snapshot(({ current }) => current?.capturing === true)
  return { alice, events, id: body.current.id as string }
}

describe('a recording hears of the room', () => {
  it('warns that nobody is heard, until somebody is', async () => {
    const roomId = openRoom(stack)
    for (const userId of ['alice', 'bob']) change(roomId, userId, { microphone: false })
    const { events } = await record(roomId)
    await events.snapshot(({ current }) => current?.warnings[0]?.code === 'no_sound')
    change(roomId, 'bob', { microphone: true })
    await events.snapshot(({ current }) => current?.warnings.length === 0)
  })

  it('shows soon that nothing is captured any more, and that it is again', async () => {
    const roomId = openRoom(stack)
    const { events } = await record(roomId)
    for (const userId of ['alice', 'bob']) change(roomId, userId, { microphone: false, camera: false })
    await events.snapshot(({ current }) => current?.capturing === false)
    change(roomId, 'bob', { camera: true })
    await events.snapshot(({ current }) => current?.capturing === true)
  })

  it('whatever happens to the callbacks on their way', async () => {
    const roomId = openRoom(stack)
    const { events } = await record(roomId)
    stack.emulator.control.faults.set([{ callback: 203, effect: 'duplicate' }, { callback: 204, effect: 'duplicate' }, { callback: 204, effect: 'delay', delayMs: 150 }])
    for (const microphone of [false, true, false, true]) {
      for (const userId of ['alice', 'bob']) change(roomId, userId, { microphone })
    }
    for (const userId of ['alice', 'bob']) change(roomId, userId, { microphone: false })
    await events.snapshot(({ current }) => current?.warnings[0]?.code === 'no_sound')
    stack.emulator.control.faults.clear()
    await stack.emulator.control.callbacks.settled()
    change(roomId, 'bob', { microphone: true })
    await events.snapshot(({ current }) => current?.warnings.length === 0)
  })
})

describe('a layout that follows the screen share', () => {
  it('shows the shared screen, then what somebody chose, then everybody again', async () => {
    const roomId = openRoom(stack)
    const { alice, events, id } = await record(roomId, { layout: { mode: 'follow' } })
    expect(task(roomId).compositions.at(-1)).toMatchObject({ layout: { MixLayoutMode: 3 } })

    change(roomId, 'bob', { screen: true })
    const shared = await events.snapshot(({ current }) => current?.layout.applied?.mode === 'screenShare')
    expect(shared.current!.layout).toMatchObject({ wanted: { mode: 'follow' }, applied: { mode: 'screenShare', main: 'bob' } })
    expect(task(roomId).compositions.at(-1)).toMatchObject({ layout: { MixLayoutMode: 2, MaxResolutionUserId: 'bob', MediaId: 1 } })

    await alice.update(roomId, id, { layout: { mode: 'float' } })
    await events.snapshot(({ current }) => current?.layout.applied?.mode === 'float')
    change(roomId, 'bob', { screen: false })
    const { current } = await events.snapshot(({ current }) => current?.layout.applied?.mode === 'grid')
    expect(current!.layout.wanted).toEqual({ mode: 'follow' })
  })

  it('takes to TRTC what two people change at the same time, the subscription always with the layout', async () => {
    const roomId = openRoom(stack)
    const { alice, events, id } = await record(roomId)
    await Promise.all([
      alice.update(roomId, id, { layout: { mode: 'float' } }),
      alice.update(roomId, id, { subscribe: { audio: { except: ['bob'] } } }),
    ])
    await events.snapshot(({ current }) => current?.layout.state === 'applied' && current.layout.applied?.mode === 'float')
    expect(task(roomId).compositions.at(-1)).toMatchObject({ layout: { MixLayoutMode: 1 }, subscribe: { UnSubscribeAudioUserIds: ['bob'] } })
  })
})

describe('single streams of more than 25 people', () => {
  it('are recorded by several tasks, together everybody and nobody twice', async () => {
    const others = Array.from({ length: 30 }, (_, index) => `guest-${index}`)
    const roomId = openRoom(stack, ...others)
    const { alice, events, id } = await record(roomId, { mode: 'single' })
    const tasks = () => stack.emulator.control.tasks.list().filter(({ request }) => request.RoomId === roomId)
    const recorded = () => tasks().flatMap(({ compositions }) => compositions.at(-1)?.subscribe.SubscribeAudioUserIds ?? [])
    await stack.emulator.control.until(() => tasks().length === 2 && recorded().length === 32, soon())
    expect(new Set(recorded())).toEqual(new Set(['alice', 'bob', ...others]))
    expect(tasks().map(({ request }) => request.UserId.slice(-4))).toEqual(['_0_1', '_1_1'])

    await alice.stop(roomId, id)
    await events.snapshot(({ recent }) => recent[0]?.status === 'ready')
    const { body } = await alice.get(id)
    expect(body.taskIds).toHaveLength(2)
    expect(new Set(body.files.map(({ userId }: { userId: string }) => userId))).toEqual(new Set(['alice', 'bob', ...others]))
  })
})
