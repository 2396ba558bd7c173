import type { VodApi, VodMediaInfo } from './vod-client.js'
import { describe, expect, it } from 'vitest'
import { StorageError } from './file-storage.js'
import { createVodStorage } from './vod.js'

const recording = { id: 'r1', roomId: 'demo', name: null, title: null, requestedAt: Date.UTC(2026, 0, 1, 12) }
const file = { id: 'f1', taskId: 'T1', name: 'a.mp4', format: 'mp4', vodFileId: '528', url: 'https://v/a.mp4', durationMs: 1000 }

const media = (BasicInfo: Partial<NonNullable<VodMediaInfo['BasicInfo']>> = {}, more: Partial<VodMediaInfo> = {}): VodMediaInfo => ({
  FileId: '528',
  BasicInfo: { Name: '1400000123_ZGVtbw..', Type: 'mp4', MediaUrl: 'https://v/a.mp4', SourceInfo: { SourceContext: 'rr_r1_0_1', TrtcRecordInfo: { TaskId: 'T1' } }, ...BasicInfo },
  MetaData: { Size: 1000, Duration: 12.5, VideoDuration: 12.5, AudioDuration: 12.5 },
  ...more,
})

function setUp(answers: Partial<VodApi> = {}, playKey?: string) {
  const calls: unknown[][] = []
  const unanswered = async () => { throw new StorageError('any', false, undefined) }
  const note = <T extends (...args: never[]) => unknown>(name: string, answer: T) => ((...args: never[]) => {
    calls.push([name, ...args])
    return answer(...args)
  }) as T
  const vod: VodApi = {
    searchMedia: note('search', answers.searchMedia ?? unanswered),
    describeMedia: note('describe', answers.describeMedia ?? unanswered),
    deleteMedia: note('delete', answers.deleteMedia ?? unanswered),
    close() {},
  }
  return { calls, storage: createVodStorage({ vod, sdkAppId: 1400000123, playKey }) }
}

const refuse = (code: string) => async () => { throw new StorageError('DeleteMedia', true, code) }

describe('a search', () => {
  it('asks for the recordings of one room since a little before the start, page by page', async () => {
    const all = Array.from({ length: 250 }, (_, index) => media({}, { FileId: String(index) }))
    const { storage, calls } = setUp({ searchMedia: async ({ Offset = 0, Limit }) => ({ total: all.length, media: all.slice(Offset, Offset + Limit) }) })
    const found = await storage.find({ recording })
    expect(new Set(found.map(({ vodFileId }) => vodFileId)).size).toBe(250)
    expect(calls.map(([, params]) => (params as { Offset: number }).Offset)).toEqual([0, 100, 200])
    expect(calls[0]![1]).toMatchObject({ TrtcSdkAppIds: [1400000123], TrtcRoomIds: ['demo'], SourceTypes: ['TrtcRecord'], CreateTime: { After: '2026-01-01T11:50:00Z' }, Sort: { Field: 'CreateTime', Order: 'Asc' } })
  })

  it('stops where SearchMedia does, and when a page is empty', async () => {
    const endless = setUp({ searchMedia: async () => ({ total: 9_999, media: Array.from({ length: 100 }, () => media()) }) })
    await endless.storage.find({ recording })
    expect(endless.calls).toHaveLength(50)
    const empty = setUp({ searchMedia: async () => ({ total: 9_999, media: [] }) })
    expect(await empty.storage.find({ recording })).toEqual([])
    expect(empty.calls).toHaveLength(1)
  })

  it.each<[string, VodMediaInfo, object]>([
    ['without its extension', media(), { name: '1400000123_ZGVtbw...mp4', stream: 'mix', userId: null, track: 'audioVideo', durationMs: 12_500, sizeBytes: 1000, taskId: 'T1', recorderUserId: 'rr_r1_0_1' }],
    ['with its extension', media({ Name: '1400000123_ZGVtbw...mp4' }), { name: '1400000123_ZGVtbw...mp4' }],
    ['of HLS', media({ Name: '1400000123_ZGVtbw..', Type: 'hls' }), { name: '1400000123_ZGVtbw...m3u8' }],
    ['of one person', media({ Name: '1400000123_ZGVtbw..__UserId_s_YWxpY2U.__UserId_e_aux' }), { userId: 'alice', stream: 'screen' }],
    ['of sound alone', media({ Type: 'aac' }), { track: 'audio' }],
    ['of nothing but a picture', media({}, { MetaData: { Size: 1, Duration: 1, VideoDuration: 1, AudioDuration: 0 } }), { track: 'video' }],
    ['given by somebody in the console', media({ Name: 'Stand-up' }), { name: 'Stand-up.mp4', stream: 'mix', userId: null }],
    ['that VOD has not looked at yet', media({}, { MetaData: null }), { durationMs: null, sizeBytes: null }],
  ])('reads a name %s', async (_, item, expected) => {
    const { storage } = setUp({ searchMedia: async () => ({ total: 1, media: [item] }) })
    expect(await storage.find({ recording })).toMatchObject([expected])
  })

  it('passes over what is of no recording', async () => {
    const { storage } = setUp({ searchMedia: async () => ({ total: 2, media: [media({ SourceInfo: null }), { FileId: 'x' }] }) })
    expect(await storage.find({ recording })).toEqual([])
  })
})

