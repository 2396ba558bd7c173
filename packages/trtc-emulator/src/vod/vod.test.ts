import { Client } from 'tencentcloud-sdk-nodejs/tencentcloud/services/vod/v20180717/vod_client.js'
import { describe, expect, it } from 'vitest'
import { clientConfig, codeOf, failureOf, sdkAppId, startEmulator } from '../../testing/fixture.js'
import { createVirtualClock } from '../clock.js'
import { isoSeconds, NEVER } from './media-info.js'
import { playSign } from './play-key.js'

const SubAppId = 1500000001
const start = Date.parse('2026-01-01T00:00:00Z')
const hour = 3_600_000

/** An emulator with a clock that stands still, and VOD's own typed client. */
async function setUp(options: Parameters<typeof startEmulator>[0] = {}) {
  const clock = createVirtualClock({ now: start })
  const emulator = await startEmulator({ clock, ...options })
  const vod = new Client({ ...clientConfig(emulator.url), region: '' })
  /** Records alice and bob for an hour. */
  async function record(changes: object = {}) {
    emulator.enter('alice')
    emulator.enter('bob')
    const taskId = await emulator.create(changes)
    await clock.advance(hour)
    await emulator.remove(taskId)
    await clock.advance(1)
    return taskId
  }
  return { ...emulator, clock, vod, record }
}

const single = { RecordParams: { RecordMode: 1, StreamType: 0 } }
const into = (TencentVod: object) => ({ StorageParams: { CloudVod: { TencentVod } } })

