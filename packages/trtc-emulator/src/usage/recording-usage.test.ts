import type { CapturedStream } from '../capture.js'
import { describe, expect, it } from 'vitest'
import { codeOf, sdkAppId, startEmulator } from '../../testing/fixture.js'
import { createVirtualClock } from '../clock.js'
import { chargedFor } from './recording-usage.js'

const camera: CapturedStream = { userId: 'a', mediaId: 'main', audio: true, video: true }
const screen: CapturedStream = { ...camera, mediaId: 'aux', audio: false }
const voice: CapturedStream = { ...camera, video: false }

describe('what is charged for', () => {
  it.each<[string, CapturedStream[], boolean, string[], string[]]>([
    ['waiting', [], true, ['Audio'], ['Audio']],
    ['one camera', [camera], true, ['SD'], ['HD']],
    ['a camera and a screen', [camera, screen], true, ['SD', 'HD'], ['FullHD']],
    ['a camera and two voices', [camera, voice, voice], true, ['SD', 'Audio', 'Audio'], ['HD']],
    ['voices that are mixed', [voice, voice], true, ['Audio'], ['Audio']],
    ['voices one by one', [voice, voice], false, ['Audio', 'Audio'], ['Audio']],
    ['four cameras, which are exactly HD together', [camera, camera, camera, camera], true, ['SD', 'SD', 'SD', 'SD'], ['HD']],
    ['five', [camera, camera, camera, camera, camera], true, ['SD', 'SD', 'SD', 'SD', 'SD'], ['FullHD']],
    ['three screens', [screen, screen, screen], true, ['HD', 'HD', 'HD'], ['2K']],
    ['five screens', [screen, screen, screen, screen, screen], true, ['HD', 'HD', 'HD', 'HD', 'HD'], ['4K']],
  ])('%s, on either site', (_, streams, isMixed, china, international) => {
    expect(chargedFor(streams, isMixed, 'china')).toEqual(china)
    expect(chargedFor(streams, isMixed, 'international')).toEqual(international)
  })
})

