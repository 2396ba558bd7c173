import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createRequest } from '../../testing/fixture.js'
import { variantsSchema } from '../variants.js'
import { createCloudRecordingRequest } from './create-cloud-recording.js'
import { parseRequest } from './request-schema.js'

type Fields = Record<string, unknown>

const variants = variantsSchema.parse({})
const missing = undefined
const text = (length: number) => 'x'.repeat(length)
const ids = (count: number) => Array.from({ length: count }, (_, index) => `user${index}`)

const video = { Width: 1280, Height: 720, Fps: 15, BitRate: 1_000_000, Gop: 10 }
const audio = { SampleRate: 1, Channel: 2, BitRate: 64_000 }
const cell = { Top: 0, Left: 0, Width: 100, Height: 100 }
const cos = { Vendor: 0, Region: 'ap-guangzhou', Bucket: 'rec-1250000000', AccessKey: 'AKIDcos', SecretKey: 'secret' }

/** The base request with values set at paths such as `RecordParams.MaxIdleTime`. */
function request(changes: Fields): Fields {
  const result = structuredClone(createRequest())
  for (const [path, value] of Object.entries(changes)) {
    const names = path.split('.')
    let at: Fields = result
    for (const name of names.slice(0, -1)) at = (at[name] ??= {}) as Fields
    at[names.at(-1)!] = value
  }
  // As it would travel: undefined vanishes.
  return JSON.parse(JSON.stringify(result)) as Fields
}

function codeOf(body: unknown, switches = variants): string {
  try {
    parseRequest(createCloudRecordingRequest(switches), body)
    return 'accepted'
  } catch (error) {
    return (error as { code: string }).code
  }
}

const inCos = (changes: Fields = {}): Fields => ({ StorageParams: { CloudStorage: { ...cos, ...changes } } })
const layout = (changes: Fields): Fields => ({ MixLayoutParams: { MixLayoutMode: 3, ...changes } })
const custom = (...list: Fields[]): Fields => ({ 'MixTranscodeParams.VideoParams': video, 'MixLayoutParams': { MixLayoutMode: 4, MixLayoutList: list } })
const mark = (changes: Fields): Fields => layout({ WaterMarkList: [changes] })
const subscribe = (lists: Fields): Fields => ({ 'RecordParams.SubscribeStreamUserIds': lists })

type Rule = [name: string, changes: Fields, code: string]

