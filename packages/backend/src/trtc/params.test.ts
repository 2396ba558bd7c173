import type { FixedMixLayout, FollowLayout, RecordingFormat, RecordingMedia, RecordingQuality, SubscribeUsers } from '@roomkit-recording/core'
import type { RecordingRow, TaskRow } from '../store/schema.js'
import type { CloudStorageParams } from './trtc-api.js'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { aRecording, recorder } from '../../testing/state.js'
import { mixOf } from '../recordings/mix.js'
import { createCloudRecordingParams, modifyCloudRecordingParams, resourceExpiredHours } from './cloud-recording-params.js'
import { canvases, mixLayoutParams, resolveMixLayout } from './mix-layout-params.js'
import { subscribeParams } from './subscribe-params.js'

const settings = { signUserSig: (userId: string, seconds: number) => `${userId} for ${seconds}`, roomIdType: 'string', maxIdleSeconds: 30, vodSubAppId: undefined } as const
const create = (recording: Parameters<typeof aRecording>[0], more: Partial<Parameters<typeof createCloudRecordingParams>[3]> = {}) => {
  const { recording: row, tasks } = aRecording(recording)
  return createCloudRecordingParams(row, mixOf(row, tasks[0]!), recorder, { ...settings, ...more })
}

describe('createCloudRecording', () => {
  it('of a mixed recording', () => {
    expect(create({ maxMinutes: 60 })).toEqual({
      RoomId: 'room',
      RoomIdType: 0,
      UserId: recorder,
      UserSig: `${recorder} for ${(25 + 24) * 3600}`,
      RecordParams: { RecordMode: 2, MaxIdleTime: 30, StreamType: 0 },
      StorageParams: { CloudVod: { TencentVod: { MediaType: 0, ExpireTime: 0, SourceContext: recorder } } },
      MixTranscodeParams: {
        VideoParams: { Width: 1280, Height: 720, Fps: 15, BitRate: 1_500_000, Gop: 10 },
        AudioParams: { SampleRate: 1, Channel: 2, BitRate: 64_000 },
      },
      MixLayoutParams: { MixLayoutMode: 3 },
      ResourceExpiredHour: 25,
    })
  })

  it('of single streams has no mix, and one file per person', () => {
    const params = create({ mode: 'single' })
    expect(params.RecordParams).toEqual({ RecordMode: 1, MaxIdleTime: 30, StreamType: 0, AvMerge: 1 })
    expect(params).not.toHaveProperty('MixTranscodeParams')
    expect(params).not.toHaveProperty('MixLayoutParams')
  })

  it.each<[RecordingMedia, number]>([['audioVideo', 0], ['audio', 1], ['video', 2]])('media %s is StreamType %s, always sent', (media, StreamType) => {
    expect(create({ media }).RecordParams.StreamType).toBe(StreamType)
  })

  it('of sound alone has no canvas', () => {
    expect(create({ media: 'audio' }).MixTranscodeParams).toEqual({ AudioParams: { SampleRate: 1, Channel: 2, BitRate: 64_000 } })
  })

  it.each<[RecordingQuality, number, number]>([['sd', 640, 360], ['hd', 1280, 720], ['fhd', 1920, 1080]])('quality %s is %s×%s', (quality, Width, Height) => {
    expect(create({ quality }).MixTranscodeParams!.VideoParams).toMatchObject({ Width, Height })
  })

  it.each<[RecordingFormat, number]>([['mp4', 0], ['hls', 1], ['aac', 2], ['hls+mp4', 3], ['hls+aac', 4]])('format %s is MediaType %s', (format, MediaType) => {
    expect(create({ format }).StorageParams).toMatchObject({ CloudVod: { TencentVod: { MediaType } } })
  })

  it.each<[RecordingFormat, number]>([['hls', 0], ['hls+mp4', 1], ['hls+aac', 2], ['mp4', 3], ['aac', 4]])('format %s in COS is OutputFormat %s', (format, OutputFormat) => {
    const bucket: CloudStorageParams = { Vendor: 0, Region: 'ap-guangzhou', Bucket: 'rec-1250000000', AccessKey: 'id', SecretKey: 'key', FileNamePrefix: ['a'] }
    const params = create({ format, storage: 'cos' }, { cloudStorage: () => bucket })
    expect(params.RecordParams.OutputFormat).toBe(OutputFormat)
    expect(params.StorageParams).toEqual({ CloudStorage: bucket })
  })

  it('is refused when the bucket that it was to go into is configured no more', () => {
    expect(() => create({ storage: 'cos' })).toThrow('none is configured')
  })

  it('names the VOD application and the file', () => {
    expect(create({ name: 'weekly' }, { vodSubAppId: 1500000001 }).StorageParams).toEqual({ CloudVod: { TencentVod: { SubAppId: 1500000001, MediaType: 0, ExpireTime: 0, SourceContext: recorder, UserDefineRecordId: 'weekly' } } })
  })

  it('knows rooms with a number', () => {
    expect(create({}, { roomIdType: 'number' }).RoomIdType).toBe(1)
    expect(create({ roomId: '42' }, { roomIdType: roomId => /^\d+$/.test(roomId) ? 'number' : 'string' })).toMatchObject({ RoomId: '42', RoomIdType: 1 })
  })

  it.each([[1, 25], [60, 25], [1440, 48], [41_760, 720], [0, 24]])('%s minutes can be controlled for %s hours', (minutes, hours) => {
    expect(resourceExpiredHours(minutes)).toBe(hours)
  })
})

