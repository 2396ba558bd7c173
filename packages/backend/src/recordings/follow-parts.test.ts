import type { RecordingRow } from '../store/schema.js'
import type { CallbackFact } from '../trtc/callback.js'
import type { RecordingState } from './recording-state.js'
import { describe, expect, it } from 'vitest'
import { aPerson } from '../../testing/people.js'
import { running, timings } from '../../testing/state.js'
import { TrtcError } from '../trtc/trtc-error.js'
import { applyCallback } from './apply-callback.js'
import { applyOutcome, markCall } from './apply-outcome.js'
import { mixOf } from './mix.js'
import { nextStep } from './next-step.js'
import { settle } from './settle.js'

const context = { timings, controlMs: 25 * 3_600_000, createId: () => 'f1' }
const user = (index: number) => `user${String(index).padStart(3, '0')}`
const crowd = (count: number, from = 0) => Array.from({ length: count }, (_, index) => aPerson(user(from + index), { camera: true, microphone: true }))

function lecture(people: RecordingState['room']['people'], recording: Partial<RecordingRow> = {}, hasMedia = true): RecordingState {
  const state = running({ mode: 'single', limitAt: null, ...recording })
  state.room = { people, hasMedia, foreign: 0 }
  return state
}

const partsOf = ({ tasks }: RecordingState) => tasks.filter(({ state, wanted }) => wanted === 'run' && state !== 'ended' && state !== 'failed').map(({ part, members }) => [part, members?.length ?? 'everybody'])
const warnings = ({ recording }: RecordingState) => recording.warnings.map(({ code }) => code)

/** TRTC does what is due, until there is nothing to do. Returns the calls. */
function obey(state: RecordingState, now: number): string[] {
  const calls: string[] = []
  for (;;) {
    settle(state, now, timings)
    const step = nextStep(state, now, timings)
    if (step.type === 'wait') return calls
    const task = state.tasks.find(({ recorderUserId }) => recorderUserId === step.recorderUserId)!
    calls.push(`${step.type} ${task.part}`)
    markCall(state, task, step, now, timings)
    const sent = mixOf(state.recording, task)
    if (step.type === 'create') applyOutcome(state, task, { ok: true, type: 'create', taskId: `T${state.runs.length + 1}`, sent, calledAt: task.calledAt }, { now, ...context })
    else if (step.type === 'describe') applyOutcome(state, task, { ok: true, type: 'describe', status: 'InProgress' }, { now, ...context })
    else if (step.type === 'modify') applyOutcome(state, task, { ok: true, type: 'modify', sent }, { now, ...context })
    else applyOutcome(state, task, { ok: true, type: step.type }, { now, ...context })
    if (step.type === 'create') tell(state, state.tasks.indexOf(task), { type: 'recorderStart', ok: true }, now)
    if (step.type === 'delete') tell(state, state.tasks.indexOf(task), { type: 'recorderStop', leaveCode: 0 }, now)
  }
}

function tell(state: RecordingState, index: number, fact: CallbackFact, now: number): void {
  const task = state.tasks[index]!
  applyCallback(state, task, { eventType: 0, taskId: task.taskId!, recorderUserId: task.recorderUserId, roomId: 'room', eventMsTs: 0, payloadHash: '', fact }, { now, ...context })
  settle(state, now, timings)
}

