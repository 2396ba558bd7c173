import type { StreamKind } from '@roomkit-recording/core'
import type { RoomCallback } from './room-callback.js'
import { createHash } from 'node:crypto'
import { z } from 'zod'
import { parseFileName } from '../storage/file-name.js'
import { code, eventTime, id, maybe, number, readJson, text } from './callback-fields.js'
import { parseRoomCallback } from './room-callback.js'

/** EventType of group 3, "cloud recording". */
export const CallbackType = {
  RecorderStart: 301,
  RecorderStop: 302,
  UploadStart: 303,
  FileInfo: 304,
  UploadStop: 305,
  Failover: 306,
  FileSlice: 307,
  UploadError: 308,
  DownloadImageError: 309,
  Mp4Stop: 310,
  VodCommit: 311,
  VodStop: 312,
} as const

/** One file as callbacks 307, 310 and 311 tell of it. */
export interface CallbackFile {
  /** 0 ready, 1 still on TRTC's own storage, 2 failed. */
  status: number
  message: string | null
  vodFileId: string | null
  name: string
  userId: string | null
  track: 'audio' | 'video' | 'audioVideo'
  stream: StreamKind | 'mix'
  url: string | null
  startedAt: number | null
  endedAt: number | null
}

/** What a callback of group 3 says, in our words. */
export type CallbackFact
  = | { type: 'recorderStart', ok: boolean }
    | { type: 'recorderStop', leaveCode: number }
    | { type: 'failover' }
    /** An HLS index has begun, so it captures. */
    | { type: 'slice', file: CallbackFile }
    /** Files of one format are in the bucket; more of these may follow. */
    | { type: 'mp4Stop', status: number, files: CallbackFile[] }
    /** 0 all of HLS is in the bucket, 1 some is left behind, 2 that has been recovered. */
    | { type: 'uploadStop', status: number }
    | { type: 'storageRefused', detail: Record<string, unknown> }
    | { type: 'imageFailed', detail: Record<string, unknown> }
    | { type: 'file', file: CallbackFile }
    | { type: 'results', ok: boolean }
    | { type: 'other', detail: Record<string, unknown> }

export interface RecordingCallback {
  eventType: number
  taskId: string
  /** The recorder. */
  recorderUserId: string
  roomId: string
  eventMsTs: number
  payloadHash: string
  fact: CallbackFact
}

/** `callback` is null when it is of a group that says nothing to us. */
export interface ParsedCallback {
  group: number
  callback: TrtcCallback | null
}

export type TrtcCallback = RecordingCallback | RoomCallback

export const isRoomCallback = (callback: TrtcCallback): callback is RoomCallback => 'kind' in callback

const envelope = z.object({
  EventGroupId: number,
  EventType: code,
  EventInfo: z.record(z.string(), z.unknown()),
})

const eventInfo = z.object({
  RoomId: id.catch(''),
  EventTs: maybe(number),
  EventMsTs: maybe(number),
  UserId: id.nullish().transform(value => value ?? '').catch(''),
  TaskId: id,
  Payload: z.record(z.string(), z.unknown()).catch({}),
})

const vodFile = z.object({
  UserId: maybe(text),
  TrackType: maybe(z.string()),
  MediaId: maybe(z.string()),
  FileId: maybe(text),
  VideoUrl: maybe(z.string()),
  CacheFile: maybe(z.string()),
  StartTimeStamp: maybe(number),
  BeginTimeStamp: maybe(number),
  EndTimeStamp: maybe(number),
})

/** An index cannot hold more; TRTC's own names have at most some 300 characters. */
const LONGEST_NAME = 512

/** @throws SyntaxError or ZodError when it is not a callback at all. */
export function parseCallback(body: string): ParsedCallback {
  const { EventGroupId, EventType, EventInfo } = envelope.parse(readJson(body))
  if (EventGroupId === 1 || EventGroupId === 2) return { group: EventGroupId, callback: parseRoomCallback(EventType, EventInfo) }
  if (EventGroupId !== 3) return { group: EventGroupId, callback: null }
  const info = eventInfo.parse(EventInfo)
  return {
    group: 3,
    callback: {
      eventType: EventType,
      taskId: info.TaskId,
      recorderUserId: info.UserId,
      roomId: info.RoomId,
      eventMsTs: eventTime(info.EventMsTs, info.EventTs),
      payloadHash: createHash('sha256').update(JSON.stringify(info.Payload)).digest('hex'),
      fact: factOf(EventType, info.Payload),
    },
  }
}