describe('deleting', () => {
  it('is done when VOD says so', async () => {
    const { storage } = setUp({ deleteMedia: async () => {} })
    expect(await storage.delete(file, recording)).toBe('gone')
  })

  it('of a file that VOD does not know is not known to be done', async () => {
    const { storage } = setUp({ deleteMedia: refuse('InvalidParameterValue.FileId'), describeMedia: async () => null })
    expect(await storage.delete(file, recording)).toBe('unknown')
  })

  it('that is refused although the file is there is an error, and so is no answer', async () => {
    const denied = setUp({ deleteMedia: refuse('UnauthorizedOperation'), describeMedia: async () => media() })
    await expect(denied.storage.delete(file, recording)).rejects.toMatchObject({ name: 'StorageError', upstreamCode: 'UnauthorizedOperation' })
    const silent = setUp()
    await expect(silent.storage.delete(file, recording)).rejects.toThrow(StorageError)
    expect(silent.calls.map(([name]) => name)).toEqual(['delete'])
  })
})

describe('a link', () => {
  const link = { file, recording, use: 'play', expiresAt: 1_767_229_200_000 } as const

  it('is VOD\'s own address without a play key, and never expires', async () => {
    expect(await setUp().storage.link(link)).toEqual({ url: 'https://v/a.mp4', expiresAt: null })
  })

  it('is signed with one', async () => {
    const { url, expiresAt } = await setUp({}, 'AbCdEf0123456789').storage.link(link)
    expect([new URL(url).searchParams.get('t'), expiresAt]).toEqual(['6955c710', 1_767_229_200_000])
  })

  it('of a file whose address nobody told is asked for', async () => {
    const { storage } = setUp({ describeMedia: async () => media({ MediaUrl: 'https://v/b.mp4' }) })
    expect((await storage.link({ ...link, file: { ...file, url: null } })).url).toBe('https://v/b.mp4')
    await expect(setUp({ describeMedia: async () => null }).storage.link({ ...link, file: { ...file, url: null } })).rejects.toThrow(StorageError)
  })
})

it.each<[string, VodApi['searchMedia'], object]>([
  ['well', async () => ({ total: 0, media: [] }), { state: 'ok' }],
  ['without an answer', async () => { throw new StorageError('SearchMedia', false, undefined) }, { state: 'unknown', problem: 'VOD did not answer.' }],
  ['with another application', async () => { throw new StorageError('SearchMedia', true, 'InvalidParameterValue.SubAppId') }, { state: 'failed', problem: expect.stringContaining('VOD_SUB_APP_ID') as string }],
  ['without the right', async () => { throw new StorageError('SearchMedia', true, 'UnauthorizedOperation') }, { state: 'failed', problem: expect.stringContaining('DeleteMedia') as string }],
])('vOD is %s', async (_, searchMedia, expected) => {
  expect(await setUp({ searchMedia }).storage.check()).toMatchObject(expected)
})