describe('modifyCloudRecording', () => {
  function modify(recording: Partial<RecordingRow>, task: Partial<TaskRow> = {}) {
    const { recording: row, tasks } = aRecording(recording, [task])
    return modifyCloudRecordingParams(row, mixOf(row, tasks[0]!), { recorderUserId: recorder, taskId: 'T1' })
  }

  it('always carries layout and subscription together', () => {
    expect(modify({ layoutWanted: { mode: 'float', main: 'bob' }, subscribeWanted: { video: { except: ['carol'] } } })).toEqual({
      TaskId: 'T1',
      SubscribeStreamUserIds: { UnSubscribeVideoUserIds: ['carol'] },
      MixLayoutParams: { MixLayoutMode: 1, MaxResolutionUserId: 'bob', MediaId: 0 },
    })
  })

  it('of single streams carries the subscription alone', () => {
    expect(modify({ mode: 'single', subscribeWanted: {} })).toEqual({ TaskId: 'T1', SubscribeStreamUserIds: {} })
  })

  it.each<[string, SubscribeUsers, object]>([
    ['names its members', {}, { SubscribeAudioUserIds: ['alice', 'bob'], SubscribeVideoUserIds: ['alice', 'bob'] }],
    ['leaves out whom the recording leaves out', { video: { except: ['bob'] } }, { SubscribeAudioUserIds: ['alice', 'bob'], SubscribeVideoUserIds: ['alice'] }],
    ['that takes no picture of anybody names its recorder, since an empty list is everybody', { video: { only: ['carol'] } }, { SubscribeAudioUserIds: ['alice', 'bob'], SubscribeVideoUserIds: [recorder] }],
  ])('of a part %s', (_, subscribeWanted, SubscribeStreamUserIds) => {
    expect(modify({ mode: 'single', subscribeWanted }, { members: ['alice', 'bob'] })).toEqual({ TaskId: 'T1', SubscribeStreamUserIds })
  })
})

