import type { FollowLayout, MixLayout } from '@roomkit-recording/core'
import type { RecordingRow } from '../store/schema.js'
import type { Outcome } from './apply-outcome.js'
import type { RecordingState } from './recording-state.js'
import { describe, expect, it } from 'vitest'
import { aPerson } from '../../testing/people.js'
import { running, timings } from '../../testing/state.js'
import { TrtcError } from '../trtc/trtc-error.js'
import { applyOutcome } from './apply-outcome.js'
import { newVersion } from './changes.js'
import { mixOf } from './mix.js'
import { newRecording } from './new-recording.js'
import { nextStep } from './next-step.js'
import { settle } from './settle.js'

const { followDwellMs: dwell, mergeMs } = timings
const follow: FollowLayout = { mode: 'follow' }
const shareOf = (main: string): MixLayout => ({ mode: 'screenShare', main })

/** Alice and Bob; what TRTC has is a grid. */
function meeting(recording: Partial<RecordingRow> = {}): RecordingState {
  const state = running({ layoutWanted: follow, follow, limitAt: null, ...recording })
  state.tasks[0]!.describedAt = 10 ** 9
  state.room = { people: [aPerson('alice', { microphone: true }), aPerson('bob')], hasMedia: true, foreign: 0 }
  return state
}

function share(state: RecordingState, userId: string | null, now: number): void {
  for (const person of state.room.people) person.screen = person.userId === userId
  settle(state, now, timings)
}

/** TRTC answers the Modify that is due. */
function modify(state: RecordingState, now: number, error?: TrtcError): void {
  expect(nextStep(state, now, timings)).toMatchObject({ type: 'modify' })
  const sent = mixOf(state.recording, state.tasks[0]!)
  const outcome: Outcome = error ? { ok: false, type: 'modify', error, sent } : { ok: true, type: 'modify', sent }
  applyOutcome(state, state.tasks[0]!, outcome, { now, timings, controlMs: 0 })
}

/** After the dwell time and the time for merging. */
function settled(state: RecordingState, from: number, error?: TrtcError): number {
  settle(state, from + dwell, timings)
  modify(state, from + dwell + mergeMs, error)
  return from + dwell + mergeMs
}

function choose(state: RecordingState, layout: MixLayout, now: number, error?: TrtcError): void {
  state.recording.layoutWanted = layout
  newVersion(state.recording, now, timings)
  modify(state, now + mergeMs, error)
}

const layout = ({ recording: { layoutWanted: wanted, layoutApplied: applied, layoutState: state } }: RecordingState) => ({ wanted, applied, state })
const refused = new TrtcError('ModifyCloudRecording', 'refused', { upstreamCode: 'InvalidParameter' })

describe('a layout that follows', () => {
  it('switches once a share has lasted a while, and back once it has been over for a while', () => {
    const state = meeting()
    share(state, 'bob', 1_000)
    expect(nextStep(state, 1_000, timings)).toEqual({ type: 'wait', until: 1_000 + dwell })
    settle(state, 999 + dwell, timings)
    expect(layout(state)).toEqual({ wanted: follow, applied: { mode: 'grid' }, state: 'applied' })
    const now = settled(state, 1_000)
    expect(layout(state)).toEqual({ wanted: follow, applied: shareOf('bob'), state: 'applied' })

    share(state, null, now)
    settled(state, now)
    expect(layout(state)).toEqual({ wanted: follow, applied: { mode: 'grid' }, state: 'applied' })
  })

  it('leaves a share alone that breaks off for a moment', () => {
    const state = meeting({ sharer: 'bob', layoutApplied: shareOf('bob') })
    share(state, null, 1_000)
    share(state, 'bob', 999 + dwell)
    settle(state, 5_000 + dwell, timings)
    expect(state.recording).toMatchObject({ changeVersion: 1, sharer: 'bob', sharerSince: null })
  })

  it('goes from one sharer to the next without the grid in between', () => {
    const state = meeting({ sharer: 'bob', layoutApplied: shareOf('bob') })
    share(state, null, 1_000)
    share(state, 'alice', 1_500)
    settled(state, 1_500)
    expect(layout(state)).toMatchObject({ applied: shareOf('alice'), state: 'applied' })
    expect(state.recording.changeVersion).toBe(2)
  })

  it('stays with the one who shares when another one begins too', () => {
    const state = meeting({ sharer: 'bob', layoutApplied: shareOf('bob') })
    for (const person of state.room.people) person.screen = true
    settle(state, 1_000, timings)
    expect(state.recording).toMatchObject({ sharer: 'bob', sharerSince: null })
  })

  it('does not follow a screen that the recording leaves out', () => {
    const state = meeting({ subscribeWanted: { video: { except: ['bob'] } } })
    share(state, 'bob', 1_000)
    expect(state.recording.sharerSince).toBeNull()
  })

  it('shows a share that is older than the recording from its first picture on', () => {
    const room = { people: [aPerson('alice'), aPerson('bob', { screen: true })], hasMedia: true, foreign: 0 }
    const { recording, tasks } = newRecording({
      roomId: 'room',
      by: { userId: 'alice', name: null },
      options: { mode: 'mixed', media: 'audioVideo', quality: 'hd', format: 'mp4', layout: follow, maxMinutes: 60 },
      keepers: [],
      now: 0,
      timings,
      room,
    })
    expect(mixOf({ ...recording, seq: 1 }, tasks[0]!).layout).toEqual(shareOf('bob'))
  })

  it('that is wanted no more is not changed by shares', () => {
    const state = meeting({ layoutWanted: { mode: 'float' }, follow: null, layoutApplied: { mode: 'float' } })
    share(state, 'bob', 1_000)
    settle(state, 1_000 + dwell, timings)
    expect(state.recording).toMatchObject({ sharer: 'bob', changeVersion: 1 })
  })
})

