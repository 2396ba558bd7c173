import { describe, expect, it } from 'vitest'
import { codeOf, sdkAppId, startEmulator, userSig } from '../testing/fixture.js'
import { createVirtualClock } from './clock.js'

const second = 1000
const hour = 3_600_000

/** A task in the room `demo` that the recorder has entered; time stands still until it is told to go on. */
async function startTask(changes: object = {}) {
  const clock = createVirtualClock()
  const emulator = await startEmulator({ clock })
  const { create, control, receiver } = emulator
  const taskId = await create(changes)
  await clock.advance(0)
  const task = control.tasks.find(taskId)!
  return {
    ...emulator,
    clock,
    task,
    taskId,
    leaveCodes: () => receiver.of(302).map(({ EventInfo }) => [EventInfo.TaskId, EventInfo.Payload!.LeaveCode]),
    modify: (params: object) => emulator.call('ModifyCloudRecording', { SdkAppId: sdkAppId, TaskId: taskId, ...params }),
  }
}

describe('a task', () => {
  it('is idle until its recorder has entered and somebody publishes', async () => {
    const clock = createVirtualClock()
    const { create, describe, enter, control } = await startEmulator({ clock, recorderStartDelayMs: 500 })
    const room = enter('alice')
    const taskId = await create()
    const status = async () => (await describe(taskId)).Status
    expect(await status()).toBe('Idle')
    await clock.advance(500)
    expect(await status()).toBe('InProgress')
    control.rooms.update(room, 'alice', { camera: false, microphone: false })
    expect(await status()).toBe('Idle')
    control.rooms.update(room, 'alice', { screen: true })
    expect(await status()).toBe('InProgress')
  })

  it('is exited while its recorder leaves, and then unknown', async () => {
    const clock = createVirtualClock()
    const { create, describe, remove, call } = await startEmulator({ clock, recorderStopDelayMs: 500 })
    const taskId = await create()
    await clock.advance(0)
    await remove(taskId)
    expect((await describe(taskId)).Status).toBe('Exited')
    expect(await codeOf(remove(taskId))).toBe('ResourceNotFound')
    expect(await codeOf(call('ModifyCloudRecording', { SdkAppId: sdkAppId, TaskId: taskId }))).toBe('ResourceNotFound')
    await clock.advance(500)
    expect(await codeOf(describe(taskId))).toBe('ResourceNotFound')
    expect(await codeOf(remove(taskId))).toBe('ResourceNotFound')
  })

  it('that is stopped before its recorder entered never starts', async () => {
    const clock = createVirtualClock()
    const { create, remove, receiver } = await startEmulator({ clock, recorderStartDelayMs: 500 })
    await remove(await create())
    await clock.advance(hour)
    expect(receiver.types()).toEqual([302])
  })

  it('uploads nothing before it is over, and its files some time after', async () => {
    const clock = createVirtualClock()
    const { create, remove, enter, receiver } = await startEmulator({ clock, vodCommitDelayMs: 60_000 })
    enter('alice')
    const taskId = await create()
    await clock.advance(hour)
    await remove(taskId)
    await clock.advance(59_999)
    expect(receiver.types()).toEqual([301, 302])
    await clock.advance(1)
    expect(receiver.types()).toEqual([301, 302, 311, 312])
    const { StartTimeStamp, EndTimeStamp } = receiver.of(311)[0]!.EventInfo.Payload!.TencentVod as Record<string, number>
    expect(EndTimeStamp! - StartTimeStamp!).toBe(hour)
  })
})

