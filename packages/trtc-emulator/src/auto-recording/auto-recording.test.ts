import { describe, expect, it } from 'vitest'
import { codeOf, createRequest, startEmulator } from '../../testing/fixture.js'
import { createVirtualClock } from '../clock.js'

/** An emulator with a template of automatic recording, and time that stands still. */
async function setUp(autoRecording: object = {}, options: Parameters<typeof startEmulator>[0] = {}) {
  const clock = createVirtualClock()
  const emulator = await startEmulator({ clock, autoRecording, ...options })
  const leave = (userId: string) => { emulator.control.rooms.leave(emulator.control.rooms.find('demo')!, userId) }
  const commits = () => emulator.receiver.of(311).map(({ EventInfo }) => EventInfo.Payload!.TencentVod as Record<string, unknown>)
  return { ...emulator, clock, leave, commits }
}

describe('automatic recording', () => {
  it('begins with the first stream and ends a while after everybody has left, with a file for each', async () => {
    const { control, enter, leave, clock, receiver, commits } = await setUp()
    enter('alice', {})
    await clock.advance(60_000)
    expect(control.tasks.list()).toEqual([])
    enter('alice')
    enter('bob', { microphone: true })
    await clock.advance(60_000)
    leave('alice')
    leave('bob')
    await clock.advance(29_999)
    expect(receiver.types()).toEqual([301])
    await clock.advance(1)
    expect(receiver.types()).toEqual([301, 302, 311, 311, 312])
    expect(receiver.of(302)[0]!.EventInfo.Payload).toEqual({ LeaveCode: 99 })
    expect(commits()).toMatchObject([{ UserId: 'alice', TrackType: 'audio_video' }, { UserId: 'bob', TrackType: 'audio' }])
    const { TaskId, UserId } = receiver.of(301)[0]!.EventInfo
    expect(control.tasks.list()).toMatchObject([{ taskId: TaskId, origin: 'auto', recorderId: UserId }])
  })

  it('goes on when somebody comes back in time, and begins anew when not', async () => {
    const { enter, leave, clock, receiver, control } = await setUp({ resumeWaitSeconds: 5 })
    enter('alice')
    await clock.advance(1000)
    leave('alice')
    await clock.advance(4000)
    enter('alice')
    await clock.advance(60_000)
    leave('alice')
    await clock.advance(6000)
    enter('alice')
    await clock.advance(0)
    expect(control.tasks.list().map(({ phase }) => phase)).toEqual(['gone', 'running'])
    expect(new Set(receiver.of(301).map(({ EventInfo }) => EventInfo.TaskId)).size).toBe(2)
  })

  it('acts on rooms that are created after it was switched on, and leaves those it records alone when it is switched off', async () => {
    const { enter, clock, control } = await setUp({}, { autoRecording: undefined as never })
    enter('alice')
    control.autoRecording.set({})
    enter('bob')
    await clock.advance(0)
    expect(control.tasks.list()).toEqual([])
    const other = control.rooms.enter('other', { userId: 'carol' })
    control.rooms.update(other, 'carol', { camera: true })
    await clock.advance(0)
    control.autoRecording.set(null)
    control.rooms.update(control.rooms.enter('third', { userId: 'dave' }), 'dave', { camera: true })
    await clock.advance(1000)
    expect(control.tasks.list().map(({ request, phase }) => [request.RoomId, phase])).toEqual([['other', 'running']])
  })

  it('does not know of API recording, and the other way round', async () => {
    const { enter, create, describe: ask, clock, control } = await setUp({}, { quota: 1 })
    enter('alice')
    const taskId = await create()
    await clock.advance(0)
    expect((await ask(taskId)).Status).toBe('InProgress')
    expect(control.tasks.list().map(({ origin, status }) => [origin, status])).toEqual([['auto', 'InProgress'], ['api', 'InProgress']])
    expect(await codeOf(create({ UserId: 'rr_other' }))).toBe('FailedOperation.RestrictedConcurrency')
  })

  it('is out of reach for calls, unless switched otherwise', async () => {
    const { enter, describe: ask, remove, clock, control } = await setUp()
    enter('alice')
    await clock.advance(0)
    const { taskId } = control.tasks.list()[0]!
    expect([await codeOf(ask(taskId)), await codeOf(remove(taskId))]).toEqual(['ResourceNotFound', 'ResourceNotFound'])
    control.variants.set({ autoTaskControl: 'allowed' })
    expect((await ask(taskId)).Status).toBe('InProgress')
  })

  it('records the first 25 anchors by time of entry', async () => {
    const { enter, clock, control } = await setUp()
    for (let index = 0; index < 27; index++) enter(`user${index}`)
    await clock.advance(0)
    expect(control.tasks.list()[0]!.files().map(({ userId }) => userId)).toEqual(Array.from({ length: 25 }, (_, index) => `user${index}`))
  })

  it('tells of files in COS by 311 too, and of no slices', async () => {
    const { CloudStorage } = createRequest({ CloudStorage: { Vendor: 0, Region: 'ap-guangzhou', Bucket: 'rec-1250000000', AccessKey: 'AKIDdemo', SecretKey: 'demoSecretKey' } })
    const { enter, leave, clock, receiver, commits } = await setUp({ format: 'hls', streamType: 1, storage: { CloudStorage } })
    enter('alice')
    await clock.advance(1000)
    leave('alice')
    await clock.advance(30_000)
    expect(receiver.types()).toEqual([301, 303, 302, 305, 311])
    expect(commits()).toMatchObject([{ UserId: 'alice', TrackType: 'audio', FileId: '', CacheFile: '1400000123_ZGVtbw..__UserId_s_YWxpY2U.__UserId_e_main_audio.m3u8' }])
  })
})
