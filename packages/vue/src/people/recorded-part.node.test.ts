import type { SubscribeUsers } from '@roomkit-recording/core'
import { checkSubscribeUsers, isSelected } from '@roomkit-recording/core'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { recordedPart, withRecordedPart } from './recorded-part.js'

const here = ['alice', 'bob', 'carol']

describe('what of somebody is recorded', () => {
  it.each([
    { before: {}, who: 'bob', part: 'leftOut', after: { audio: { except: ['bob'] }, video: { except: ['bob'] } } },
    { before: {}, who: 'bob', part: 'voiceOnly', after: { video: { except: ['bob'] } } },
    { before: {}, who: 'bob', part: 'full', after: {} },
    { before: { audio: { except: ['bob'] }, video: { except: ['bob', 'carol'] } }, who: 'bob', part: 'full', after: { video: { except: ['carol'] } } },
    { before: { video: { only: ['alice'] } }, who: 'bob', part: 'full', after: { video: { only: ['alice', 'bob'] } } },
    { before: { video: { only: ['alice', 'bob'] } }, who: 'bob', part: 'voiceOnly', after: { video: { only: ['alice'] } } },
    { before: { video: { only: ['bob'] } }, who: 'bob', part: 'leftOut', after: 'lastOne' },
    { before: { audio: { except: ['b.*$'] } }, who: 'bob', part: 'full', after: 'byRule' },
    { before: { audio: { only: ['alice', 'b.*$'] } }, who: 'bob', part: 'leftOut', after: 'byRule' },
    { before: { audio: { except: Array.from({ length: 32 }, (_, index) => `u${index}`) } }, who: 'bob', part: 'leftOut', after: 'tooMany' },
  ] as const)('$part for $who, from $before', ({ before, who, part, after }) => {
    expect(withRecordedPart(before as unknown as SubscribeUsers, who, part, here)).toEqual(after)
  })

  const id = fc.constantFrom(...here, 'dave', 'gone', 'a.*$', 'c.*$')
  const selection = fc.oneof(
    fc.uniqueArray(id, { minLength: 1, maxLength: 5 }).map(only => ({ only })),
    fc.uniqueArray(id, { maxLength: 5 }).map(except => ({ except })),
  )
  const subscribe = fc.record({ audio: selection, video: selection }, { requiredKeys: [] }) as fc.Arbitrary<SubscribeUsers>
  const part = fc.constantFrom('full', 'voiceOnly', 'pictureOnly', 'leftOut')

  it('is as chosen, valid for the contract, and changes nobody else', () => {
    fc.assert(fc.property(subscribe, fc.constantFrom(...here), part, (before, who, wanted) => {
      const after = withRecordedPart(before, who, wanted, here)
      if (typeof after === 'string') return
      expect(recordedPart(after, who, here)).toBe(wanted)
      expect(checkSubscribeUsers(after)).toEqual([])
      for (const other of [...here, 'dave', 'newcomer'].filter(id => id !== who)) {
        expect(isSelected(after.audio, other, here)).toBe(isSelected(before.audio, other, here))
        expect(isSelected(after.video, other, here)).toBe(isSelected(before.video, other, here))
      }
    }))
  })
})