describe('describeRecordingUsage', () => {
  /** Alice's camera and bob's voice from 23:50 on the first of January (UTC+8) for 20 minutes and 1 second, then a minute of waiting. */
  async function setUp(changes: object = {}) {
    const clock = createVirtualClock({ now: Date.parse('2026-01-01T15:50:00Z') })
    const emulator = await startEmulator({ clock })
    emulator.enter('alice')
    emulator.enter('bob', { microphone: true })
    await emulator.create({ RecordParams: { RecordMode: 2, StreamType: 0, MaxIdleTime: 60 }, ...changes })
    await clock.advance(20 * 60_000 + 1000)
    for (const userId of ['alice', 'bob']) emulator.control.rooms.leave(emulator.control.rooms.find('demo')!, userId)
    await clock.advance(3_600_000)
    const usage = (StartTime: string, EndTime: string, MixType = 'multi') =>
      emulator.call('DescribeRecordingUsage', { StartTime, EndTime, MixType, SdkAppId: sdkAppId }) as Promise<{ UsageKey: string[], UsageList: { TimeKey: string, TimeStampKey: number, UsageValue: number[] }[] }>
    return { ...emulator, clock, usage }
  }

  it('counts minutes day by day, each day rounded up', async () => {
    const { usage } = await setUp()
    expect(await usage('2026-01-01', '2026-01-02')).toMatchObject({
      UsageKey: ['Audio', 'SD', 'HD', 'FullHD', '2K', '4K'],
      UsageList: [
        { TimeKey: '2026-01-01 00:00:00', TimeStampKey: Date.parse('2025-12-31T16:00:00Z') / 1000, UsageValue: [10, 10, 0, 0, 0, 0] },
        { TimeKey: '2026-01-02 00:00:00', UsageValue: [12, 11, 0, 0, 0, 0] },
      ],
    })
    expect((await usage('2026-01-01', '2026-01-02', 'single')).UsageList.map(({ UsageValue }) => UsageValue)).toEqual([[0, 0, 0, 0, 0, 0], [0, 0, 0, 0, 0, 0]])
  })

  it('counts one day in steps of five minutes', async () => {
    const { usage } = await setUp()
    const { UsageList } = await usage('2026-01-01', '2026-01-01')
    expect(UsageList).toHaveLength(288)
    expect(UsageList.slice(-3).map(({ TimeKey, UsageValue }) => [TimeKey, UsageValue[1]])).toEqual([['2026-01-01 23:45:00', 0], ['2026-01-01 23:50:00', 5], ['2026-01-01 23:55:00', 5]])
  })

  it('counts by the other site\'s rules, and each format on its own', async () => {
    const { usage, control } = await setUp({ StorageParams: { CloudVod: { TencentVod: { MediaType: 3 } } } })
    control.variants.set({ billing: 'international' })
    expect((await usage('2026-01-01', '2026-01-02')).UsageList.map(({ UsageValue }) => UsageValue)).toEqual([[0, 0, 20, 0, 0, 0], [2, 0, 21, 0, 0, 0]])
  })

  it.each<[string, string, string, string]>([
    ['a span of 32 days', '2026-01-01', '2026-02-01', 'InvalidParameter.OutOfRange'],
    ['an end before the start', '2026-01-02', '2026-01-01', 'InvalidParameter.OutOfRange'],
    ['a day that there is not', '2026-13-01', '2026-13-01', 'InvalidParameter'],
    ['a time', '2026-01-01 00:00:00', '2026-01-01', 'InvalidParameter'],
  ])('refuses %s', async (_, start, end, code) => {
    const { usage } = await setUp()
    expect(await codeOf(usage(start, end))).toBe(code)
  })

  it('may be asked five times a second', async () => {
    const { usage } = await setUp()
    const codes = await Promise.all(Array.from({ length: 8 }, () => codeOf(usage('2026-01-01', '2026-01-02'))))
    expect(codes.filter(code => code === 'RequestLimitExceeded').length).toBeGreaterThan(0)
  })
})

describe('describeRoomInfo', () => {
  it('tells which rooms there were, page by page', async () => {
    const now = Date.parse('2026-01-01T00:00:00Z')
    const clock = createVirtualClock({ now })
    const { control, call } = await startEmulator({ clock })
    for (const roomId of ['a', 'b', 'c']) {
      control.rooms.enter(roomId, { userId: 'alice' })
      await clock.advance(1000)
    }
    control.rooms.close(control.rooms.find('a')!, 'alice')
    await clock.advance(60_000)
    const StartTime = now / 1000
    const rooms = async (conditions: object = {}) => await call('DescribeRoomInfo', { SdkAppId: sdkAppId, StartTime, EndTime: StartTime + 86_400, ...conditions }) as { Total: number, RoomList: { RoomString: string }[] }
    expect(await rooms({ RoomId: 'a' })).toMatchObject({
      Total: 1,
      RoomList: [{ CommId: `${sdkAppId}_a_${StartTime}`, RoomString: 'a', CreateTime: StartTime, DestroyTime: StartTime + 3, IsFinished: true, UserId: 'alice' }],
    })
    const page = await rooms({ PageNumber: 1, PageSize: 2 })
    expect([page.Total, page.RoomList.map(({ RoomString }) => RoomString)]).toEqual([3, ['a']])
    expect((await rooms({ PageNumber: 1 })).RoomList).toHaveLength(3)
    expect((await rooms({ StartTime: StartTime + 4 })).Total).toBe(2)
    await clock.advance(15 * 86_400_000)
    expect((await rooms({ RoomId: 'a' })).Total).toBe(0)
    expect(await codeOf(rooms({ EndTime: StartTime + 86_401 }))).toBe('InvalidParameter.OutOfRange')
  })
})
