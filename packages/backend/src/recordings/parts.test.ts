import type { Recordable } from './parts.js'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { divide } from './parts.js'

/** Capitals send something. */
const people = (text: string): Recordable[] => [...text].map(userId => ({ userId: userId.toLowerCase(), publishes: userId !== userId.toLowerCase() }))
const parts = (text: string): string[][] => text.split(' ').filter(Boolean).map(part => part === '-' ? [] : [...part])

describe('people are divided among parts', () => {
  it.each<[string, string, string, string]>([
    ['those who send fill a part, then a further one', 'ABCDE', '', 'abc de'],
    ['a place that became free is taken', 'ABDE', 'abc d', 'abe d'],
    ['nobody moves when somebody leaves', 'BDE', 'abc de', 'b de'],
    ['whoever sends takes the place of one who does not', 'AbCD', 'abc', 'acd'],
    ['of those who send nothing the last one in the list gives way', 'abCD', 'abc', 'acd'],
    ['only then there is a further part', 'ABCD', 'abc', 'abc d'],
    ['whoever sends nothing takes a free place', 'ABc', 'ab', 'abc'],
    ['whoever sends nothing needs no further part', 'ABCd', 'abc', 'abc'],
    ['whoever goes silent stays where it was', 'aBC', 'abc', 'abc'],
    ['of a part that everybody left an empty one is left', 'AB', 'ab c', 'ab -'],
  ])('%s', (_, present, before, after) => {
    expect(divide(people(present), parts(before), 3)).toEqual(parts(after))
  })

  const ids = 'abcdefghijklmnop'
  const someone = fc.uniqueArray(fc.record({ userId: fc.constantFrom(...ids), publishes: fc.boolean() }), { selector: ({ userId }) => userId })

  it('through any coming and going everybody who sends has one place, in parts that are never too full, and keeps it', () => {
    fc.assert(fc.property(fc.array(someone, { maxLength: 8 }), fc.integer({ min: 1, max: 4 }), (moments, most) => {
      let divided: string[][] = []
      for (const present of moments) {
        const before = divided
        divided = divide(present, before, most)
        const placed = divided.flat()
        expect(new Set(placed).size).toBe(placed.length)
        for (const members of divided) expect(members.length).toBeLessThanOrEqual(most)
        for (const { userId, publishes } of present) {
          if (!publishes) continue
          expect(placed).toContain(userId)
          const place = before.findIndex(members => members.includes(userId))
          if (place >= 0) expect(divided[place]).toContain(userId)
        }
        for (const userId of placed) expect(present.some(person => person.userId === userId)).toBe(true)
        // no part is opened that could be done without
        const senders = present.filter(({ publishes }) => publishes).length
        expect(divided.length).toBeLessThanOrEqual(Math.max(before.length, Math.ceil(senders / most)))
      }
    }))
  })
})