describe('layouts', () => {
  it.each<[FixedMixLayout, object]>([
    [{ mode: 'grid' }, { MixLayoutMode: 3 }],
    [{ mode: 'grid', background: '#102030', hideAudioOnly: true, fit: 'contain' }, { MixLayoutMode: 3, BackGroundColor: '#102030', PureAudioDisableLayout: true, RenderMode: 2 }],
    [{ mode: 'float' }, { MixLayoutMode: 1 }],
    [{ mode: 'float', main: 'bob' }, { MixLayoutMode: 1, MaxResolutionUserId: 'bob', MediaId: 0 }],
    [{ mode: 'screenShare', main: 'bob' }, { MixLayoutMode: 2, MaxResolutionUserId: 'bob', MediaId: 1 }],
    [{ mode: 'screenShare', align: 'right' }, { MixLayoutMode: 2, MaxResolutionUserAlign: 1 }],
    [{ mode: 'screenShare', align: 'left' }, { MixLayoutMode: 2, MaxResolutionUserAlign: 0 }],
  ])('%o', (layout, params) => {
    expect(mixLayoutParams(layout, 'hd')).toEqual(params)
  })

  it.each<[FollowLayout, string | null, FixedMixLayout]>([
    [{ mode: 'follow' }, null, { mode: 'grid' }],
    [{ mode: 'follow' }, 'bob', { mode: 'screenShare', main: 'bob' }],
    [{ mode: 'follow', background: '#000000', otherwise: { mode: 'float', main: 'bob' } }, null, { mode: 'float', main: 'bob', background: '#000000' }],
    [{ mode: 'follow', share: { mode: 'screenShare', align: 'right' } }, 'bob', { mode: 'screenShare', main: 'bob', align: 'right' }],
    [{ mode: 'follow', share: { mode: 'screenShare', main: 'alice' } }, 'bob', { mode: 'screenShare', main: 'alice' }],
    [{ mode: 'follow', fit: 'crop', share: { mode: 'float', fit: 'contain' } }, 'bob', { mode: 'float', fit: 'contain' }],
  ])('%o, while %s shares, is %o', (layout, sharer, fixed) => {
    expect(resolveMixLayout(layout, sharer)).toEqual(fixed)
  })

  it('a custom tile is in pixels of the canvas', () => {
    const layout: FixedMixLayout = { mode: 'custom', tiles: [{ x: 0, y: 0.5, width: 0.5, height: 0.5, userId: 'bob', stream: 'screen', layer: 2, fit: 'stretch', opacity: 0.5 }, { x: 0.5, y: 0, width: 0.5, height: 1 }] }
    expect(mixLayoutParams(layout, 'sd').MixLayoutList).toEqual([
      { Left: 0, Top: 180, Width: 320, Height: 180, UserId: 'bob', MediaId: 1, ImageLayer: 2, RenderMode: 0, Alpha: 128 },
      { Left: 320, Top: 0, Width: 320, Height: 360 },
    ])
  })

  it('tiles never reach over the canvas, and neighbours stay neighbours', () => {
    const share = fc.double({ min: 0, max: 1, noNaN: true })
    fc.assert(fc.property(share, share, share, share, fc.constantFrom<RecordingQuality>('sd', 'hd', 'fhd'), (x, y, width, height, quality) => {
      const right = Math.min(width, 1 - x)
      const tiles = [{ x, y, width: right, height: Math.min(height, 1 - y) }, { x: x + right, y: 0, width: Math.max(0, 1 - x - right), height: 1 }]
      const { MixLayoutList: [one, two] = [] } = mixLayoutParams({ mode: 'custom', tiles }, quality)
      const canvas = canvases[quality]
      for (const item of [one!, two!]) {
        expect(item.Left + item.Width).toBeLessThanOrEqual(canvas.width)
        expect(item.Top + item.Height).toBeLessThanOrEqual(canvas.height)
        expect(Math.min(item.Left, item.Top, item.Width, item.Height)).toBeGreaterThanOrEqual(0)
      }
      expect(two!.Left).toBe(one!.Left + one!.Width)
    }))
  })
})

it.each<[SubscribeUsers, object]>([
  [{}, {}],
  [{ audio: { only: ['a'] } }, { SubscribeAudioUserIds: ['a'] }],
  [{ audio: { except: ['a'] }, video: { only: ['b'] } }, { UnSubscribeAudioUserIds: ['a'], SubscribeVideoUserIds: ['b'] }],
  [{ video: { except: ['abc.*$'] } }, { UnSubscribeVideoUserIds: ['abc.*$'] }],
])('subscription %o', (subscribe, params) => {
  expect(subscribeParams(subscribe)).toEqual(params)
})