const refused: Rule[] = [
  ['an unknown field', { Foo: 1 }, 'UnknownParameter'],
  ['an unknown field deep inside', { 'RecordParams.Foo': 1 }, 'UnknownParameter'],
  ['the wrong case', { 'RecordParams.maxIdleTime': 30 }, 'UnknownParameter'],
  ['an unknown field, whatever else is wrong', { Foo: 1, RoomId: missing, UserId: 7 }, 'UnknownParameter'],

  ['no SdkAppId', { SdkAppId: missing }, 'MissingParameter.SdkAppId'],
  ['no RoomId', { RoomId: missing }, 'MissingParameter.RoomId'],
  ['no UserId', { UserId: missing }, 'MissingParameter.UserId'],
  ['no UserSig', { UserSig: missing }, 'MissingParameter.UserSig'],
  ['no RecordParams', { RecordParams: missing }, 'MissingParameter.RecordParams'],
  ['no RecordMode', { 'RecordParams.RecordMode': missing }, 'MissingParameter.RecordMode'],
  ['no StreamType', { 'RecordParams.StreamType': missing }, 'MissingParameter.StreamType'],
  ['no StorageParams', { StorageParams: missing }, 'MissingParameter.StorageParams'],
  ['no storage in it', { StorageParams: {} }, 'MissingParameter.CloudStorage'],
  ['no TencentVod', { 'StorageParams.CloudVod': {} }, 'MissingParameter.TencentVod'],
  ['no Vendor', inCos({ Vendor: missing }), 'MissingParameter.Vendor'],
  ['no Region', inCos({ Region: missing }), 'MissingParameter.Region'],
  ['no Bucket', inCos({ Bucket: missing }), 'MissingParameter.Bucket'],
  ['no AccessKey', inCos({ AccessKey: missing }), 'MissingParameter.AccessKey'],
  ['no SecretKey', inCos({ SecretKey: missing }), 'MissingParameter.SecretKey'],
  ['a field missing, whatever else is wrong', { RoomId: missing, RoomIdType: 'text' }, 'MissingParameter.RoomId'],

  ['a room number that is no text', { RoomId: 4242 }, 'InvalidParameter'],
  ['an application that is text', { SdkAppId: '1400000123' }, 'InvalidParameter'],
  ['a mode that is text', { 'RecordParams.RecordMode': '2' }, 'InvalidParameter'],
  ['half a second', { 'RecordParams.MaxIdleTime': 5.5 }, 'InvalidParameter'],
  ['null', { MixLayoutParams: null }, 'InvalidParameter'],
  ['a list for an object', { RecordParams: [] }, 'InvalidParameter'],
  ['an object for a list', subscribe({ SubscribeAudioUserIds: {} }), 'InvalidParameter'],
  ['1 for true', layout({ PureAudioDisableLayout: 1 }), 'InvalidParameter'],

  ['a recorder id with other characters', { UserId: 'rec.1' }, 'InvalidParameter'],
  ['a recorder id of 33 bytes', { UserId: text(33) }, 'InvalidParameter.OutOfRange'],
  ['an empty room id', { RoomId: '' }, 'InvalidParameter.OutOfRange'],
  ['a room id of 66 bytes in 22 characters', { RoomId: '会'.repeat(22) }, 'InvalidParameter.OutOfRange'],
  ['a third kind of room', { RoomIdType: 2 }, 'InvalidParameter.OutOfRange'],
  ['text for a numeric room', { RoomIdType: 1 }, 'InvalidParameter.RoomId'],
  ['text for a room whose kind is left out', { RoomIdType: missing }, 'InvalidParameter.RoomId'],
  ['room number 0', { RoomIdType: 1, RoomId: '0' }, 'InvalidParameter.RoomId'],
  ['a room number above 32 bits', { RoomIdType: 1, RoomId: '4294967296' }, 'InvalidParameter.RoomId'],
  ['a control window of 5 hours', { ResourceExpiredHour: 5 }, 'InvalidParameter.OutOfRange'],
  ['a control window of 721 hours', { ResourceExpiredHour: 721 }, 'InvalidParameter.OutOfRange'],

  ['a third mode', { 'RecordParams.RecordMode': 3 }, 'InvalidParameter.OutOfRange'],
  ['4 s of idle time', { 'RecordParams.MaxIdleTime': 4 }, 'InvalidParameter.OutOfRange'],
  ['86401 s of idle time', { 'RecordParams.MaxIdleTime': 86_401 }, 'InvalidParameter.OutOfRange'],
  ['a fourth StreamType', { 'RecordParams.StreamType': 3 }, 'InvalidParameter.OutOfRange'],
  ['a sixth OutputFormat', { 'RecordParams.OutputFormat': 5 }, 'InvalidParameter.OutOfRange'],
  ['a third AvMerge', { 'RecordParams.AvMerge': 2 }, 'InvalidParameter.OutOfRange'],
  ['files of 0 minutes', { 'RecordParams.MaxMediaFileDuration': 0 }, 'InvalidParameter.OutOfRange'],
  ['files of 1441 minutes', { 'RecordParams.MaxMediaFileDuration': 1441 }, 'InvalidParameter.OutOfRange'],
  ['a fourth MediaId', { 'RecordParams.MediaId': 3 }, 'InvalidParameter.OutOfRange'],
  ['a third FillType', { 'RecordParams.FillType': 2 }, 'InvalidParameter.OutOfRange'],

  ['33 people to hear', subscribe({ SubscribeAudioUserIds: ids(33) }), 'InvalidParameter.OutOfRange'],
  ['33 people not to see', subscribe({ UnSubscribeVideoUserIds: ids(33) }), 'InvalidParameter.OutOfRange'],
  ['allow and block list for audio', subscribe({ SubscribeAudioUserIds: ['a'], UnSubscribeAudioUserIds: ['b'] }), 'InvalidParameter'],
  ['allow and block list for video', subscribe({ SubscribeVideoUserIds: ['a'], UnSubscribeVideoUserIds: ['b'] }), 'InvalidParameter'],
  ['another kind of pattern', subscribe({ SubscribeVideoUserIds: ['a*'] }), 'InvalidParameter'],

  ['VOD and COS together', { 'StorageParams.CloudStorage': cos }, 'InvalidParameter'],
  ['a third vendor', inCos({ Vendor: 2 }), 'InvalidParameter.OutOfRange'],
  ['a bucket without its appid', inCos({ Bucket: 'rec' }), 'InvalidParameter'],
  ['a prefix with a slash', inCos({ FileNamePrefix: ['a/b'] }), 'InvalidParameter'],
  ['a sixth MediaType', { 'StorageParams.CloudVod.TencentVod.MediaType': 5 }, 'InvalidParameter.OutOfRange'],
  ['an id of one\'s own of 65 bytes', { 'StorageParams.CloudVod.TencentVod.UserDefineRecordId': text(65) }, 'InvalidParameter.OutOfRange'],
  ['an id of one\'s own with a dot', { 'StorageParams.CloudVod.TencentVod.UserDefineRecordId': 'a.b' }, 'InvalidParameter'],
  ['AAC in VOD with pictures', { 'StorageParams.CloudVod.TencentVod.MediaType': 2 }, 'InvalidParameter'],
  ['HLS+AAC in VOD with pictures', { 'StorageParams.CloudVod.TencentVod.MediaType': 4, 'RecordParams.StreamType': 2 }, 'InvalidParameter'],
  ['AAC in COS with pictures', { ...inCos(), 'RecordParams.OutputFormat': 4 }, 'InvalidParameter'],

  ['a canvas without a height', { 'MixTranscodeParams.VideoParams': { ...video, Height: missing } }, 'MissingParameter.Height'],
  ['a canvas without a bit rate', { 'MixTranscodeParams.VideoParams': { ...video, BitRate: missing } }, 'MissingParameter.BitRate'],
  ['sound without channels', { 'MixTranscodeParams.AudioParams': { ...audio, Channel: missing } }, 'MissingParameter.Channel'],
  ['a canvas of 1922 × 1080', { 'MixTranscodeParams.VideoParams': { ...video, Width: 1922, Height: 1080 } }, 'InvalidParameter.OutOfRange'],
  ['a canvas of 1920 × 1920', { 'MixTranscodeParams.VideoParams': { ...video, Width: 1920, Height: 1920 } }, 'InvalidParameter.OutOfRange'],
  ['an odd canvas', { 'MixTranscodeParams.VideoParams': { ...video, Width: 1279 } }, 'InvalidParameter'],
  ['61 pictures a second', { 'MixTranscodeParams.VideoParams': { ...video, Fps: 61 } }, 'InvalidParameter.OutOfRange'],
  ['63999 bit/s of video', { 'MixTranscodeParams.VideoParams': { ...video, BitRate: 63_999 } }, 'InvalidParameter.OutOfRange'],
  ['a fourth sample rate', { 'MixTranscodeParams.AudioParams': { ...audio, SampleRate: 4 } }, 'InvalidParameter.OutOfRange'],
  ['three channels', { 'MixTranscodeParams.AudioParams': { ...audio, Channel: 3 } }, 'InvalidParameter.OutOfRange'],
  ['128001 bit/s of sound', { 'MixTranscodeParams.AudioParams': { ...audio, BitRate: 128_001 } }, 'InvalidParameter.OutOfRange'],
  ['a canvas for single streams', { 'RecordParams.RecordMode': 1, 'MixTranscodeParams.VideoParams': video }, 'InvalidParameter'],
  ['a layout for single streams', { 'RecordParams.RecordMode': 1, ...layout({}) }, 'InvalidParameter'],

  ['a layout without a mode', { MixLayoutParams: {} }, 'MissingParameter.MixLayoutMode'],
  ['a fifth layout', layout({ MixLayoutMode: 5 }), 'InvalidParameter.OutOfRange'],
  ['a custom layout without pictures', layout({ MixLayoutMode: 4 }), 'MissingParameter.MixLayoutList'],
  ['26 pictures', custom(...Array.from({ length: 26 }, () => cell)), 'InvalidParameter.OutOfRange'],
  ['a picture without a place', custom({ ...cell, Left: missing }), 'MissingParameter.Left'],
  ['a picture over the right edge', custom({ ...cell, Left: 1181 }), 'InvalidParameter.OutOfRange'],
  ['a picture over the lower edge', custom({ ...cell, Top: 621 }), 'InvalidParameter.OutOfRange'],
  ['a picture over the edge of the portrait canvas that is the default', { ...layout({ MixLayoutMode: 4, MixLayoutList: [{ ...cell, Left: 261 }] }) }, 'InvalidParameter.OutOfRange'],
  ['a picture more than invisible', custom({ ...cell, Alpha: 256 }), 'InvalidParameter.OutOfRange'],
  ['a fifth way to fit', custom({ ...cell, RenderMode: 4 }), 'InvalidParameter.OutOfRange'],
  ['a colour by name', layout({ BackGroundColor: 'black' }), 'InvalidParameter'],
  ['a short colour', layout({ BackGroundColor: '#000' }), 'InvalidParameter'],
  ['a background of another format', layout({ BackgroundImageUrl: 'https://img.example/a.gif' }), 'InvalidParameter'],
  ['a background without a suffix', layout({ BackgroundImageUrl: 'https://img.example/a' }), 'InvalidParameter'],
  ['a background with a quote in its address', layout({ BackgroundImageUrl: 'https://img.example/\'a\'.png' }), 'InvalidParameter'],
  ['a background with Chinese in its address', layout({ BackgroundImageUrl: 'https://img.example/图.png' }), 'InvalidParameter'],
  ['a background that is no address', layout({ BackgroundImageUrl: 'a.png' }), 'InvalidParameter'],
  ['26 watermarks', layout({ WaterMarkList: Array.from({ length: 26 }, () => ({ WaterMarkType: 2, WaterMarkTimestamp: { Pos: 0 } })) }), 'InvalidParameter.OutOfRange'],
  ['a watermark without its image', mark({}), 'MissingParameter.WaterMarkImage'],
  ['a text watermark without text', mark({ WaterMarkType: 1, WaterMarkTimestamp: { Pos: 0 } }), 'MissingParameter.WaterMarkChar'],
  ['a watermark beyond 2560', mark({ WaterMarkImage: { ...cell, Left: 2561, WaterMarkUrl: 'https://img.example/a.png' } }), 'InvalidParameter.OutOfRange'],
  ['a time stamp in an eighth place', mark({ WaterMarkType: 2, WaterMarkTimestamp: { Pos: 7 } }), 'InvalidParameter.OutOfRange'],
]