describe('a task ends by itself', () => {
  const idle = { RecordParams: { RecordMode: 2, StreamType: 0, MaxIdleTime: 60 } }

  it('with 99 when nobody came', async () => {
    const { clock, taskId, leaveCodes } = await startTask(idle)
    await clock.advance(60 * second - 1)
    expect(leaveCodes()).toEqual([])
    await clock.advance(1)
    expect(leaveCodes()).toEqual([[taskId, 99]])
  })

  it('with 99 when everybody has left for long enough, somebody who came back in between not counting', async () => {
    const { clock, taskId, enter, leaveCodes, control } = await startTask(idle)
    const room = enter('alice')
    await clock.advance(hour)
    control.rooms.leave(room, 'alice')
    await clock.advance(59 * second)
    enter('alice')
    await clock.advance(second)
    control.rooms.leave(room, 'alice')
    await clock.advance(60 * second - 1)
    expect(leaveCodes()).toEqual([])
    await clock.advance(1)
    expect(leaveCodes()).toEqual([[taskId, 99]])
  })

  it('never while a silent anchor is in the room', async () => {
    const { clock, enter, task, leaveCodes } = await startTask(idle)
    enter('alice', {})
    await clock.advance(1000 * hour)
    expect(leaveCodes()).toEqual([])
    expect([task.phase, task.status]).toEqual(['running', 'Idle'])
  })

  it('with 2 when the owner closes the room, with 4 when the server does', async () => {
    for (const [operator, code] of [['alice', 2], [undefined, 4]] as const) {
      const { clock, enter, taskId, leaveCodes, control } = await startTask()
      control.rooms.close(enter('alice'), operator)
      await clock.advance(0)
      expect(leaveCodes()).toEqual([[taskId, code]])
    }
  })

  it('with 3 or 100 when the service wants it', async () => {
    for (const code of [3, 100] as const) {
      const { clock, taskId, leaveCodes, control } = await startTask()
      expect(control.tasks.leave(taskId, code)).toBe(true)
      await clock.advance(0)
      expect(leaveCodes()).toEqual([[taskId, code]])
      expect(control.tasks.leave(taskId, code)).toBe(false)
    }
  })

  it('with 101 when its recorder\'s id enters the room again, and only then', async () => {
    const clock = createVirtualClock()
    const { create, receiver, control } = await startEmulator({ clock, recorderStartDelayMs: 500 })
    const first = await create()
    await clock.advance(500)
    const elsewhere = await create({ RoomId: 'other' })
    const second = await create()
    await clock.advance(499)
    expect(control.tasks.list().map(({ leaveCode }) => leaveCode)).toEqual([null, null, null])
    await clock.advance(1)
    expect(control.tasks.list().map(({ taskId, leaveCode }) => [taskId, leaveCode])).toEqual([[first, 101], [elsewhere, null], [second, null]])
    expect(receiver.of(301).map(({ EventInfo }) => EventInfo.TaskId)).toEqual([first, elsewhere, second])
  })

  it('not when the one that would replace it cannot enter', async () => {
    const { clock, create, task, receiver } = await startTask()
    await create({ UserSig: 'none' })
    await clock.advance(0)
    expect(receiver.of(301).map(({ EventInfo }) => EventInfo.Payload!.Status)).toEqual([0, 1])
    expect(task.phase).toBe('running')
  })

  it('once only, whatever comes afterwards', async () => {
    const { clock, taskId, enter, remove, leaveCodes, control } = await startTask(idle)
    const room = enter('alice')
    await remove(taskId)
    control.rooms.close(room)
    await clock.advance(hour)
    expect(leaveCodes()).toEqual([[taskId, 0]])
  })
})