function factOf(eventType: number, payload: Record<string, unknown>): CallbackFact {
  // 305 holds `Status` on one page and `LeaveCode` on another
  const status = code.catch(0).parse(payload.Status ?? payload.LeaveCode)
  switch (eventType) {
    case CallbackType.RecorderStart: return { type: 'recorderStart', ok: status === 0 }
    case CallbackType.RecorderStop: return { type: 'recorderStop', leaveCode: code.catch(0).parse(payload.LeaveCode) }
    case CallbackType.Failover: return { type: 'failover' }
    case CallbackType.UploadStart: return status === 0 ? { type: 'other', detail: {} } : { type: 'storageRefused', detail: {} }
    case CallbackType.UploadError: return { type: 'storageRefused', detail: texts(payload, 'Code', 'Message') }
    case CallbackType.DownloadImageError: return { type: 'imageFailed', detail: texts(payload, 'Url') }
    case CallbackType.FileSlice: return { type: 'slice', file: bucketFileOf(1, payload) }
    case CallbackType.UploadStop: return { type: 'uploadStop', status }
    case CallbackType.Mp4Stop: return { type: 'mp4Stop', status, files: bucketFilesOf(status, payload) }
    case CallbackType.VodCommit: return { type: 'file', file: fileOf(status, payload) }
    case CallbackType.VodStop: return { type: 'results', ok: status === 0 }
    default: return { type: 'other', detail: {} }
  }
}

function fileOf(status: number, payload: Record<string, unknown>): CallbackFile {
  // older bodies carry the fields directly in the payload, and seconds
  const { data = {} as Partial<z.output<typeof vodFile>> } = vodFile.safeParse(payload.TencentVod ?? payload)
  return {
    status,
    message: z.string().nullable().catch(null).parse(payload.Errmsg ?? null),
    vodFileId: data.FileId || null,
    name: (data.CacheFile || data.FileId || 'unknown').slice(0, LONGEST_NAME),
    userId: data.UserId || null,
    track: trackOf(data.TrackType),
    stream: streamOf(data.MediaId, data.UserId),
    url: data.VideoUrl || null,
    startedAt: milliseconds(data.StartTimeStamp ?? data.BeginTimeStamp),
    endedAt: milliseconds(data.EndTimeStamp),
  }
}

const bucketFile = z.object({
  FileName: maybe(z.string()),
  UserId: maybe(text),
  TrackType: maybe(z.string()),
  MediaId: maybe(z.string()),
  StartTimeStamp: maybe(number),
  BeginTimeStamp: maybe(number),
  EndTimeStamp: maybe(number),
})

function bucketFileOf(status: number, payload: unknown): CallbackFile {
  const { data = {} as Partial<z.output<typeof bucketFile>> } = bucketFile.safeParse(payload)
  // the folders are ours; names are told without them, but that is nowhere promised
  const name = data.FileName?.split('/').at(-1)?.slice(0, LONGEST_NAME) || 'unknown'
  const parsed = parseFileName(name)
  return {
    status,
    message: null,
    vodFileId: null,
    name,
    userId: data.UserId || parsed?.userId || null,
    track: data.TrackType ? trackOf(data.TrackType) : parsed?.track ?? 'audioVideo',
    // 307 has no MediaId
    stream: data.MediaId ? streamOf(data.MediaId, data.UserId) : parsed?.stream ?? streamOf(null, data.UserId),
    url: null,
    startedAt: milliseconds(data.StartTimeStamp ?? data.BeginTimeStamp),
    endedAt: milliseconds(data.EndTimeStamp),
  }
}

/** Older bodies list names only. */
function bucketFilesOf(status: number, { FileMessage, FileList }: Record<string, unknown>): CallbackFile[] {
  const messages = z.array(z.unknown()).catch([]).parse(FileMessage)
  if (messages.length > 0) return messages.map(message => bucketFileOf(status, message))
  return z.array(z.string()).catch([]).parse(typeof FileList === 'string' ? [FileList] : FileList).map(FileName => bucketFileOf(status, { FileName }))
}

function trackOf(trackType: string | null | undefined): CallbackFile['track'] {
  if (trackType === 'audio' || trackType === 'video') return trackType
  return 'audioVideo'
}

function streamOf(mediaId: string | null | undefined, userId: string | null | undefined): CallbackFile['stream'] {
  if (mediaId === 'aux') return 'screen'
  if (mediaId === 'mix' || !userId) return 'mix'
  return 'camera'
}

/** Values below 1e11 are seconds: as milliseconds they would lie before 1973. */
function milliseconds(value: number | null | undefined): number | null {
  if (!value || value < 0) return null
  const time = Math.round(value < 1e11 ? value * 1000 : value)
  return Number.isSafeInteger(time) ? time : null
}

function texts(payload: Record<string, unknown>, ...keys: string[]): Record<string, unknown> {
  return Object.fromEntries(keys.filter(key => typeof payload[key] === 'string').map(key => [key[0]!.toLowerCase() + key.slice(1), payload[key]]))
}