describe('single streams of more than 25 people', () => {
  it('of 25 need one task and no lists', () => {
    const state = lecture(crowd(25))
    obey(state, 1_000)
    expect(partsOf(state)).toEqual([[0, 'everybody']])
  })

  it('are recorded by parts with lists of their own, together everybody and nobody twice', () => {
    const state = lecture(crowd(60))
    expect(obey(state, 1_000)).toEqual(['create 1', 'create 2'])
    expect(partsOf(state)).toEqual([[0, 25], [1, 25], [2, 10]])
    expect(state.tasks.flatMap(({ members }) => members).toSorted()).toEqual(crowd(60).map(({ userId }) => userId))
    expect(state.tasks.map(({ recorderUserId }) => recorderUserId.slice(-4))).toEqual(['_0_1', '_1_1', '_2_1'])
    // the first part gets its list as soon as those who come within a second are in it
    expect(obey(state, 1_000 + timings.mergeMs)).toEqual(['modify 0'])
    expect(state.tasks[0]!.membersApplied).toHaveLength(25)
    expect(state.recording).toMatchObject({ status: 'recording', layoutState: 'applied', warnings: [] })
  })

  it('begin with those whom TRTC records already: the first 25 by entry', () => {
    const state = lecture(crowd(26))
    settle(state, 1_000, timings)
    expect(state.tasks[0]!.members).toEqual(crowd(25).map(({ userId }) => userId))
    expect(state.tasks[1]!.members).toEqual([user(25)])
  })

  it('whoever comes takes the place of somebody who left', () => {
    const state = lecture(crowd(30))
    obey(state, 1_000)
    state.room.people = [...crowd(29, 1), aPerson('late', { microphone: true })]
    expect(obey(state, 20_000)).toEqual(['describe 1'])
    expect(obey(state, 20_000 + timings.mergeMs)).toEqual(['modify 0', 'describe 0'])
    expect(state.tasks[0]!.membersApplied).toContain('late')
    expect(partsOf(state)).toEqual([[0, 25], [1, 5]])
  })

  it('a part in which nobody sends anything for a while ends, and the recording goes on', () => {
    const state = lecture(crowd(30))
    obey(state, 1_000)
    state.room.people = crowd(25)
    settle(state, 2_000, timings)
    expect(state.tasks[1]!.emptySince).toBe(2_000)
    expect(obey(state, 2_000 + timings.partEmptyMs)).toContain('delete 1')
    expect(state.tasks[1]).toMatchObject({ state: 'ended', retired: true })
    expect(state.recording).toMatchObject({ status: 'recording', stopReason: null })

    tell(state, 0, { type: 'recorderStop', leaveCode: 99 }, 60_000)
    expect(state.recording).toMatchObject({ status: 'processing', stopReason: 'idle' })
  })

  it('somebody who only breaks off keeps the part', () => {
    const state = lecture(crowd(26))
    obey(state, 1_000)
    Object.assign(state.room.people[25]!, { camera: false, microphone: false })
    settle(state, 2_000, timings)
    state.room.people[25]!.camera = true
    settle(state, 1_999 + timings.partEmptyMs, timings)
    expect(state.tasks[1]).toMatchObject({ wanted: 'run', emptySince: null })
  })

  it('a room in which nobody sends anything keeps its parts: which of them would go on?', () => {
    const state = lecture(crowd(30))
    obey(state, 1_000)
    for (const person of state.room.people) person.camera = person.microphone = false
    settle(state, 2_000, timings)
    settle(state, 10_000 + timings.partEmptyMs, timings)
    expect(partsOf(state)).toEqual([[0, 25], [1, 5]])
  })

  it('few people are one part for everybody again', () => {
    const state = lecture(crowd(30))
    obey(state, 1_000)
    state.room.people = crowd(10)
    obey(state, 2_000)
    obey(state, 2_000 + timings.partEmptyMs)
    obey(state, 4_000 + timings.partEmptyMs)
    expect(partsOf(state)).toEqual([[0, 'everybody']])
    expect(state.tasks[0]!.membersApplied).toBeNull()
  })

  it('those whom the recording leaves out need no place', () => {
    const state = lecture(crowd(40), { subscribeWanted: { audio: { only: ['user00.*$'] }, video: { only: ['user00.*$'] } } })
    settle(state, 1_000, timings)
    expect(partsOf(state)).toEqual([[0, 'everybody']])
  })

  it('audience, who send nothing, need no place', () => {
    const state = lecture([...crowd(20), ...Array.from({ length: 300 }, (_, index) => aPerson(`guest${index}`, { isAnchor: false }))])
    settle(state, 1_000, timings)
    expect(partsOf(state)).toEqual([[0, 'everybody']])
  })
})

