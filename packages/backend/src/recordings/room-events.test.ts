import type { Stack } from '../../testing/stack.js'
import { afterAll, afterEach, beforeAll, describe, it } from 'vitest'
import { browser, closeRooms, openRoom, startStack } from '../../testing/stack.js'

let stack: Stack
// so seldom that what is seen here came by a callback
beforeAll(async () => { stack = await startStack({ internals: { timings: { describeMs: 60_000 } } }) })
afterEach(() => closeRooms(stack))
afterAll(() => stack.close())

const roomOf = (roomId: string) => stack.emulator.control.rooms.find(roomId)!
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