const accepted: [name: string, changes: Fields][] = [
  ['as little as possible', {}],
  ['a room number', { RoomIdType: 1, RoomId: '4294967295' }],
  ['a Chinese room', { RoomId: '会议-01' }],
  ['the ends of every range', { 'ResourceExpiredHour': 720, 'RecordParams.MaxIdleTime': 5, 'RecordParams.MaxMediaFileDuration': 1440 }],
  ['32 people to hear and others not to see', subscribe({ SubscribeAudioUserIds: ids(32), UnSubscribeVideoUserIds: ['abc.*$'] })],
  ['an empty allow list beside a block list', subscribe({ SubscribeAudioUserIds: [], UnSubscribeAudioUserIds: ['a'] })],
  ['AAC with sound only', { 'StorageParams.CloudVod.TencentVod.MediaType': 2, 'RecordParams.StreamType': 1 }],
  ['COS with folders', inCos({ FileNamePrefix: ['p1', 'p_2'] })],
  ['a bucket of AWS', inCos({ Vendor: 1, Bucket: 'rec' })],
  ['the largest canvas, upright too', { 'MixTranscodeParams.VideoParams': { ...video, Width: 1080, Height: 1920 } }],
  ['sound parameters alone', { 'MixTranscodeParams.AudioParams': audio }],
  ['pictures up to the edge', custom({ ...cell, Left: 1180, Top: 620 }, { ...cell, UserId: 'alice', MediaId: 1, ImageLayer: 3 })],
  ['a background with a query', layout({ BackgroundImageUrl: 'https://img.example/a.PNG?v=1&w=2' })],
  ['every kind of watermark', layout({
    WaterMarkList: [
      { WaterMarkImage: { ...cell, WaterMarkUrl: 'https://img.example/a.png' } },
      { WaterMarkType: 1, WaterMarkChar: { ...cell, Chars: '会议', FontColor: '#FF0000' } },
      { WaterMarkType: 2, WaterMarkTimestamp: { Pos: 6, TimeZone: -5 } },
    ],
  })],
]