describe('a recorder', () => {
  it('puts out whoever is in the room under its id', async () => {
    const { clock, create, enter, control } = await startTask()
    const room = enter('rr_other')
    await create({ UserId: 'rr_other' })
    await clock.advance(0)
    expect(room.users.has('rr_other')).toBe(false)
    expect(control.tasks.list().map(({ phase }) => phase)).toEqual(['running', 'running'])
  })

  it('may have a UserSig that expires, unless it has to enter again', async () => {
    const { clock, taskId, leaveCodes, enter, receiver, control } = await startTask({ UserSig: userSig('rr_demo', { expire: 3600 }) })
    enter('alice')
    control.tasks.failOver(taskId)
    await clock.advance(2 * hour)
    expect(receiver.types()).toEqual([301, 306])
    control.tasks.failOver(taskId)
    await clock.advance(0)
    expect(leaveCodes()).toEqual([[taskId, 100]])
  })

  it('is moved three times at most, with files of their own', async () => {
    const { clock, taskId, leaveCodes, enter, receiver, control } = await startTask({ UserSig: userSig('rr_demo', { expire: 864_000 }) })
    enter('alice')
    for (let move = 0; move < 4; move++) {
      await clock.advance(hour)
      control.tasks.failOver(taskId)
    }
    await clock.advance(0)
    expect(leaveCodes()).toEqual([[taskId, 100]])
    expect(receiver.of(306)).toHaveLength(3)
    expect(receiver.of(311).map(({ EventInfo }) => (EventInfo.Payload!.TencentVod as { CacheFile: string }).CacheFile))
      .toEqual(['1400000123_ZGVtbw...mp4', 'ha1_1400000123_ZGVtbw...mp4', 'ha2_1400000123_ZGVtbw...mp4', 'ha3_1400000123_ZGVtbw...mp4'])
  })
})

describe('the control window', () => {
  it('ends what can be asked of a task, not the task', async () => {
    const { clock, taskId, task, enter, describe, remove, modify, leaveCodes, control } = await startTask({ ResourceExpiredHour: 6 })
    const room = enter('alice')
    await clock.advance(6 * hour - 1)
    expect(await describe(taskId)).toMatchObject({ Status: 'InProgress' })
    await clock.advance(1)
    expect([await codeOf(describe(taskId)), await codeOf(modify({})), await codeOf(remove(taskId))]).toEqual(['ResourceNotFound', 'ResourceNotFound', 'ResourceNotFound'])
    expect(task.status).toBe('InProgress')
    control.rooms.leave(room, 'alice')
    await clock.advance(30 * second)
    expect(leaveCodes()).toEqual([[taskId, 99]])
  })
})

describe('the call ModifyCloudRecording', () => {
  const blocked = { UnSubscribeAudioUserIds: ['alice'], UnSubscribeVideoUserIds: ['alice'] }

  it('overwrites everything: a layout alone forgets whom not to record', async () => {
    const { task, enter, describe, taskId, modify } = await startTask({ RecordParams: { RecordMode: 2, StreamType: 0, SubscribeStreamUserIds: blocked } })
    enter('alice')
    expect(await describe(taskId)).toMatchObject({ Status: 'Idle' })
    await modify({ MixLayoutParams: { MixLayoutMode: 1 } })
    expect(await describe(taskId)).toMatchObject({ Status: 'InProgress' })
    await modify({ SubscribeStreamUserIds: blocked })
    expect(await describe(taskId)).toMatchObject({ Status: 'Idle' })
    expect(task.compositions.map(({ layout }) => layout?.MixLayoutMode)).toEqual([undefined, 1, undefined])
  })

  it.each([
    ['an unknown field', { RecordParams: {} }, 'UnknownParameter'],
    ['a fifth layout', { MixLayoutParams: { MixLayoutMode: 5 } }, 'InvalidParameter.OutOfRange'],
    ['a picture over the edge of the task\'s canvas', { MixLayoutParams: { MixLayoutMode: 4, MixLayoutList: [{ Top: 0, Left: 0, Width: 361, Height: 100 }] } }, 'InvalidParameter.OutOfRange'],
    ['both lists of one kind', { SubscribeStreamUserIds: { SubscribeAudioUserIds: ['a'], UnSubscribeAudioUserIds: ['b'] } }, 'InvalidParameter'],
  ])('refuses %s, and changes nothing', async (_, params, code) => {
    const { task, modify } = await startTask()
    expect(await codeOf(modify(params))).toBe(code)
    expect(task.compositions).toHaveLength(1)
  })

  it('refuses a layout for single streams', async () => {
    const { modify } = await startTask({ RecordParams: { RecordMode: 1, StreamType: 0 } })
    expect(await codeOf(modify({ MixLayoutParams: { MixLayoutMode: 3 } }))).toBe('InvalidParameter')
    await modify({ SubscribeStreamUserIds: blocked })
  })
})
