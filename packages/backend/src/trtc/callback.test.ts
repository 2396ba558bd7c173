import type { CallbackFact } from './callback.js'
import { describe, expect, it } from 'vitest'
import { isRoomCallback, parseCallback } from './callback.js'

const body = (EventType: number, Payload: unknown, info: object = {}) =>
  JSON.stringify({ EventGroupId: 3, EventType, CallbackTs: 1767225600500, EventInfo: { RoomId: 'demo', EventTs: 1767225600, EventMsTs: 1767225600123, UserId: 'rr_x_0_1', TaskId: 'T1.', Payload, ...info } })
const parse = (text: string) => {
  const { callback } = parseCallback(text)
  if (!callback || isRoomCallback(callback)) throw new Error('not of group 3')
  return callback
}
const vod = { UserId: '', TrackType: 'audio_video', MediaId: 'mix', FileId: '528', VideoUrl: 'https://v/a.mp4', CacheFile: 'a.mp4', StartTimeStamp: 1767225610000, EndTimeStamp: 1767229200000 }
const mixed = { status: 0, message: null, vodFileId: '528', name: 'a.mp4', userId: null, track: 'audioVideo', stream: 'mix', url: 'https://v/a.mp4', startedAt: 1767225610000, endedAt: 1767229200000 } as const

describe('what a callback says', () => {
  it.each<[number, unknown, CallbackFact]>([
    [301, { Status: 0 }, { type: 'recorderStart', ok: true }],
    [301, { Status: '0' }, { type: 'recorderStart', ok: true }],
    [301, { Status: 1 }, { type: 'recorderStart', ok: false }],
    [302, { LeaveCode: 99 }, { type: 'recorderStop', leaveCode: 99 }],
    [302, { LeaveCode: '101' }, { type: 'recorderStop', leaveCode: 101 }],
    [303, { Status: 0 }, { type: 'other', detail: {} }],
    [303, { Status: 1 }, { type: 'storageRefused', detail: {} }],
    [304, { FileList: 'a.m3u8' }, { type: 'other', detail: {} }],
    [305, { Status: 0 }, { type: 'uploadStop', status: 0 }],
    [305, { LeaveCode: 2 }, { type: 'uploadStop', status: 2 }],
    [306, { Status: 0 }, { type: 'failover' }],
    [307, { FileName: 'a.m3u8', UserId: '', TrackType: 'audio_video', BeginTimeStamp: '1767225610000' }, { type: 'slice', file: { status: 1, message: null, vodFileId: null, name: 'a.m3u8', userId: null, track: 'audioVideo', stream: 'mix', url: null, startedAt: 1767225610000, endedAt: null } }],
    [308, { Code: 'AccessDenied', Message: 'no' }, { type: 'storageRefused', detail: { code: 'AccessDenied', message: 'no' } }],
    [309, { Url: 'https://img.example/bg.png' }, { type: 'imageFailed', detail: { url: 'https://img.example/bg.png' } }],
    [310, { Status: 0, FileList: ['a.mp4'], FileMessage: [{ FileName: 'a.mp4', UserId: '', TrackType: 'audio_video', MediaId: 'mix', StartTimeStamp: 1767225610000, EndTimeStamp: 1767229200000 }] }, { type: 'mp4Stop', status: 0, files: [{ ...mixed, vodFileId: null, url: null }] }],
    [310, { Status: 1, FileList: ['1400000123_ZGVtbw..__UserId_s_YWxpY2U.__UserId_e_aux.mp4'] }, { type: 'mp4Stop', status: 1, files: [{ ...mixed, status: 1, vodFileId: null, name: '1400000123_ZGVtbw..__UserId_s_YWxpY2U.__UserId_e_aux.mp4', userId: 'alice', stream: 'screen', url: null, startedAt: null, endedAt: null }] }],
    [310, { Status: 2 }, { type: 'mp4Stop', status: 2, files: [] }],
    [311, { Status: 0, TencentVod: vod }, { type: 'file', file: mixed }],
    [311, { Status: 0, TencentVod: { ...vod, UserId: 'alice', MediaId: 'aux', TrackType: 'video' } }, { type: 'file', file: { ...mixed, userId: 'alice', track: 'video', stream: 'screen' } }],
    [311, { Status: 0, TencentVod: { ...vod, UserId: 'alice', MediaId: 'main', TrackType: 'audio' } }, { type: 'file', file: { ...mixed, userId: 'alice', track: 'audio', stream: 'camera' } }],
    [311, { Status: 2, Errmsg: 'upload failed', TencentVod: { UserId: 'alice', TrackType: 'audio_video', CacheFile: 'a.mp4' } }, { type: 'file', file: { ...mixed, status: 2, message: 'upload failed', vodFileId: null, userId: 'alice', stream: 'camera', url: null, startedAt: null, endedAt: null } }],
    // the old shape: fields in the payload itself, seconds
    [311, { Status: 0, UserId: '', TrackType: 'audio_video', MediaId: 'mix', FileId: '528', VideoUrl: 'https://v/a.mp4', CacheFile: 'a.mp4', BeginTimeStamp: 1767225610, EndTimeStamp: 1767229200 }, { type: 'file', file: mixed }],
    [311, {}, { type: 'file', file: { ...mixed, vodFileId: null, name: 'unknown', url: null, startedAt: null, endedAt: null } }],
    [312, { Status: 0 }, { type: 'results', ok: true }],
    [312, { Status: 1 }, { type: 'results', ok: false }],
    [399, { New: true }, { type: 'other', detail: {} }],
    [301, null, { type: 'recorderStart', ok: true }],
  ])('%s %o', (eventType, payload, fact) => {
    expect(parse(body(eventType, payload)).fact).toEqual(fact)
  })

  it('fields come as text or number', () => {
    expect(parse(body(301, { Status: 0 }, { RoomId: 4242, EventTs: '1767225600', EventMsTs: '1767225600123', TaskId: 77 })))
      .toMatchObject({ roomId: '4242', eventMsTs: 1767225600123, taskId: '77', recorderUserId: 'rr_x_0_1' })
  })

  it('old bodies have seconds only', () => {
    expect(parse(body(301, { Status: 0 }, { EventMsTs: undefined, EventTs: '1767225600' })).eventMsTs).toBe(1767225600000)
  })

  it('a retry with a new CallbackTs is the same callback, another payload is another', () => {
    const key = (text: string) => {
      const { eventType, taskId, eventMsTs, payloadHash } = parse(text)
      return [eventType, taskId, eventMsTs, payloadHash].join()
    }
    const first = body(301, { Status: 0 })
    expect(key(first.replace('1767225600500', '1767225610500'))).toBe(key(first))
    expect(key(body(301, { Status: 1 }))).not.toBe(key(first))
  })

  it.each([8, 42])('of group %s there is nothing in it for us', EventGroupId => {
    expect(parseCallback(JSON.stringify({ EventGroupId, EventType: 103, EventInfo: { RoomId: 1, UserId: 'bob' } }))).toEqual({ group: EventGroupId, callback: null })
  })

  it.each(['', 'hello', 'null', '[]', '{}', '{"EventGroupId":3}', '{"EventGroupId":3,"EventType":301,"EventInfo":{}}'])('%s is none', text => {
    expect(() => parseCallback(text)).toThrow()
  })
})