describe('searchMedia', () => {
  it('finds the recordings of a room, and says which task they came from', async () => {
    const { vod, record, receiver } = await setUp()
    const taskId = await record(into({ SourceContext: 'mine', UserDefineRecordId: 'rec-1' }))
    const { TotalCount, MediaInfoSet } = await vod.SearchMedia({ SubAppId, TrtcSdkAppIds: [sdkAppId], TrtcRoomIds: ['demo'], SourceTypes: ['TrtcRecord'] })
    const { FileId, VideoUrl } = receiver.of(311)[0]!.EventInfo.Payload!.TencentVod as Record<string, string>
    expect(TotalCount).toBe(1)
    expect(MediaInfoSet![0]).toMatchObject({
      FileId,
      BasicInfo: {
        Name: 'rec-1__UserDefine_u_1400000123_ZGVtbw...mp4',
        Type: 'mp4',
        Category: 'Video',
        MediaUrl: VideoUrl,
        CreateTime: '2026-01-01T01:00:00Z',
        ExpireTime: NEVER,
        SourceInfo: { SourceType: 'TrtcRecord', SourceContext: 'mine', TrtcRecordInfo: { SdkAppId: sdkAppId, RoomId: 'demo', TaskId: taskId, UserIds: ['alice', 'bob'] } },
      },
    })
  })

  it('finds a file some time after 311 told of it, and DescribeMediaInfos no sooner', async () => {
    const { vod, record, clock, receiver, control } = await setUp({ vodVisibleDelayMs: 60_000 })
    await record()
    const { FileId } = receiver.of(311)[0]!.EventInfo.Payload!.TencentVod as { FileId: string }
    const found = async () => [(await vod.SearchMedia({ SubAppId })).TotalCount, (await vod.DescribeMediaInfos({ SubAppId, FileIds: [FileId] })).NotExistFileIdSet!.length]
    await clock.advance(59_998)
    expect(await found()).toEqual([0, 1])
    control.variants.set({ vodDescribe: 'immediate' })
    expect(await found()).toEqual([0, 0])
    await clock.advance(1)
    expect(await found()).toEqual([1, 0])
  })

  it.each<[string, object, number]>([
    ['everything', {}, 2],
    ['another room', { TrtcRoomIds: ['other'] }, 0],
    ['either of two rooms', { TrtcRoomIds: ['other', 'demo'] }, 2],
    ['another application', { TrtcSdkAppIds: [1400000999] }, 0],
    ['uploads', { SourceTypes: ['Upload'] }, 0],
    ['part of a name', { Names: ['USERID_S_yWxpY2U'] }, 1],
    ['the start of a name', { NamePrefixes: ['1400000123_'] }, 2],
    ['what is not the start', { NamePrefixes: ['demo'] }, 0],
    ['sound', { Categories: ['Audio'] }, 0],
    ['HLS', { MediaTypes: ['hls'] }, 0],
    ['a moment before', { CreateTime: { After: '2026-01-01T00:00:00Z', Before: '2026-01-01T01:00:00Z' } }, 0],
    ['a moment after', { CreateTime: { After: '2026-01-01T09:00:00+08:00', Before: '2026-01-01T01:00:01Z' } }, 2],
    ['what expires', { ExpireTime: { Before: '2027-01-01T00:00:00Z' } }, 0],
    ['live streams', { StreamIds: ['x'] }, 0],
    ['a part of the answer', { Filters: ['basicInfo'] }, 2],
  ])('narrows down by %s', async (_, conditions, count) => {
    const { vod, record } = await setUp()
    await record(single)
    expect((await vod.SearchMedia({ SubAppId, ...conditions })).TotalCount).toBe(count)
  })

  it('counts Before in when switched so', async () => {
    const { vod, record } = await setUp({ variants: { searchBefore: 'included' } })
    await record()
    expect((await vod.SearchMedia({ SubAppId, CreateTime: { Before: '2026-01-01T01:00:00Z' } })).TotalCount).toBe(1)
  })

  it('gives page by page, newest first unless asked otherwise', async () => {
    const { vod, record, receiver } = await setUp()
    for (let round = 0; round < 3; round++) await record()
    const ids = receiver.of(311).map(({ EventInfo }) => (EventInfo.Payload!.TencentVod as { FileId: string }).FileId)
    const page = async (paging: object) => (await vod.SearchMedia({ SubAppId, ...paging })).MediaInfoSet!.map(({ FileId }) => FileId)
    expect(await page({ Limit: 2 })).toEqual([ids[2], ids[1]])
    expect(await page({ Limit: 2, Offset: 2 })).toEqual([ids[0]])
    expect(await page({ Sort: { Field: 'CreateTime', Order: 'Asc' }, Limit: 1 })).toEqual([ids[0]])
    expect((await vod.SearchMedia({ SubAppId, Offset: 4999, Limit: 1 })).TotalCount).toBe(3)
  })

  it.each<[string, object, string]>([
    ['more than 5000 results', { Offset: 4999, Limit: 2 }, 'InvalidParameterValue.Limit'],
    ['an empty page', { Limit: 0 }, 'InvalidParameterValue'],
    ['eleven rooms', { TrtcRoomIds: Array.from({ length: 11 }, (_, index) => `room${index}`) }, 'InvalidParameterValue'],
    ['a number for a room', { TrtcRoomIds: [4242] }, 'InvalidParameterValue'],
    ['a date alone', { CreateTime: { After: '2026-01-01' } }, 'InvalidParameterValue'],
    ['another order', { Sort: { Field: 'Name', Order: 'Asc' } }, 'InvalidParameterValue'],
    ['a field that there is not', { RoomIds: ['demo'] }, 'UnknownParameter'],
    ['no VOD application', { SubAppId: undefined }, 'InvalidParameterValue.SubAppId'],
  ])('refuses %s', async (_, conditions, code) => {
    const { vod } = await setUp()
    expect(await codeOf(vod.SearchMedia({ SubAppId, ...conditions }))).toBe(code)
  })

  it('looks into one VOD application only', async () => {
    const { vod, record, control } = await setUp()
    await record(into({ SubAppId: 1500000077 }))
    const count = async (conditions: object) => (await vod.SearchMedia(conditions)).TotalCount
    expect([await count({ SubAppId }), await count({ SubAppId: 1500000077 })]).toEqual([0, 1])
    control.variants.set({ vodSubAppId: 'optional' })
    expect(await count({})).toBe(0)
  })
})