describe('a choice that somebody makes', () => {
  it('during a share stands until the share ends', () => {
    const state = meeting({ sharer: 'bob', layoutApplied: shareOf('bob') })
    share(state, 'bob', 500)
    choose(state, { mode: 'float' }, 1_000)
    expect(layout(state)).toEqual({ wanted: { mode: 'float' }, applied: { mode: 'float' }, state: 'applied' })
    share(state, 'alice', 5_000)
    settle(state, 5_000 + dwell, timings)
    expect(layout(state)).toMatchObject({ wanted: { mode: 'float' }, state: 'applied' })

    share(state, null, 20_000)
    settled(state, 20_000)
    expect(layout(state)).toEqual({ wanted: follow, applied: { mode: 'grid' }, state: 'applied' })
  })

  it('while nobody shares replaces it for good', () => {
    const state = meeting()
    choose(state, { mode: 'float' }, 1_000)
    share(state, 'bob', 5_000)
    settle(state, 5_000 + dwell, timings)
    expect(layout(state)).toEqual({ wanted: { mode: 'float' }, applied: { mode: 'float' }, state: 'applied' })
  })
})

describe('what TRTC refuses', () => {
  it('as a choice goes back to the layout that follows', () => {
    const state = meeting()
    choose(state, { mode: 'float' }, 1_000, refused)
    expect(layout(state)).toEqual({ wanted: follow, applied: { mode: 'grid' }, state: 'failed' })
  })

  it('as a choice during a share goes back to the layout that follows', () => {
    const state = meeting({ sharer: 'bob', layoutApplied: shareOf('bob') })
    share(state, 'bob', 500)
    choose(state, { mode: 'float' }, 1_000, refused)
    expect(layout(state)).toEqual({ wanted: follow, applied: shareOf('bob'), state: 'failed' })
  })

  it('as a switch is told, and the next share is followed again', () => {
    const state = meeting()
    share(state, 'bob', 1_000)
    let now = settled(state, 1_000, refused)
    expect(layout(state)).toEqual({ wanted: follow, applied: { mode: 'grid' }, state: 'failed' })
    share(state, 'alice', now)
    now = settled(state, now)
    expect(layout(state)).toEqual({ wanted: follow, applied: shareOf('alice'), state: 'applied' })
  })

  it('as the first layout that follows goes back to what was before', () => {
    const state = meeting({ layoutWanted: { mode: 'grid' }, follow: null })
    choose(state, { ...follow, otherwise: { mode: 'float' } }, 1_000, refused)
    expect(layout(state)).toEqual({ wanted: { mode: 'grid' }, applied: { mode: 'grid' }, state: 'failed' })
  })
})

describe('changes within a second', () => {
  it('are one call', () => {
    const state = meeting()
    newVersion(state.recording, 1_000, timings)
    newVersion(state.recording, 1_400, timings)
    newVersion(state.recording, 1_900, timings)
    expect(nextStep(state, 1_900, timings)).toEqual({ type: 'wait', until: 1_000 + mergeMs })
    modify(state, 1_000 + mergeMs)
    expect(state.tasks[0]!.appliedVersion).toBe(state.recording.changeVersion)
  })

  it('that begin while a call is out wait for each other too', () => {
    const state = meeting()
    newVersion(state.recording, 1_000, timings)
    newVersion(state.recording, 2_100, timings)
    expect(nextStep(state, 2_500, timings)).toEqual({ type: 'wait', until: 2_100 + mergeMs })
  })
})
