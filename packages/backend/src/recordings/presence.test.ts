import type { PersonRow } from '../store/schema.js'
import type { RoomFact } from '../trtc/room-callback.js'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { applyRoomFact, aStranger, presentPeople } from './presence.js'

type PersonFact = Exclude<RoomFact, { type: 'closed' | 'other' }>

const userId = 'bob'
const entered: PersonFact = { type: 'entered', userId, isAudience: false }
const left: PersonFact = { type: 'left', userId }
const audience: PersonFact = { type: 'role', userId, isAudience: true }
const anchor: PersonFact = { type: 'role', userId, isAudience: false }
const stream = (name: 'camera' | 'microphone' | 'screen', on: boolean): PersonFact => ({ type: 'stream', userId, stream: name, on })

const after = (facts: [at: number, fact: PersonFact][]): PersonRow =>
  facts.reduce((person, [at, fact]) => applyRoomFact(person, fact, at), aStranger({ roomId: 'room', userId }))
const present = (facts: [at: number, fact: PersonFact][], closedAt: number | null = null) => presentPeople([after(facts)], closedAt)[0]

const nothing = { camera: false, microphone: false, screen: false }

describe('who is in the room and sends what', () => {
  it.each<[string, [number, PersonFact][], object | undefined]>([
    ['somebody who entered', [[1, entered]], { isAnchor: true, isWhole: true, ...nothing }],
    ['somebody whose camera began', [[1, entered], [2, stream('camera', true)]], { ...nothing, camera: true }],
    ['somebody who muted', [[1, entered], [2, stream('microphone', true)], [3, stream('microphone', false)]], nothing],
    ['somebody whose mute came first', [[3, stream('microphone', false)], [2, stream('microphone', true)], [1, entered]], { isWhole: true, ...nothing }],
    ['somebody of whom only a stream was told', [[2, stream('screen', true)]], { isWhole: false, ...nothing, screen: true }],
    ['somebody who left, without any 202', [[1, entered], [2, stream('camera', true)], [3, left]], undefined],
    ['somebody whose leaving came first', [[3, left], [1, entered], [2, stream('camera', true)]], undefined],
    ['somebody who came back', [[1, entered], [2, stream('camera', true)], [3, left], [4, entered]], { isWhole: true, ...nothing }],
    ['somebody who came back and was told of in any order', [[4, entered], [3, left], [2, stream('camera', true)], [1, entered]], { isWhole: true, ...nothing }],
    ['somebody who became audience', [[1, entered], [2, stream('camera', true)], [3, audience]], { isAnchor: false, ...nothing }],
    ['somebody who became an anchor again', [[1, entered], [4, anchor], [3, audience]], { isAnchor: true }],
    ['a stream that began and ended in one millisecond', [[1, entered], [2, stream('camera', false)], [2, stream('camera', true)]], nothing],
  ])('%s', (_, facts, person) => {
    if (person) expect(present(facts)).toMatchObject(person)
    else expect(present(facts)).toBeUndefined()
  })

  it('nobody is in a room that closed, until somebody enters it anew', () => {
    expect(present([[1, entered], [2, stream('camera', true)]], 5)).toBeUndefined()
    expect(present([[1, entered], [2, stream('camera', true)], [6, entered]], 5)).toMatchObject({ isWhole: true, ...nothing })
  })

  it('is in order of entry', () => {
    const rows = [['carol', 3], ['alice', 1], ['bob', 2]].map(([id, at]) => ({ ...aStranger({ roomId: 'room', userId: id as string }), enteredAt: at as number }))
    expect(presentPeople(rows, null).map(person => person.userId)).toEqual(['alice', 'bob', 'carol'])
  })

  const facts = fc.array(fc.tuple(fc.integer({ min: 1, max: 6 }), fc.constantFrom(entered, left, audience, anchor, ...(['camera', 'microphone', 'screen'] as const).flatMap(name => [stream(name, true), stream(name, false)]))), { maxLength: 12 })

  it('does not depend on the order in which callbacks come, nor on how often', () => {
    fc.assert(fc.property(facts.chain(list => fc.tuple(fc.constant(list), fc.shuffledSubarray([...list, ...list], { minLength: list.length * 2 }))), ([list, shuffled]) => {
      expect(after(shuffled)).toEqual(after(list))
    }))
  })
})