describe('a file in VOD', () => {
  async function recorded(options: Parameters<typeof setUp>[0] = {}, changes: object = {}) {
    const emulator = await setUp(options)
    await emulator.record(changes)
    const { FileId, VideoUrl } = emulator.receiver.of(311)[0]!.EventInfo.Payload!.TencentVod as { FileId: string, VideoUrl: string }
    const describe = async () => (await emulator.vod.DescribeMediaInfos({ SubAppId, FileIds: [FileId] })).MediaInfoSet![0]
    return { ...emulator, FileId, VideoUrl, describe }
  }

  it('is described, and what there is not is named', async () => {
    const { vod, FileId } = await recorded()
    const { MediaInfoSet, NotExistFileIdSet } = await vod.DescribeMediaInfos({ SubAppId, FileIds: [FileId, 'none', FileId], Filters: ['basicInfo'] })
    expect(MediaInfoSet).toMatchObject([{ FileId, MetaData: null }])
    expect(NotExistFileIdSet).toEqual(['none'])
    const tooMany = Array.from({ length: 21 }, (_, index) => `file${index}`)
    expect(await codeOf(vod.DescribeMediaInfos({ SubAppId, FileIds: tooMany }))).toBe('InvalidParameterValue')
    expect(await codeOf(vod.DescribeMediaInfos({ SubAppId } as never))).toBe('MissingParameter')
  })

  it('has its size and length as soon as they are known', async () => {
    const { describe: look, control } = await recorded({}, { RecordParams: { RecordMode: 1, StreamType: 1 } })
    expect((await look())!.MetaData).toBeNull()
    const { size } = await control.media.list()[0]!.rendition.render()
    expect((await look())!.MetaData).toMatchObject({ Size: size, Width: 0, Duration: expect.closeTo(3600, 0) as number, VideoDuration: 0, VideoStreamSet: [] })
  })

  it('is renamed, described, tagged and untagged', async () => {
    const { vod, FileId, describe: look, clock } = await recorded()
    await clock.advance(hour)
    await vod.ModifyMediaInfo({ SubAppId, FileId, Name: 'Stand-up', Description: 'of Monday', AddTags: ['a', 'b'] })
    await vod.ModifyMediaInfo({ SubAppId, FileId, AddTags: ['c'], DeleteTags: ['a'] })
    expect((await look())!.BasicInfo).toMatchObject({ Name: 'Stand-up', Description: 'of Monday', TagSet: ['b', 'c'], CreateTime: '2026-01-01T01:00:00Z', UpdateTime: isoSeconds(clock.now()) })
    await vod.ModifyMediaInfo({ SubAppId, FileId, ClearTags: 1 })
    expect((await look())!.BasicInfo).toMatchObject({ Name: 'Stand-up', TagSet: [] })
    expect((await vod.SearchMedia({ SubAppId, Names: ['stand'] })).TotalCount).toBe(1)
  })

  it.each<[string, object, string]>([
    ['a name of 65 characters', { Name: 'x'.repeat(65) }, 'InvalidParameterValue'],
    ['a description of 129', { Description: 'x'.repeat(129) }, 'InvalidParameterValue'],
    ['17 tags', { AddTags: Array.from({ length: 17 }, (_, index) => `tag${index}`) }, 'InvalidParameterValue'],
    ['a tag to add and to delete', { AddTags: ['a'], DeleteTags: ['a'] }, 'InvalidParameterValue.DeleteTags'],
    ['an end in the past', { ExpireTime: '2025-12-31T00:00:00Z' }, 'InvalidParameterValue.ExpireTime'],
    ['another file', { FileId: 'none' }, 'InvalidParameterValue.FileId'],
  ])('is not changed by %s', async (_, change, code) => {
    const { vod, FileId, describe: look } = await recorded()
    expect(await codeOf(vod.ModifyMediaInfo({ SubAppId, FileId, ...change }))).toBe(code)
    expect((await look())!.BasicInfo).toMatchObject({ Description: '', TagSet: [], ExpireTime: NEVER })
  })

  it.each<[string, object, object, number]>([
    ['a day, as the recording asked', {}, { ExpireTime: 86_400 }, 86_400_000],
    ['until a moment, when words are taken literally', { variants: { vodExpireTime: 'absolute' } }, { ExpireTime: start / 1000 + 7200 }, hour],
  ])('is kept for %s', async (_, options, TencentVod, ms) => {
    const { clock, describe: look, VideoUrl, control } = await recorded(options, into(TencentVod))
    const at = isoSeconds(start + hour + ms)
    expect((await look())!.BasicInfo!.ExpireTime).toBe(at)
    await clock.advance(ms - 2)
    expect(await look()).toBeDefined()
    await clock.advance(2)
    expect(await look()).toBeUndefined()
    expect(await (await fetch(VideoUrl)).text()).toBe('There is no such file.')
    expect(control.media.list()).toEqual([])
  })

  it('is kept for ever once somebody says so', async () => {
    const { vod, clock, FileId, describe: look } = await recorded({}, into({ ExpireTime: 86_400 }))
    await vod.ModifyMediaInfo({ SubAppId, FileId, ExpireTime: NEVER })
    await clock.advance(30 * 86_400_000)
    expect((await look())!.BasicInfo!.ExpireTime).toBe(NEVER)
  })

  it('is deleted for good', async () => {
    const { vod, FileId, VideoUrl, describe: look, control } = await recorded()
    await vod.DeleteMedia({ SubAppId, FileId, DeleteParts: [{ Type: 'TranscodeFiles' }] })
    expect(await look()).toBeDefined()
    await vod.DeleteMedia({ SubAppId, FileId })
    expect(await look()).toBeUndefined()
    expect((await fetch(VideoUrl)).status).toBe(404)
    expect(control.media.list()).toEqual([])
    expect(await failureOf(vod.DeleteMedia({ SubAppId, FileId }))).toMatchObject({ code: 'InvalidParameterValue.FileId', message: expect.stringContaining(FileId) as string })
  })

  it('is played only by links that the play key signed', async () => {
    const { VideoUrl } = await recorded({ vodPlayKey: 'AbCdEf0123456789' }, { RecordParams: { RecordMode: 1, StreamType: 1 } })
    const { pathname } = new URL(VideoUrl)
    const t = (Math.floor(Date.now() / 1000) + 600).toString(16)
    const sign = playSign('AbCdEf0123456789', pathname.slice(0, pathname.lastIndexOf('/') + 1), { t })
    const status = async (query: string) => (await fetch(`${VideoUrl}?${query}`)).status
    expect(await status('')).toBe(403)
    expect(await status(`t=${t}&sign=${sign.replace(/./, char => char === '0' ? '1' : '0')}`)).toBe(403)
    expect(await status(`t=${t}&sign=${sign}`)).toBe(200)
  })
})