describe('the call CreateCloudRecording', () => {
  it.each(refused)('refuses %s', (_, changes, code) => {
    expect(codeOf(request(changes))).toBe(code)
  })

  it.each(accepted)('accepts %s', (_, changes) => {
    expect(codeOf(request(changes))).toBe('accepted')
  })

  it('names the field in its message', () => {
    expect(() => parseRequest(createCloudRecordingRequest(variants), request({ 'RecordParams.MaxIdleTime': 4 })))
      .toThrow(/`RecordParams\.MaxIdleTime` is out of range/)
  })

  it('finds a code for whatever it is sent', () => {
    const paths = ['SdkAppId', 'RoomId', 'RecordParams', 'RecordParams.MaxIdleTime', 'RecordParams.SubscribeStreamUserIds', 'StorageParams.CloudVod', 'MixTranscodeParams.VideoParams', 'MixLayoutParams', 'MixLayoutParams.WaterMarkList']
    fc.assert(fc.property(fc.constantFrom(...paths), fc.jsonValue(), (path, value) => {
      expect(codeOf(request({ [path]: value }))).toMatch(/^(?:accepted|UnknownParameter|(?:Missing|Invalid)Parameter(?:\.\w+)?)$/)
    }))
  })

  it('fills in the defaults', () => {
    expect(parseRequest(createCloudRecordingRequest(variants), request({}))).toMatchObject({
      RecordParams: { MaxIdleTime: 30, OutputFormat: 0, AvMerge: 0, MaxMediaFileDuration: 1440, MediaId: 0 },
      ResourceExpiredHour: 72,
      StorageParams: { CloudVod: { TencentVod: { MediaType: 0, ExpireTime: 0 } } },
    })
  })

  it.each<[string, object, Fields]>([
    ['StreamType optional', { streamType: 'optional' }, { 'RecordParams.StreamType': missing }],
    ['mix parameters ignored for single streams', { mixParamsInSingleMode: 'ignored' }, { 'RecordParams.RecordMode': 1, ...layout({}) }],
    ['odd canvas sizes accepted', { oddCanvas: 'accepted' }, { 'MixTranscodeParams.VideoParams': { ...video, Width: 1279 } }],
  ])('can be switched to %s', (_, switches, changes) => {
    expect(codeOf(request(changes), variantsSchema.parse(switches))).toBe('accepted')
  })
})
