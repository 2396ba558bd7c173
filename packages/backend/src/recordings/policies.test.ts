import type { Stack } from '../../testing/stack.js'
import type { RecordingBackendEvent } from '../options.js'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { browser, closeRooms, startStack } from '../../testing/stack.js'

let stack: Stack
const told: RecordingBackendEvent[] = []
beforeAll(async () => {
  stack = await startStack({
    options: {
      startPolicy: roomId => roomId.startsWith('policy-') ? { when: 'published', anchors: 2, stopAfterSeconds: 1, options: { quality: 'sd' } } : 'manual',
      roomIdType: roomId => /^\d+$/.test(roomId) ? 'number' : 'string',
      onEvent: event => { told.push(event) },
      authorize: () => true,
    },
    internals: { pauseMs: 50, timings: { silenceMs: 100 } },
  })
})
afterEach(() => closeRooms(stack))
afterAll(() => stack.close())

let opened = 0

/** Alice and Bob, who send nothing yet. */
function open(prefix: string, roomIdType: 0 | 1 = 0) {
  const roomId = `${prefix}${++opened}`
  const { rooms } = stack.emulator.control
  for (const userId of ['alice', 'bob']) rooms.enter(roomId, { userId }, { roomIdType })
  return {
    roomId,
    events: browser(stack, 'alice').events(roomId),
    sends: (userId: string, camera: boolean) => rooms.update(rooms.find(roomId, roomIdType)!, userId, { camera }),
    tasks: () => stack.emulator.control.tasks.list().filter(({ request }) => request.RoomId === roomId),
  }
}

describe('a start policy', () => {
  it('starts once enough people publish, and stops when nobody has for a while', async () => {
    const { roomId, events, sends, tasks } = open('policy-')
    const stream = await events
    sends('alice', true)
    sends('bob', true)
    const { current } = await stream.snapshot(({ current }) => current?.status === 'recording')
    expect(current).toMatchObject({ startedBy: { userId: 'policy:published', name: 'Automatic start' }, quality: 'sd' })
    expect(tasks()).toHaveLength(1)
    for (const userId of ['alice', 'bob']) sends(userId, false)
    const { recent } = await stream.snapshot(({ current }) => current === null)
    expect(recent[0]).toMatchObject({ stopReason: 'policy', stoppedBy: null })
    expect((await stack.backend.recordings.list(roomId)).items).toHaveLength(1)
  })

  it('does not undo what somebody stopped before the room was empty', async () => {
    const { roomId, events, sends } = open('policy-')
    const stream = await events
    for (const userId of ['alice', 'bob']) sends(userId, true)
    const { current } = await stream.snapshot(({ current }) => current?.status === 'recording')
    await browser(stack, 'alice').stop(roomId, current!.id)
    await stream.snapshot(({ current }) => current === null)
    for (const camera of [false, true]) sends('bob', camera)
    await stack.emulator.control.callbacks.settled()

    const { rooms } = stack.emulator.control
    const room = rooms.find(roomId)!
    for (const userId of ['alice', 'bob']) rooms.leave(room, userId)
    await stack.emulator.control.callbacks.settled()
    expect((await stack.backend.recordings.list(roomId)).items).toHaveLength(1)
    for (const userId of ['alice', 'bob']) {
      rooms.enter(roomId, { userId })
      sends(userId, true)
    }
    await stream.snapshot(({ current }) => current?.status === 'recording' && current.startedBy.userId === 'policy:published')
    expect((await stack.backend.recordings.list(roomId)).items).toHaveLength(2)
  })
})

describe('a room with a number', () => {
  it('is recorded as one, and heard of by callbacks that name it by number', async () => {
    const { roomId, events, sends, tasks } = open('47', 1)
    const stream = await events
    sends('alice', true)
    await browser(stack, 'alice').start(roomId)
    await stream.snapshot(({ current }) => current?.capturing === true)
    expect(tasks()[0]!.request).toMatchObject({ RoomId: roomId, RoomIdType: 1 })
    // by media callbacks: two people, and neither is heard
    await stream.snapshot(({ current }) => current?.warnings.some(({ code }) => code === 'no_sound') ?? false)
  })
})

describe('automatic recording', () => {
  it('is shown apart, and that it doubles ours is told with what both cost', async () => {
    const { control } = stack.emulator
    control.autoRecording.set({ resumeWaitSeconds: 1 })
    try {
      const { roomId, events, sends } = open('auto-')
      const stream = await events
      sends('alice', true)
      await stream.snapshot(({ auto, current }) => auto.active === true && current === null)
      await browser(stack, 'alice').start(roomId)
      const { current, auto } = await stream.snapshot(({ current }) => current?.status === 'recording' && current.warnings.some(({ code }) => code === 'double_recording'))
      expect(auto).toMatchObject({ active: true, taskCount: 1 })
      expect(told.find(event => event.type === 'warning' && event.roomId === roomId && event.code === 'double_recording')).toMatchObject({ message: expect.stringMatching(/two sets of files and two charges/) as string })

      const foreign = control.tasks.list().find(({ request, recorderId }) => request.RoomId === roomId && !recorderId.startsWith('rr_'))!
      control.tasks.leave(foreign.taskId, 3)
      const after = await stream.snapshot(({ auto }) => auto.active === false)
      expect(after.current).toMatchObject({ id: current!.id, status: 'recording' })
      await stream.snapshot(({ current }) => current !== null && current.warnings.every(({ code }) => code !== 'double_recording'))
    } finally {
      control.autoRecording.set(null)
    }
  })
})