describe('an upload that goes wrong', () => {
  it.each<[string, string, object[]]>([
    ['refused', 'storageRefused', [{ Status: 2, Errmsg: 'AccessDenied' }, { Status: 1 }]],
    ['late', 'uploadLate', [{ Status: 1, Errmsg: expect.any(String) }, { Status: 1 }, { Status: 0 }]],
    ['lost', 'uploadFailed', [{ Status: 1, Errmsg: expect.any(String) }, { Status: 1 }, { Status: 2, Errmsg: expect.any(String) }]],
  ])('is told when it is %s', async (_, effect, told) => {
    const { control, clock, record, receiver, vod } = await setUp()
    control.faults.set([{ effect: effect as 'uploadLate', delayMs: 90_000, times: 1 }])
    await record()
    await clock.advance(90_000)
    const payloads = receiver.received.map(({ body }) => body).filter(({ EventType }) => EventType >= 311).map(({ EventInfo }) => EventInfo.Payload!)
    expect(payloads).toMatchObject(told)
    const commits = payloads.filter(({ TencentVod }) => TencentVod)
    for (const { Status, TencentVod } of commits) expect(Object.keys(TencentVod as object)).toHaveLength(Status === 0 ? 8 : 3)
    expect((await vod.SearchMedia({ SubAppId })).TotalCount).toBe(effect === 'uploadLate' ? 1 : 0)
  })
})
