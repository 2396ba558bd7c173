import COS from 'cos-nodejs-sdk-v5'
import { describe, expect, it } from 'vitest'
import { soon, startEmulator } from '../../testing/fixture.js'
import { createVirtualClock } from '../clock.js'

const Bucket = 'rec-1250000000'
const Region = 'ap-guangzhou'
const bucket = { Vendor: 0, Region, Bucket, AccessKey: 'AKIDdemo', SecretKey: 'demoSecretKey', FileNamePrefix: ['p1', 'p2'] }
const index = '1400000123_ZGVtbw...m3u8'
const film = '1400000123_ZGVtbw...mp4'

/** A mixed recording into a bucket, a second long. */
async function record({ faults = [], storage = {}, OutputFormat = 1, ...options }: Parameters<typeof startEmulator>[0] & { faults?: object[], storage?: object, OutputFormat?: number } = {}) {
  const clock = createVirtualClock()
  const emulator = await startEmulator({ clock, ...options })
  emulator.control.faults.set(faults as never)
  emulator.enter('alice')
  const taskId = await emulator.create({ RecordParams: { RecordMode: 2, StreamType: 0, OutputFormat }, StorageParams: { CloudStorage: { ...bucket, ...storage } } })
  await clock.advance(1000)
  await emulator.remove(taskId)
  await clock.advance(1000)
  const cos = new COS({ SecretId: 'AKIDdemo', SecretKey: 'demoSecretKey', Protocol: 'http:', Domain: `${new URL(emulator.url).host}/cos/{Bucket}` })
  const told = () => emulator.receiver.received.map(({ body: { EventType, EventInfo: { Payload } } }) => {
    const { LeaveCode, Status = LeaveCode, Code } = Payload as Record<string, unknown>
    return EventType === 302 || (Status === undefined && Code === undefined) ? EventType : `${EventType}:${(Code ?? Status) as string}`
  })
  const keys = async () => (await cos.getBucket({ Bucket, Region }).then(({ Contents }) => Contents.map(({ Key }) => Key), (error: { code: string }) => error.code))
  return { ...emulator, clock, taskId, told, keys, cos }
}

describe('a recording into COS', () => {
  it('puts its files under prefix and task id', async () => {
    const { keys, told, taskId, cos } = await record()
    expect(told()).toEqual(['301:0', '303:0', 307, 304, 302, '305:0', '310:0'])
    const found = await keys()
    expect(found).toContain(`p1/p2/${taskId}/${index}`)
    expect(found).toContain(`p1/p2/${taskId}/${film}`)
    const get = async (name: string) => (await cos.getObject({ Bucket, Region, Key: `p1/p2/${taskId}/${name}` })).Body
    const segments = (await get(index)).toString().split('\n').filter(line => line.endsWith('.ts'))
    expect(segments.length).toBeGreaterThan(0)
    expect(found).toEqual(expect.arrayContaining(segments.map(name => `p1/p2/${taskId}/${name}`)))
    expect((await get(film)).subarray(4, 8).toString()).toBe('ftyp')
  })

  it.each<[string, object, string[]]>([
    ['another id', { AccessKey: 'AKIDother' }, ['303:1', '308:InvalidAccessKeyId']],
    ['another key', { SecretKey: 'other' }, ['303:1', '308:SignatureDoesNotMatch']],
  ])('with %s leaves everything behind', async (_, storage, refused) => {
    const { told, keys } = await record({ storage })
    expect(told()).toEqual(['301:0', ...refused, 307, 302, '305:1', '310:2'])
    expect(await keys()).toBe('NoSuchBucket')
  })

  it('with keys that this emulator cannot know, as those of AWS are, is taken', async () => {
    const { told } = await record({ storage: { Vendor: 1, Bucket: 'anything', AccessKey: 'x', SecretKey: 'y' } })
    expect(told()).toContain('305:0')
  })

  it('may be refused without a 308, which the newer page does not know', async () => {
    const { told } = await record({ OutputFormat: 3, variants: { uploadError: 'no' }, faults: [{ effect: 'storageRefused', code: 'NoSuchBucket' }] })
    expect(told()).toEqual(['301:0', '303:1', 302, '310:1'])
  })

  it('may come late: left behind first, recovered a while later', async () => {
    const { told, keys, clock, taskId } = await record({ faults: [{ effect: 'uploadLate' }] })
    const before = ['301:0', '303:0', 307, 304, 302, '305:1', '310:1']
    expect(told()).toEqual(before)
    expect(await keys()).toBe('NoSuchBucket')
    await clock.advance(60_000)
    expect(told()).toEqual([...before, '305:2', '310:0'])
    expect(await keys()).toContain(`p1/p2/${taskId}/${film}`)
  })

  it('may be lost: left behind first, given up a while later', async () => {
    const { told, keys, clock } = await record({ faults: [{ effect: 'uploadFailed', delayMs: 5000 }] })
    await clock.advance(5000)
    expect(told()).toEqual(['301:0', '303:0', 307, 304, 302, '305:1', '310:1', '310:2'])
    expect(await keys()).toBe('NoSuchBucket')
  })

  it('tells of every file with a 310 of its own', async () => {
    const clock = createVirtualClock()
    const { enter, create, remove, receiver } = await startEmulator({ clock })
    enter('alice', { camera: true, microphone: true, screen: true })
    enter('bob')
    const taskId = await create({ RecordParams: { RecordMode: 1, StreamType: 0, OutputFormat: 3 }, StorageParams: { CloudStorage: bucket } })
    await clock.advance(1000)
    await remove(taskId)
    await clock.advance(1000)
    expect(receiver.types()).toEqual([301, 303, 302, 310, 310, 310])
    expect(receiver.of(310).map(({ EventInfo }) => EventInfo.Payload!.FileMessage)).toMatchObject([
      [{ UserId: 'alice', MediaId: 'main' }],
      [{ UserId: 'alice', MediaId: 'aux' }],
      [{ UserId: 'bob', MediaId: 'main' }],
    ])
  })
})

describe('pictures of a layout', () => {
  const image = (name: string) => `https://img.example/${name}.png`
  const MixLayoutParams = {
    MixLayoutMode: 4,
    MixLayoutList: [{ Top: 0, Left: 0, Width: 100, Height: 100, SubBackgroundImage: image('sub') }],
    BackgroundImageUrl: image('back'),
    DefaultSubBackgroundImage: image('back'),
    WaterMarkList: [{ WaterMarkImage: { WaterMarkUrl: image('mark'), Top: 0, Left: 0, Width: 10, Height: 10 } }],
  }

  it('that cannot be fetched are told one by one, at the start and after a change', async () => {
    const { control, create, call, receiver } = await startEmulator()
    control.faults.set([{ effect: 'imageFailed' }])
    const TaskId = await create({ MixLayoutParams })
    await control.until(() => receiver.of(309).length === 3, soon())
    expect(receiver.of(309).map(({ EventInfo }) => EventInfo.Payload)).toEqual(['back', 'sub', 'mark'].map(name => ({ Url: image(name) })))
    await call('ModifyCloudRecording', { SdkAppId: 1400000123, TaskId, MixLayoutParams: { MixLayoutMode: 3, BackgroundImageUrl: image('new') } })
    await control.until(() => receiver.of(309).length === 4, soon())
    expect(receiver.of(309)[3]!.EventInfo.Payload).toEqual({ Url: image('new') })
  })
})
