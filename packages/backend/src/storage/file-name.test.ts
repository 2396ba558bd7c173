import type { FileName } from './file-name.js'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { encodeNamePart, parseFileName } from './file-name.js'

const mixed: FileName = { prefix: null, moves: 0, sdkAppId: 1400000123, room: 'ZGVtbw..', userId: null, stream: 'mix', track: null, index: null, startedAt: null, extension: 'mp4' }

/** "File names" of the reference: patterns, fields and prefixes of both sites. */
it.each<[string, Partial<FileName>]>([
  ['1400000123_ZGVtbw...mp4', {}],
  ['1400000123_ZGVtbw.._2.mp4', { index: 2 }],
  ['1400000123_ZGVtbw...aac', { extension: 'aac' }],
  ['1400000123_12345.mp4', { room: '12345' }],
  ['1400000123_12345_1.mp4', { room: '12345', index: 1 }],
  ['1400000123_ZGVtbw...m3u8', { extension: 'm3u8' }],
  ['1400000123_ZGVtbw.._20260101000010250.ts', { extension: 'ts', startedAt: Date.UTC(2026, 0, 1, 0, 0, 10, 250) }],
  ['1400000123_ZGVtbw..__UserId_s_YWxpY2U.__UserId_e_main.mp4', { userId: 'alice', stream: 'camera' }],
  ['1400000123_ZGVtbw.._UserId_s_YWxpY2U._UserId_e_main.mp4', { userId: 'alice', stream: 'camera' }],
  ['1400000123_ZGVtbw..__UserId_s_dXNlcl8x__UserId_e_aux_3.mp4', { userId: 'user_1', stream: 'screen', index: 3 }],
  ['1400000123_5Lya6K6uLTAx__UserId_s_em-Dqw..__UserId_e_main_audio.m3u8', { room: '5Lya6K6uLTAx', userId: 'zoë', stream: 'camera', track: 'audio', extension: 'm3u8' }],
  ['1400000123_42__UserId_s_Pj4+__UserId_e_main_video_20260101000010250.ts', { room: '42', userId: '>>>', stream: 'camera', track: 'video', extension: 'ts', startedAt: Date.UTC(2026, 0, 1, 0, 0, 10, 250) }],
  ['1400000123_42__UserId_s_eA..__UserId_e_main_audiovideo.m3u8', { room: '42', userId: 'x', stream: 'camera', track: 'audioVideo', extension: 'm3u8' }],
  ['ha2_1400000123_ZGVtbw...mp4', { moves: 2 }],
  ['weekly__UserDefine_u_1400000123_ZGVtbw...mp4', { prefix: 'weekly' }],
  ['weekly_UserDefine_u_1400000123_ZGVtbw...mp4', { prefix: 'weekly' }],
  ['a_b-__UserDefine_u_ha1_1400000123_ZGVtbw...mp4', { prefix: 'a_b-', moves: 1 }],
])('%s is read', (name, expected) => {
  expect(parseFileName(name)).toEqual({ ...mixed, ...expected })
})

it.each([
  '',
  'holiday.mp4',
  '1400000123.mp4',
  '1400000123_ZGVtbw...exe',
  '1400000123_ZGVtbw..__UserId_s_YWxpY2U.mp4',
  '1400000123_ZGVtbw..__UserId_s_YWxpY2V__UserId_e_main_x.mp4',
  '1400000123_ZGVtbw..__UserId_s_!!__UserId_e_main.mp4',
  '1400000123_ZGVtbw.._99999999999999999.ts',
  'folder/1400000123_ZGVtbw...mp4',
])('%j is none', name => {
  expect(parseFileName(name)).toBeNull()
})

const text = fc.string({ minLength: 1, maxLength: 20, unit: 'grapheme' }).filter(value => Buffer.from(value).toString() === value)
const parts = fc.record({
  prefix: fc.option(fc.stringMatching(/^[\w-]{1,20}$/).filter(value => !value.endsWith('_'))),
  moves: fc.integer({ min: 0, max: 3 }),
  sdkAppId: fc.integer({ min: 1, max: 4_294_967_295 }),
  room: fc.oneof(fc.nat().map(String), text.map(encodeNamePart)),
  user: fc.option(fc.record({ userId: text, media: fc.constantFrom('main', 'aux') })),
  track: fc.option(fc.constantFrom('audio', 'video', 'audiovideo')),
  ending: fc.oneof(
    fc.record({ index: fc.option(fc.integer({ min: 1, max: 999 })), extension: fc.constantFrom('mp4', 'aac', 'm3u8') }),
    fc.record({ startedAt: fc.integer({ min: 1_600_000_000_000, max: 2_000_000_000_000 }), extension: fc.constant('ts') }),
  ),
  underscores: fc.constantFrom('_', '__'),
})

describe('a name that is put together by the rules', () => {
  it('is taken apart into what it was made of', () => {
    fc.assert(fc.property(parts, ({ prefix, moves, sdkAppId, room, user, track, ending, underscores: _ }) => {
      const isTyped = user !== null && track !== null
      const index = 'index' in ending ? ending.index : null
      const startedAt = 'startedAt' in ending ? ending.startedAt : null
      const name = [
        prefix === null ? '' : `${prefix}${_}UserDefine_u_`,
        moves > 0 ? `ha${moves}_` : '',
        `${sdkAppId}_${room}`,
        user ? `${_}UserId_s_${encodeNamePart(user.userId)}${_}UserId_e_${user.media}` : '',
        isTyped ? `_${track}` : '',
        startedAt === null ? '' : `_${new Date(startedAt).toISOString().replace(/\D/g, '')}`,
        index === null ? '' : `_${index}`,
        `.${ending.extension}`,
      ].join('')
      expect(parseFileName(name)).toEqual({
        prefix,
        moves,
        sdkAppId,
        room,
        userId: user?.userId ?? null,
        stream: user === null ? 'mix' : user.media === 'aux' ? 'screen' : 'camera',
        track: isTyped ? (track === 'audiovideo' ? 'audioVideo' : track) : null,
        index,
        startedAt,
        extension: ending.extension,
      })
    }))
  })
})

it('never fails, whatever it is given', () => {
  fc.assert(fc.property(fc.oneof(fc.string(), fc.string().map(end => `1400000123_${end}.mp4`)), name => {
    const parsed = parseFileName(name)
    expect(parsed === null || parsed.sdkAppId >= 0).toBe(true)
  }))
})
