import type { RoomFact } from './room-callback.js'
import { describe, expect, it } from 'vitest'
import { isRoomCallback, parseCallback } from './callback.js'

const body = (EventType: number, info: object = {}) =>
  JSON.stringify({ EventGroupId: EventType < 200 ? 1 : 2, EventType, CallbackTs: 1767225600500, EventInfo: { RoomId: 'demo', EventTs: 1767225600, EventMsTs: 1767225600123, UserId: 'bob', ...info } })
const parse = (text: string) => {
  const { callback } = parseCallback(text)
  if (!callback || !isRoomCallback(callback)) throw new Error('not of groups 1 and 2')
  return callback
}

describe('what a room or media callback says', () => {
  it.each<[number, object, RoomFact]>([
    [101, {}, { type: 'other' }],
    [102, { UserId: undefined }, { type: 'closed' }],
    [103, { Role: 20, TerminalType: 1, UserType: 1, Reason: 1 }, { type: 'entered', userId: 'bob', isAudience: false }],
    [103, { Role: '21' }, { type: 'entered', userId: 'bob', isAudience: true }],
    [103, { UserId: 4711 }, { type: 'entered', userId: '4711', isAudience: false }],
    [103, { UserId: undefined }, { type: 'other' }],
    [104, { Role: 20, Reason: 2 }, { type: 'left', userId: 'bob' }],
    [105, { Role: 21 }, { type: 'role', userId: 'bob', isAudience: true }],
    [201, {}, { type: 'stream', userId: 'bob', stream: 'camera', on: true }],
    [202, { Reason: 0 }, { type: 'stream', userId: 'bob', stream: 'camera', on: false }],
    [203, {}, { type: 'stream', userId: 'bob', stream: 'microphone', on: true }],
    [204, {}, { type: 'stream', userId: 'bob', stream: 'microphone', on: false }],
    [205, {}, { type: 'stream', userId: 'bob', stream: 'screen', on: true }],
    [206, {}, { type: 'stream', userId: 'bob', stream: 'screen', on: false }],
    [106, {}, { type: 'other' }],
    [207, {}, { type: 'other' }],
  ])('%s %o', (eventType, info, fact) => {
    expect(parse(body(eventType, info)).fact).toEqual(fact)
  })

  it('the number of a room is the same room as its text', () => {
    expect(parse(body(103, { RoomId: 4242 })).roomId).toBe('4242')
  })

  it('times come as text, or as seconds only', () => {
    expect(parse(body(103, { EventMsTs: '1767225600123' })).eventMsTs).toBe(1767225600123)
    expect(parse(body(103, { EventMsTs: undefined, EventTs: '1767225600' })).eventMsTs).toBe(1767225600000)
  })

  it('a retry with a new CallbackTs is the same callback; another room, user or moment is another', () => {
    const key = (text: string) => {
      const { eventType, eventMsTs, payloadHash } = parse(text)
      return [eventType, eventMsTs, payloadHash].join()
    }
    const first = body(103)
    expect(key(first.replace('1767225600500', '1767225610500'))).toBe(key(first))
    expect(new Set([first, body(103, { RoomId: 'other' }), body(103, { UserId: 'carol' }), body(103, { EventMsTs: 1767225600124 })].map(key)).size).toBe(4)
  })

  it.each([{ RoomId: undefined }, { RoomId: '' }, { RoomId: {} }])('without a room (%o) it is none', info => {
    expect(() => parseCallback(body(103, info))).toThrow()
  })
})
