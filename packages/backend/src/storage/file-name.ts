import { Buffer } from 'node:buffer'

/** What the name of a recorded file says. */
export interface FileName {
  /** `UserDefineRecordId`. */
  prefix: string | null
  /** How often the task had moved to another machine, 0–3. */
  moves: number
  sdkAppId: number
  /** As it stands in the name: a number, or a text in `encodeNamePart`'s writing; which of them, a name does not tell. */
  room: string
  /** `null`: mixed. */
  userId: string | null
  stream: 'camera' | 'screen' | 'mix'
  /** Named for HLS of single streams only. */
  track: 'audio' | 'video' | 'audioVideo' | null
  /** From 1 on, when a recording was cut into several files. */
  index: number | null
  /** Start of an HLS segment, milliseconds since the epoch. */
  startedAt: number | null
  /** Without the dot. */
  extension: string
}

const encoded = '[A-Za-z0-9+.-]+'
const pattern = new RegExp([
  // English pages and deployed code have two underscores before the markers, Chinese pages one
  '^(?:(?<prefix>[\\w-]{1,64}?)__?UserDefine_u_)?',
  '(?:ha(?<moves>[123])_)?',
  `(?<app>\\d{1,10})_(?<room>${encoded}?)`,
  `(?:__?UserId_s_(?<user>${encoded})__?UserId_e_(?<media>main|aux))?`,
  '(?:_(?<track>audio_?video|audio|video))?',
  '(?:_(?<utc>\\d{17}))?',
  '(?:_(?<index>\\d{1,6}))?',
  '\\.(?<extension>mp4|aac|m3u8|ts)$',
].join(''))

/** A text as file names carry it: base64 with `-` for `/` and `.` for `=` ("On-Cloud Recording", file names). */
export const encodeNamePart = (text: string): string => Buffer.from(text).toString('base64').replaceAll('/', '-').replaceAll('=', '.')

/** Reads the name of a file that TRTC recorded, without folders. `null` when it is none. */
export function parseFileName(name: string): FileName | null {
  const groups = pattern.exec(name)?.groups
  if (!groups) return null
  const { prefix = null, moves = '0', app, room, user, media, track, utc, index, extension } = groups as Record<string, string | undefined>
  const userId = user === undefined ? null : decodeNamePart(user)
  const startedAt = utc === undefined ? null : parseUtc(utc)
  if ((user !== undefined && userId === null) || Number.isNaN(startedAt)) return null
  return {
    prefix,
    moves: Number(moves),
    sdkAppId: Number(app),
    room: room!,
    userId,
    stream: media === undefined ? 'mix' : media === 'aux' ? 'screen' : 'camera',
    track: track === undefined ? null : trackOf(track),
    index: index === undefined ? null : Number(index),
    startedAt,
    extension: extension!,
  }
}

function decodeNamePart(encoded: string): string | null {
  const text = Buffer.from(encoded.replaceAll('-', '/').replaceAll('.', '='), 'base64').toString()
  return encodeNamePart(text) === encoded ? text : null
}

function trackOf(track: string): FileName['track'] {
  return track === 'audio' || track === 'video' ? track : 'audioVideo'
}

/** `yyyyMMddHHmmssSSS`. */
function parseUtc(digits: string): number {
  const [, year, month, day, hour, minute, second, ms] = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(\d{3})$/.exec(digits)!
  return Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}.${ms}Z`)
}
