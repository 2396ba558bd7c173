import type { RecordingRow } from '../store/schema.js'
import type { Person } from './presence.js'
import type { RecordingState } from './recording-state.js'
import { describe, expect, it } from 'vitest'
import { aPerson } from '../../testing/people.js'
import { running, timings } from '../../testing/state.js'
import { nextStep } from './next-step.js'
import { settle } from './settle.js'

function inRoom(people: Person[], recording: Partial<RecordingRow> = {}, hasMedia = true): RecordingState {
  return { ...running(recording), room: { people, hasMedia, foreign: 0 } }
}

const warnings = ({ recording }: RecordingState) => recording.warnings.map(({ code }) => code)

describe('no_sound', () => {
  const { silenceMs } = timings

  it.each<[string, Person[], Partial<RecordingRow>, boolean]>([
    ['nobody has a microphone on', [aPerson('alice', { camera: true }), aPerson('bob')], {}, true],
    ['the one who speaks is left out', [aPerson('alice', { microphone: true }), aPerson('bob')], { subscribeWanted: { audio: { except: ['alice'] } } }, true],
    ['somebody speaks', [aPerson('alice', { microphone: true })], {}, false],
    ['only somebody spoke who has a prefix of those recorded', [aPerson('team_1', { microphone: true })], { subscribeWanted: { audio: { only: ['team_.*$'] } } }, false],
    ['somebody is there whose beginning was not told', [aPerson('alice', { isWhole: false, camera: true })], {}, false],
    ['it records no sound', [aPerson('alice', { camera: true })], { media: 'video' }, false],
    ['nobody is in the room', [], {}, false],
  ])('when %s', (_, people, recording, warned) => {
    const state = inRoom(people, recording)
    settle(state, 1_000, timings)
    expect(warnings(state)).toEqual([])
    settle(state, 1_000 + silenceMs, timings)
    expect(warnings(state)).toEqual(warned ? ['no_sound'] : [])
  })

  it('is never said without media callbacks', () => {
    const state = inRoom([aPerson('alice')], {}, false)
    settle(state, 1_000, timings)
    settle(state, 1_000 + silenceMs, timings)
    expect(warnings(state)).toEqual([])
  })

  it('wakes up to be said, is told once, and goes away', () => {
    const state = inRoom([aPerson('alice', { camera: true })], { limitAt: null })
    state.tasks[0]!.describedAt = 10 ** 9
    settle(state, 1_000, timings)
    expect(nextStep(state, 1_000, timings)).toEqual({ type: 'wait', until: 1_000 + silenceMs })
    settle(state, 1_000 + silenceMs, timings)
    settle(state, 2_000 + silenceMs, timings)
    expect(state.news).toEqual([{ type: 'warning', code: 'no_sound' }])
    state.room.people[0]!.microphone = true
    settle(state, 3_000 + silenceMs, timings)
    expect(warnings(state)).toEqual([])
    state.room.people[0]!.microphone = false
    settle(state, 4_000 + silenceMs, timings)
    expect(warnings(state)).toEqual([])
    settle(state, 4_000 + 2 * silenceMs, timings)
    expect(warnings(state)).toEqual(['no_sound'])
  })
})

describe('whether it captures', () => {
  it('is asked soon when somebody begins to publish, and when the last one ends', () => {
    const state = inRoom([aPerson('alice')], { limitAt: null, capturing: false })
    settle(state, 1_000, timings)
    state.tasks[0]!.describedAt = 10_000
    state.room.people[0]!.camera = true
    settle(state, 11_000, timings)
    expect(nextStep(state, 11_000, timings)).toEqual({ type: 'wait', until: 11_000 + timings.lookSoonMs })
    state.tasks[0]!.describedAt = 13_000
    settle(state, 13_000, timings)
    expect(nextStep(state, 13_000, timings)).toEqual({ type: 'wait', until: 13_000 + timings.describeMs })
    state.room.people[0]!.camera = false
    settle(state, 14_000, timings)
    expect(nextStep(state, 14_000, timings)).toEqual({ type: 'wait', until: 14_000 + timings.lookSoonMs })
    expect(state.recording.capturing).toBe(false)
  })

  it('is not asked more often because people mute and unmute', () => {
    const state = inRoom([aPerson('alice', { camera: true }), aPerson('bob')], { limitAt: null })
    for (const microphone of [true, false, true, false]) {
      state.room.people[1]!.microphone = microphone
      settle(state, 5_000, timings)
    }
    expect(state.tasks[0]!.describedAt).toBe(0)
  })
})

describe('a policy\'s recording', () => {
  const policy = { stopAfterMs: 60_000 }

  it('stops once nobody has published anything for a while', () => {
    const state = inRoom([aPerson('alice')], { policy, limitAt: null })
    state.tasks[0]!.describedAt = 10 ** 9
    settle(state, 1_000, timings)
    state.recording.warnings = [{ code: 'no_sound', at: 0 }]
    state.tasks[0]!.describedAt = 10 ** 9
    expect(nextStep(state, 1_000, timings)).toEqual({ type: 'wait', until: 61_000 })
    settle(state, 61_000, timings)
    expect(state.recording).toMatchObject({ status: 'stopping', stopReason: 'policy', stoppedById: null })
  })

  it('goes on when somebody publishes again', () => {
    const state = inRoom([aPerson('alice')], { policy })
    settle(state, 1_000, timings)
    state.room.people[0]!.microphone = true
    settle(state, 60_000, timings)
    settle(state, 200_000, timings)
    expect(state.recording.status).toBe('recording')
  })

  it('started by hand is not stopped by one', () => {
    const state = inRoom([aPerson('alice')])
    settle(state, 1_000, timings)
    settle(state, 3_000_000, timings)
    expect(state.recording).toMatchObject({ status: 'recording', unpublishedSince: 1_000 })
  })
})

describe('double_recording', () => {
  it('is said while something that nobody here started records too', () => {
    const state = inRoom([aPerson('alice', { microphone: true })])
    state.room.foreign = 1
    settle(state, 1_000, timings)
    settle(state, 2_000, timings)
    expect(warnings(state)).toEqual(['double_recording'])
    expect(state.news).toEqual([{ type: 'warning', code: 'double_recording' }])
    state.room.foreign = 0
    settle(state, 3_000, timings)
    expect(warnings(state)).toEqual([])
  })
})