describe('a part that fails', () => {
  const full = new TrtcError('CreateCloudRecording', 'capacity', { upstreamCode: 'FailedOperation.RestrictedConcurrency' })

  it('leaves the others alone, is warned of, and is tried again later', () => {
    const state = lecture(crowd(26))
    settle(state, 1_000, timings)
    const part = state.tasks[1]!
    markCall(state, part, { type: 'create', recorderUserId: part.recorderUserId }, 1_000, timings)
    applyOutcome(state, part, { ok: false, type: 'create', error: full, sent: mixOf(state.recording, part) }, { now: 1_100, ...context })
    settle(state, 1_100, timings)
    expect(state.recording).toMatchObject({ status: 'recording', partsAfter: 1_100 + timings.partRetryMs })
    expect(warnings(state)).toEqual(['over_25_people'])
    expect(obey(state, 1_100 + timings.partRetryMs)).toContain('create 2')
    expect(warnings(state)).toEqual([])
  })

  it('is forgotten when it is not needed any more', () => {
    const state = lecture(crowd(26))
    obey(state, 1_000)
    tell(state, 1, { type: 'recorderStop', leaveCode: 3 }, 2_000)
    state.room.people = crowd(5)
    obey(state, 2_000 + timings.partRetryMs)
    expect(state.recording.partsAfter).toBeNull()
    expect(nextStep(state, 2_000 + timings.partRetryMs, timings)).toMatchObject({ type: 'wait', until: expect.toSatisfy((until: number) => until > 2_000 + timings.partRetryMs) as number })
  })

  it('without proof in time is given up, and the others go on', () => {
    const state = lecture(crowd(26))
    settle(state, 1_000, timings)
    Object.assign(state.tasks[1]!, { state: 'accepted', taskId: 'T2' })
    settle(state, 1_000 + timings.startMs, timings)
    const { partsAfter } = state.recording
    settle(state, 9_000 + timings.startMs, timings)
    expect(state.recording.partsAfter).toBe(partsAfter)
    expect(state.log.filter(({ type }) => type === 'part_lost')).toHaveLength(1)
    expect(state.tasks[1]).toMatchObject({ wanted: 'gone', retired: true })
    expect(state.recording.status).toBe('recording')
  })

  it('by its own 302 ends alone', () => {
    const state = lecture(crowd(26))
    obey(state, 1_000)
    tell(state, 1, { type: 'recorderStop', leaveCode: 3 }, 2_000)
    expect(state.recording).toMatchObject({ status: 'recording', partsAfter: 2_000 + timings.partRetryMs })
    expect(partsOf(state)).toEqual([[0, 25]])
  })

  it('by the customer\'s hand is not begun again', () => {
    const state = lecture(crowd(26))
    obey(state, 1_000)
    tell(state, 1, { type: 'recorderStop', leaveCode: 1 }, 2_000)
    settle(state, 10 ** 9, timings)
    expect(state.tasks).toHaveLength(2)
  })

  it('by a cut-off begins again with the same people', () => {
    const state = lecture(crowd(27))
    obey(state, 1_000)
    tell(state, 1, { type: 'recorderStop', leaveCode: 100 }, 2_000)
    expect(state.tasks[2]).toMatchObject({ part: 1, generation: 2, members: [user(25), user(26)] })
  })

  it('that is the last one ends the recording', () => {
    const state = lecture(crowd(26))
    obey(state, 1_000)
    tell(state, 0, { type: 'recorderStop', leaveCode: 4 }, 2_000)
    tell(state, 1, { type: 'recorderStop', leaveCode: 4 }, 2_001)
    expect(state.recording).toMatchObject({ status: 'processing', stopReason: 'room_closed' })
  })
})

describe('several parts', () => {
  it('capture when one of them does', () => {
    const state = lecture(crowd(26))
    obey(state, 1_000)
    obey(state, 20_000)
    const described = (index: number, status: 'Idle' | 'InProgress') => applyOutcome(state, state.tasks[index]!, { ok: true, type: 'describe', status }, { now: 20_000, ...context })
    described(1, 'Idle')
    expect(state.recording.capturing).toBe(true)
    described(0, 'Idle')
    expect(state.recording.capturing).toBe(false)
  })

  it('take a change all together, or none of them does', () => {
    const state = lecture(crowd(26))
    obey(state, 1_000)
    obey(state, 3_000)
    const { recording } = state
    Object.assign(recording, { subscribeWanted: { audio: { except: ['user001'] } }, changeVersion: 2, layoutState: 'applying' })
    const [one, two] = state.tasks
    applyOutcome(state, one!, { ok: true, type: 'modify', sent: mixOf(recording, one!) }, { now: 4_000, ...context })
    expect(recording).toMatchObject({ layoutState: 'applying', subscribeApplied: {} })
    const refused = new TrtcError('ModifyCloudRecording', 'refused')
    applyOutcome(state, two!, { ok: false, type: 'modify', error: refused, sent: mixOf(recording, two!) }, { now: 4_000, ...context })
    expect(recording).toMatchObject({ layoutState: 'failed', subscribeWanted: {} })
    expect(obey(state, 10_000)).toContain('modify 0')
    expect(recording).toMatchObject({ layoutState: 'failed', subscribeApplied: {} })
  })
})

describe('over_25_people', () => {
  it.each<[string, RecordingState, boolean]>([
    ['a mix of 25', lecture(crowd(25), { mode: 'mixed' }), false],
    ['a mix of 26, though one sends nothing: TRTC counts anchors', lecture([...crowd(25), aPerson('quiet')], { mode: 'mixed' }), true],
    ['a mix of 26, of whom one is left out', lecture(crowd(26), { mode: 'mixed', subscribeWanted: { audio: { except: [user(3)] }, video: { except: [user(3)] } } }), false],
    ['a mix of sound of 26, of whom one is not seen', lecture(crowd(26), { mode: 'mixed', subscribeWanted: { video: { except: [user(3)] } } }), true],
    ['single streams of 26 without media callbacks', lecture(crowd(26), {}, false), true],
  ])('%s', (_, state, warned) => {
    settle(state, 1_000, timings)
    expect(warnings(state)).toEqual(warned ? ['over_25_people'] : [])
  })

  it('goes away when people leave', () => {
    const state = lecture(crowd(26), { mode: 'mixed' })
    settle(state, 1_000, timings)
    state.room.people.pop()
    settle(state, 2_000, timings)
    expect(warnings(state)).toEqual([])
  })
})
