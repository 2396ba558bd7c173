import type { Capture } from './capture.js'
import { describe, expect, it } from 'vitest'
import { createRequest } from '../testing/fixture.js'
import { createCloudRecordingRequest } from './actions/create-cloud-recording.js'
import { parseRequest } from './actions/request-schema.js'
import { nameSafe, recordedFiles } from './recording-files.js'
import { variantsSchema } from './variants.js'

const minute = 60_000
const variants = variantsSchema.parse({})
const mix: Capture = { userId: '', mediaId: 'mix', audio: true, video: true, begin: 0, end: minute, moves: 0 }
const camera: Capture = { ...mix, userId: 'alice', mediaId: 'main' }
const screen: Capture = { ...camera, mediaId: 'aux', audio: false }
const voice: Capture = { ...camera, userId: 'user_1', video: false }

interface Setting {
  room?: object
  record?: object
  vod?: object
  cos?: boolean
  captures: Capture[]
  switches?: object
}

function files({ room = {}, record = {}, vod = {}, cos = false, captures, switches = {} }: Setting) {
  const bucket = { Vendor: 0, Region: 'ap-guangzhou', Bucket: 'rec-1250000000', AccessKey: 'id', SecretKey: 'key' }
  const request = parseRequest(createCloudRecordingRequest(variants), createRequest({
    ...room,
    RecordParams: { RecordMode: 2, StreamType: 0, ...record },
    StorageParams: cos ? { CloudStorage: bucket } : { CloudVod: { TencentVod: vod } },
  }))
  return recordedFiles(request, captures, variantsSchema.parse(switches), minute)
}

const single = { RecordMode: 1 }

describe('file names', () => {
  it.each<[string, Setting, string[]]>([
    ['a mix', { captures: [mix] }, ['1400000123_ZGVtbw...mp4']],
    ['a mix of a numeric room', { room: { RoomId: '4242', RoomIdType: 1 }, captures: [mix] }, ['1400000123_4242.mp4']],
    ['a mix with an id of one\'s own', { vod: { UserDefineRecordId: 'rec-1' }, captures: [mix] }, ['rec-1__UserDefine_u_1400000123_ZGVtbw...mp4']],
    ['the same with one underscore', { vod: { UserDefineRecordId: 'rec-1' }, switches: { userDefineMarker: 'single' }, captures: [mix] }, ['rec-1_UserDefine_u_1400000123_ZGVtbw...mp4']],
    ['what was recorded after two moves', { captures: [{ ...mix, moves: 2 }] }, ['ha2_1400000123_ZGVtbw...mp4']],
    ['two people and a screen', { record: single, captures: [camera, screen, voice] }, [
      '1400000123_ZGVtbw..__UserId_s_YWxpY2U.__UserId_e_main.mp4',
      '1400000123_ZGVtbw..__UserId_s_YWxpY2U.__UserId_e_aux.mp4',
      '1400000123_ZGVtbw..__UserId_s_dXNlcl8x__UserId_e_main.mp4',
    ]],
    ['a person, with one underscore', { record: single, switches: { userIdMarker: 'single' }, captures: [camera] }, ['1400000123_ZGVtbw.._UserId_s_YWxpY2U._UserId_e_main.mp4']],
    ['a cut every minute', { record: { MaxMediaFileDuration: 1 }, captures: [{ ...mix, end: 2.5 * minute }] }, ['1400000123_ZGVtbw.._1.mp4', '1400000123_ZGVtbw.._2.mp4', '1400000123_ZGVtbw.._3.mp4']],
    ['a mix at 550 and 64 kbit/s that passes 2 GB after 7.7 hours', { captures: [{ ...mix, end: 8 * 60 * minute }] }, ['1400000123_ZGVtbw.._1.mp4', '1400000123_ZGVtbw.._2.mp4']],
    ['a mix at 8 Mbit/s that passes 2 GB after 35 minutes', { room: { MixTranscodeParams: { VideoParams: { Width: 1920, Height: 1080, Fps: 30, BitRate: 8_000_000, Gop: 5 } } }, captures: [{ ...mix, end: 36 * minute }] }, ['1400000123_ZGVtbw.._1.mp4', '1400000123_ZGVtbw.._2.mp4']],
    ['HLS that is longer than 14 days', { vod: { MediaType: 1 }, captures: [{ ...mix, end: 15 * 24 * 60 * minute }] }, ['1400000123_ZGVtbw.._1.m3u8', '1400000123_ZGVtbw.._2.m3u8']],
    ['HLS of a mix, which is not cut by MaxMediaFileDuration', { vod: { MediaType: 1 }, record: { MaxMediaFileDuration: 1 }, captures: [{ ...mix, end: 9 * minute }] }, ['1400000123_ZGVtbw...m3u8']],
    ['HLS of a person, track by track', { vod: { MediaType: 1 }, record: single, captures: [camera] }, [
      '1400000123_ZGVtbw..__UserId_s_YWxpY2U.__UserId_e_main_audio.m3u8',
      '1400000123_ZGVtbw..__UserId_s_YWxpY2U.__UserId_e_main_video.m3u8',
    ]],
    ['HLS of a person, merged', { vod: { MediaType: 1 }, record: { ...single, AvMerge: 1 }, captures: [camera] }, ['1400000123_ZGVtbw..__UserId_s_YWxpY2U.__UserId_e_main_audiovideo.m3u8']],
    ['HLS and MP4', { vod: { MediaType: 3 }, captures: [mix] }, ['1400000123_ZGVtbw...m3u8', '1400000123_ZGVtbw...mp4']],
    ['HLS and MP4 in COS', { cos: true, record: { OutputFormat: 1 }, captures: [mix] }, ['1400000123_ZGVtbw...m3u8', '1400000123_ZGVtbw...mp4']],
    ['AAC', { vod: { MediaType: 2 }, record: { StreamType: 1 }, captures: [{ ...mix, video: false }] }, ['1400000123_ZGVtbw...aac']],
    ['nothing', { captures: [] }, []],
  ])('of %s', (_, setting, names) => {
    expect(files(setting).map(({ name }) => name)).toEqual(names)
  })

  it.each([
    ['alice', 'YWxpY2U.'],
    ['user_1', 'dXNlcl8x'],
    ['x', 'eA..'],
    ['zoë', 'em-Dqw..'],
    ['会议-01', '5Lya6K6uLTAx'],
    ['>>>', 'Pj4+'],
  ])('carry %s as %s', (text, encoded) => {
    expect(nameSafe(text)).toBe(encoded)
  })
})

describe('files', () => {
  it('say when each part began and ended', () => {
    expect(files({ record: { MaxMediaFileDuration: 1 }, captures: [{ ...mix, begin: 500, end: 500 + 1.5 * minute }] }).map(({ begin, end }) => [begin, end]))
      .toEqual([[500, 500 + minute], [500 + minute, 500 + 1.5 * minute]])
  })

  it('end now while they are being made', () => {
    expect(files({ captures: [{ ...mix, end: null }] })).toMatchObject([{ begin: 0, end: minute }])
  })

  it('say what is in them', () => {
    expect(files({ record: single, captures: [camera, screen, voice] }).map(({ trackType }) => trackType)).toEqual(['audio_video', 'video', 'audio'])
  })
})
