import type { Room, RoomUser } from './rooms/room-service.js'
import { describe, expect, it } from 'vitest'
import { everyone } from './actions/record-params.js'
import { capturedStreams, createCaptureLog, hasAnchor } from './capture.js'
import { createRoomService } from './rooms/room-service.js'

type Streams = Partial<Pick<RoomUser, 'camera' | 'microphone' | 'screen' | 'trtcRole'>>

function roomOf(people: Record<string, Streams>): Room {
  const service = createRoomService()
  for (const [userId, { trtcRole, ...streams }] of Object.entries(people)) {
    const room = service.enter('r', { userId })
    service.update(room, userId, streams)
    if (trtcRole) room.users.get(userId)!.trtcRole = trtcRole
  }
  return service.find('r')!
}

const params = {
  RecordMode: 2,
  MaxIdleTime: 30,
  StreamType: 0,
  SubscribeStreamUserIds: everyone,
  OutputFormat: 0,
  AvMerge: 0,
  MaxMediaFileDuration: 1440,
  MediaId: 0,
  FillType: 0,
  SubscribeAbility: 0,
} as const

const all = { camera: true, microphone: true, screen: true }

/** `alice:main:av` for each stream. */
function tell(room: Room | undefined, changes: object = {}, lists: object = {}): string[] {
  return capturedStreams(room, { ...params, ...changes }, { ...everyone, ...lists })
    .map(({ userId, mediaId, audio, video }) => `${userId}:${mediaId}:${audio ? 'a' : ''}${video ? 'v' : ''}`)
}

describe('what a task records', () => {
  const room = roomOf({ alice: all, bob: { microphone: true }, carol: {} })

  it.each([
    ['everything', {}, {}, ['alice:main:av', 'alice:aux:v', 'bob:main:a']],
    ['sound only', { StreamType: 1 }, {}, ['alice:main:a', 'bob:main:a']],
    ['pictures only', { StreamType: 2 }, {}, ['alice:main:v', 'alice:aux:v']],
    ['cameras only', { MediaId: 1 }, {}, ['alice:main:av', 'bob:main:a']],
    ['screens only', { MediaId: 2 }, {}, ['alice:aux:v']],
    ['one person heard, all seen', {}, { SubscribeAudioUserIds: ['bob'] }, ['alice:main:v', 'alice:aux:v', 'bob:main:a']],
    ['one person not seen', {}, { UnSubscribeVideoUserIds: ['alice'] }, ['alice:main:a', 'bob:main:a']],
    ['one person neither seen nor heard', {}, { UnSubscribeVideoUserIds: ['alice'], UnSubscribeAudioUserIds: ['alice'] }, ['bob:main:a']],
    ['all whose id begins with ali', {}, { SubscribeAudioUserIds: ['ali.*$'], SubscribeVideoUserIds: ['ali.*$'] }, ['alice:main:av', 'alice:aux:v']],
    ['nobody, when nobody is allowed that is here', {}, { SubscribeAudioUserIds: ['dave'], SubscribeVideoUserIds: ['dave'] }, []],
  ])('can be %s', (_, changes, lists, expected) => {
    expect(tell(room, changes, lists)).toEqual(expected)
  })

  it('is nothing in a room that is not there', () => {
    expect(tell(undefined)).toEqual([])
  })

  it('follows a pattern no longer once somebody bears it as a name', () => {
    const strange = roomOf({ 'a.*$': { microphone: true }, 'anna': { microphone: true } })
    expect(tell(strange, {}, { SubscribeAudioUserIds: ['a.*$'] })).toEqual(['a.*$:main:a'])
  })

  it('is the first 25 anchors by entry, one without a camera counting too', () => {
    const crowd = roomOf(Object.fromEntries(Array.from({ length: 30 }, (_, index) => [`u${index}`, { microphone: index % 2 === 0, camera: index % 2 === 1 }])))
    expect(tell(crowd).map(stream => stream.split(':')[0])).toEqual(Array.from({ length: 25 }, (_, index) => `u${index}`))
  })

  it('with allow lists, further people in a second task', () => {
    const crowd = roomOf(Object.fromEntries(Array.from({ length: 30 }, (_, index) => [`u${index}`, { microphone: true }])))
    const later = ['u25', 'u26', 'u27', 'u28', 'u29']
    expect(tell(crowd, {}, { SubscribeAudioUserIds: later, SubscribeVideoUserIds: later })).toHaveLength(5)
  })

  it('leaves out an audience', () => {
    const audience = roomOf({ alice: { ...all, trtcRole: 21 } })
    expect(tell(audience)).toEqual([])
    expect(hasAnchor(audience)).toBe(false)
    expect(hasAnchor(room)).toBe(true)
  })
})

describe('the log of what was captured', () => {
  const alice = { userId: 'alice', mediaId: 'main', audio: true, video: true } as const

  it('keeps each stream apart, and a pause inside of it', () => {
    const log = createCaptureLog(false)
    log.follow([{ ...alice, video: false }], 100, 0)
    log.follow([alice, { ...alice, mediaId: 'aux', audio: false }], 200, 0)
    log.follow([], 300, 0)
    log.follow([alice], 400, 0)
    log.follow([], 500, 0)
    expect(log.captures).toEqual([
      { ...alice, begin: 100, end: 500, moves: 0 },
      { ...alice, mediaId: 'aux', audio: false, begin: 200, end: 300, moves: 0 },
    ])
  })

  it('makes one of everything when it is mixed', () => {
    const log = createCaptureLog(true)
    log.follow([{ ...alice, audio: false }, { ...alice, userId: 'bob', video: false }], 100, 0)
    log.follow([alice], 200, 0)
    expect(log.captures).toEqual([{ userId: '', mediaId: 'mix', audio: true, video: true, begin: 100, end: null, moves: 0 }])
  })

  it('begins anew on another machine', () => {
    const log = createCaptureLog(true)
    log.follow([alice], 100, 0)
    expect(log.follow([alice], 200, 1)).toMatchObject([{ begin: 200, moves: 1 }])
    expect(log.captures).toMatchObject([{ begin: 100, end: 200, moves: 0 }, { begin: 200, end: null, moves: 1 }])
  })
})
