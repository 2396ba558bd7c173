import { once } from 'node:events'
import { Client } from 'tencentcloud-sdk-nodejs/tencentcloud/services/trtc/v20190722/trtc_client.js'
import { describe, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import { clientConfig, codeOf, createRequest, failureOf, sdkAppId, soon, startEmulator, userSig } from '../testing/fixture.js'
import { createTrtcEmulator } from './emulator.js'

describe('a mixed recording, driven by Tencent\'s typed client', () => {
  it('goes from CreateCloudRecording to its file in VOD', async () => {
    const { url, enter, receiver, control } = await startEmulator()
    const trtc = new Client(clientConfig(url))
    enter('alice')

    const created = await trtc.CreateCloudRecording({
      SdkAppId: sdkAppId,
      RoomId: 'demo',
      RoomIdType: 0,
      UserId: 'rr_demo',
      UserSig: userSig('rr_demo'),
      RecordParams: { RecordMode: 2, StreamType: 0 },
      StorageParams: { CloudVod: { TencentVod: { UserDefineRecordId: 'rec-1' } } },
      MixTranscodeParams: { VideoParams: { Width: 1280, Height: 720, Fps: 15, BitRate: 1_000_000, Gop: 10 } },
      MixLayoutParams: { MixLayoutMode: 3 },
    })
    expect(created.RequestId).toMatch(/^[0-9a-f-]{36}$/)
    const TaskId = created.TaskId!
    expect(TaskId).toMatch(/^[-\w]\w*-[-\w][-\dA-Z]*_[-\w]+\.$/i)
    await control.until(() => receiver.of(301).length === 1, soon())

    expect(await trtc.DescribeCloudRecording({ SdkAppId: sdkAppId, TaskId })).toMatchObject({ TaskId, Status: 'InProgress', StorageFileList: null })
    expect(await trtc.ModifyCloudRecording({ SdkAppId: sdkAppId, TaskId, MixLayoutParams: { MixLayoutMode: 1 } })).toMatchObject({ TaskId })
    expect(await trtc.DeleteCloudRecording({ SdkAppId: sdkAppId, TaskId })).toMatchObject({ TaskId })
    await control.until(() => receiver.of(312).length === 1, soon())

    expect(receiver.types()).toEqual([301, 302, 311, 312])
    expect(receiver.of(302)[0]!.EventInfo.Payload).toEqual({ LeaveCode: 0 })
    const [stored] = control.media.list()
    expect(receiver.of(311)[0]!.EventInfo).toMatchObject({
      RoomId: 'demo',
      UserId: 'rr_demo',
      TaskId,
      Payload: {
        Status: 0,
        TencentVod: { UserId: '', TrackType: 'audio_video', MediaId: 'mix', FileId: stored!.fileId, VideoUrl: stored!.url, CacheFile: 'rec-1__UserDefine_u_1400000123_ZGVtbw...mp4' },
      },
    })
    expect(await codeOf(trtc.DescribeCloudRecording({ SdkAppId: sdkAppId, TaskId }))).toBe('ResourceNotFound')
  })

  it('answers errors as the service does: status 200, code, message and a request id', async () => {
    const { url } = await startEmulator()
    const trtc = new Client(clientConfig(url))
    expect(await failureOf(trtc.DeleteCloudRecording({ SdkAppId: sdkAppId, TaskId: 'gone' }))).toMatchObject({ code: 'ResourceNotFound', message: expect.stringContaining('gone') as string, requestId: expect.stringMatching(/^[0-9a-f-]{36}$/) as string, httpCode: undefined })
  })
})

describe('a single-stream recording', () => {
  it('makes a file for each user and stream that there really was', async () => {
    const { enter, create, remove, receiver, control } = await startEmulator()
    enter('alice', { camera: true, microphone: true, screen: true })
    enter('bob', { microphone: true })
    enter('carol', {})
    const taskId = await create({ RecordParams: { RecordMode: 1, StreamType: 0 } })
    await control.until(() => receiver.of(301).length === 1, soon())
    await remove(taskId)
    await control.until(() => receiver.of(312).length === 1, soon())
    expect(receiver.of(311).map(({ EventInfo }) => EventInfo.Payload!.TencentVod)).toMatchObject([
      { UserId: 'alice', MediaId: 'main', TrackType: 'audio_video' },
      { UserId: 'alice', MediaId: 'aux', TrackType: 'video' },
      { UserId: 'bob', MediaId: 'main', TrackType: 'audio' },
    ])
  })
})

describe('a recording into COS', () => {
  const StorageParams = { CloudStorage: { Vendor: 0, Region: 'ap-guangzhou', Bucket: 'rec-1250000000', AccessKey: 'AKIDcos', SecretKey: 'do-not-show' } }

  it('tells of uploads, slices and files in their order, and lists its index file', async () => {
    const { enter, create, describe, remove, receiver, control } = await startEmulator({ cosSecretId: 'AKIDcos', cosSecretKey: 'do-not-show' })
    enter('alice')
    const taskId = await create({ RecordParams: { RecordMode: 2, StreamType: 0, OutputFormat: 1 }, StorageParams })
    await control.until(() => receiver.of(304).length === 1, soon())
    expect(await describe(taskId)).toMatchObject({
      StorageFileList: [{ UserId: '', FileName: '1400000123_ZGVtbw...m3u8', TrackType: 'audio_video', BeginTimeStamp: control.tasks.find(taskId)!.captures[0]!.begin }],
    })
    await remove(taskId)
    await control.until(() => receiver.of(310).length === 1, soon())

    expect(receiver.types()).toEqual([301, 303, 307, 304, 302, 305, 310])
    expect(receiver.of(305)[0]!.EventInfo.Payload).toEqual({ LeaveCode: 0 })
    expect(receiver.of(310)[0]!.EventInfo.Payload).toMatchObject({ Status: 0, FileList: ['1400000123_ZGVtbw...mp4'], FileMessage: [{ MediaId: 'mix', UserId: '' }] })
  })

  it('never shows the keys of the bucket', async () => {
    const { url, create } = await startEmulator({ cosSecretId: 'AKIDcos', cosSecretKey: 'do-not-show' })
    const taskId = await create({ StorageParams, PrivateMapKey: 'do-not-show-either' })
    const seen = await Promise.all(['tasks', 'requests'].map(async path => (await fetch(`${url}/_emulator/v1/${path}`)).text()))
    expect(seen.join()).toContain('rec-1250000000')
    // a TaskId may by chance look like the beginning of a UserSig
    expect(seen.join().replaceAll(taskId, '')).not.toMatch(/do-not-show|AKIDcos|eJ[\w*]{40}/)
  })
})

describe('where the documents disagree', () => {
  const StorageParams = { CloudStorage: { Vendor: 0, Region: 'ap-guangzhou', Bucket: 'rec-1250000000', AccessKey: 'AKIDdemo', SecretKey: 'demoSecretKey' } }

  it.each<[string, object, number, object]>([
    ['305 with Status', { variants: { uploadStopField: 'Status' } }, 305, { Status: 0 }],
    ['307 with a number', { variants: { sliceBeginTimeStamp: 'number' } }, 307, { BeginTimeStamp: expect.any(Number) as number }],
  ])('the emulator can send %s', async (_, options, eventType, payload) => {
    const { enter, create, remove, receiver, control } = await startEmulator(options)
    enter('alice')
    const taskId = await create({ StorageParams })
    await control.until(() => receiver.of(304).length === 1, soon())
    await remove(taskId)
    await control.until(() => receiver.of(305).length === 1, soon())
    expect(receiver.of(eventType)[0]!.EventInfo.Payload).toMatchObject(payload)
  })

  it('one 311 can be flat and in seconds', async () => {
    const { enter, create, remove, receiver, control } = await startEmulator()
    control.faults.set([{ callback: 311, effect: 'variant', code: 'vodCommit:flat' }])
    enter('alice')
    const taskId = await create()
    await control.until(() => receiver.of(301).length === 1, soon())
    await remove(taskId)
    await control.until(() => receiver.of(312).length === 1, soon())
    const [{ begin, end, name }] = control.media.list() as [ReturnType<typeof control.media.list>[number]]
    const Payload = receiver.of(311)[0]!.EventInfo.Payload!
    expect(Payload).toMatchObject({ Status: 0, CacheFile: name, BeginTimeStamp: Math.floor(begin / 1000), EndTimeStamp: Math.floor(end / 1000) })
    expect(Payload).not.toHaveProperty('TencentVod')
  })
})

describe('a task that nothing was recorded of', () => {
  it('makes no file, and no 312 by default', async () => {
    const { create, remove, receiver, control } = await startEmulator()
    const taskId = await create()
    await control.until(() => receiver.of(301).length === 1, soon())
    await remove(taskId)
    await control.until(() => receiver.of(302).length === 1, soon())
    await control.callbacks.settled()
    expect(control.media.list()).toEqual([])
    expect(receiver.types()).toEqual([301, 302])
  })

  it('makes a 312 when switched so', async () => {
    const { create, remove, receiver, control } = await startEmulator({ variants: { uploadStopWithoutFiles: 'yes' } })
    const taskId = await create()
    await remove(taskId)
    await control.until(() => receiver.of(312).length === 1, soon())
  })
})

describe('a recorder\'s UserSig', () => {
  const bad = { UserSig: userSig('somebody_else') }

  it('that is not its own fails the start by callback, without a 302', async () => {
    const { create, describe, receiver, control } = await startEmulator()
    const taskId = await create(bad)
    await control.until(() => receiver.of(301).length === 1, soon())
    expect(receiver.of(301)[0]!.EventInfo.Payload).toEqual({ Status: 1 })
    expect(await codeOf(describe(taskId))).toBe('ResourceNotFound')
    await control.callbacks.settled()
    expect(receiver.types()).toEqual([301])
  })

  it('can be made to be refused at once', async () => {
    const { create, control } = await startEmulator({ variants: { userSigCheck: 'request' } })
    expect(await codeOf(create(bad))).toBe('InvalidParameter.UserSig')
    expect(control.tasks.list()).toEqual([])
    await create()
  })
})

describe('the quota', () => {
  it('is a limit of tasks at the same time', async () => {
    const { create, remove, receiver, control } = await startEmulator({ quota: 1 })
    const first = await create()
    expect(await codeOf(create({ UserId: 'rr_other' }))).toBe('FailedOperation.RestrictedConcurrency')
    await remove(first)
    await control.until(() => receiver.of(302).length === 1, soon())
    await create({ UserId: 'rr_other' })
  })
})

describe('an application', () => {
  it.each(['CreateCloudRecording', 'DescribeCloudRecording', 'ModifyCloudRecording', 'DeleteCloudRecording'])('must be this one for %s', async action => {
    const { call } = await startEmulator()
    const params = action === 'CreateCloudRecording' ? createRequest({ SdkAppId: 1400000999 }) : { SdkAppId: 1400000999, TaskId: 'x' }
    expect(await codeOf(call(action, params))).toBe('InvalidParameter.SdkAppId')
  })
})

describe('rooms', () => {
  it('are dismissed with everybody in them, recorders included', async () => {
    const { call, create, enter, receiver, control } = await startEmulator()
    enter('alice')
    await create()
    await control.until(() => receiver.of(301).length === 1, soon())
    await call('DismissRoomByStrRoomId', { SdkAppId: sdkAppId, RoomId: 'demo' })
    expect(control.rooms.find('demo')).toBeUndefined()
    await control.until(() => receiver.of(302).length === 1, soon())
    expect(receiver.of(302)[0]!.EventInfo.Payload).toEqual({ LeaveCode: 2 })
    expect(await codeOf(call('DismissRoomByStrRoomId', { SdkAppId: sdkAppId, RoomId: 'demo' }))).toBe('FailedOperation.RoomNotExist')
  })

  it('with a number are others than those with the same text', async () => {
    const { call, create, describe, control, receiver } = await startEmulator()
    const text = control.rooms.enter('123', { userId: 'alice' })
    control.rooms.update(text, 'alice', { camera: true })
    const inNumber = await create({ RoomId: '123', RoomIdType: 1, UserId: 'rr_number' })
    const inText = await create({ RoomId: '123', RoomIdType: 0, UserId: 'rr_text' })
    await control.until(() => receiver.of(301).length === 2, soon())
    expect([await describe(inNumber), await describe(inText)]).toMatchObject([{ Status: 'Idle' }, { Status: 'InProgress' }])
    expect(receiver.of(301).map(({ EventInfo }) => EventInfo.RoomId).sort()).toEqual([123, '123'])

    expect(await codeOf(call('DismissRoom', { SdkAppId: sdkAppId, RoomId: '123' }))).toBe('InvalidParameter')
    await call('DismissRoom', { SdkAppId: sdkAppId, RoomId: 123 })
    expect(control.rooms.find('123', 0)).toBe(text)
    expect([control.tasks.find(inNumber)!.leaveCode, control.tasks.find(inText)!.leaveCode]).toEqual([2, null])
  })

  it('let people and recorders be removed', async () => {
    const { call, create, enter, receiver, control } = await startEmulator()
    enter('alice')
    const taskId = await create()
    await control.until(() => receiver.of(301).length === 1, soon())
    const remove = (...UserIds: string[]) => call('RemoveUserByStrRoomId', { SdkAppId: sdkAppId, RoomId: 'demo', UserIds })
    expect(await codeOf(remove('nobody'))).toBe('FailedOperation.UserNotExist')
    expect(await codeOf(remove(...Array.from({ length: 11 }, (_, index) => `u${index}`)))).toBe('InvalidParameter.OutOfRange')
    await remove('rr_demo', 'alice')
    expect(control.tasks.find(taskId)!.leaveCode).toBe(1)
    expect(control.rooms.find('demo')!.users.size).toBe(0)
    expect(await codeOf(call('RemoveUser', { SdkAppId: sdkAppId, RoomId: 4242, UserIds: ['alice'] }))).toBe('FailedOperation.RoomNotExist')
  })
})

describe('an emulator', () => {
  it('opens its hub to browsers', async () => {
    const { url } = await startEmulator()
    const socket = new WebSocket(`${url.replace('http', 'ws')}/_emulator/v1/hub`)
    await once(socket, 'open', { signal: soon() })
    socket.close()
  })

  it.each([
    [{ port: 65_536 }, 'Option port'],
    [{ callbackKey: 'with spaces' }, 'Option callbackKey'],
    [{ callbackUrl: 'ftp://example.com' }, 'Option callbackUrl'],
    [{ variants: { eventTs: 'text' as never } }, 'Option variants.eventTs'],
  ])('that cannot work as asked says why: %o', async (options, message) => {
    await expect(createTrtcEmulator(options)).rejects.toThrow(message)
  })

  it('frees its port when it is closed, and stops what goes on', async () => {
    const first = await createTrtcEmulator({ port: 0 })
    const port = Number(new URL(first.url).port)
    await expect(createTrtcEmulator({ port })).rejects.toThrow('EADDRINUSE')
    await first.close()
    const second = await createTrtcEmulator({ port })
    await second.close()
  })

  it('has no file that nobody recorded', async () => {
    const { url } = await startEmulator()
    expect((await fetch(`${url}/vod/5285890000000000000/a.mp4`)).status).toBe(404)
  })
})
