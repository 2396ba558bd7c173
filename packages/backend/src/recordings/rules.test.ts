import type { RecordingRow, RunRow, TaskRow } from '../store/schema.js'
import type { CallbackFact } from '../trtc/callback.js'
import type { TrtcErrorKind } from '../trtc/trtc-error.js'
import type { Outcome } from './apply-outcome.js'
import type { CallStep } from './next-step.js'
import type { RecordingState } from './recording-state.js'
import { describe, expect, it } from 'vitest'
import { aRecording, running, timings } from '../../testing/state.js'
import { TrtcError } from '../trtc/trtc-error.js'
import { applyCallback } from './apply-callback.js'
import { applyOutcome, applyStepOutcome, markCall } from './apply-outcome.js'
import { askToStop } from './changes.js'
import { mixOf } from './mix.js'
import { nextStep } from './next-step.js'
import { settle } from './settle.js'

/*
 * The rules for the state of a recording, one row each: given, when, then.
 */

const HOUR = 3_600_000
const context = { timings, controlMs: 25 * HOUR, createId: () => 'f1' }
type Event = (state: RecordingState, now: number) => void

const task = (state: RecordingState) => state.tasks.at(-1)!
const callback = (fact: CallbackFact, taskId = 'T1'): Event => (state, now) =>
  applyCallback(state, state.tasks[0]!, { eventType: 0, taskId, recorderUserId: state.tasks[0]!.recorderUserId, roomId: 'room', eventMsTs: 0, payloadHash: '', fact }, { now, ...context })
const outcome = (make: (state: RecordingState) => Outcome): Event => (state, now) => applyOutcome(state, state.tasks[0]!, make(state), { now, ...context })

const started = callback({ type: 'recorderStart', ok: true })
const startFailed = callback({ type: 'recorderStart', ok: false })
const left = (leaveCode: number, taskId?: string) => callback({ type: 'recorderStop', leaveCode }, taskId)
const file = callback({ type: 'file', file: { status: 0, message: null, vodFileId: 'v1', name: 'a.mp4', userId: null, track: 'audioVideo', stream: 'mix', url: null, startedAt: 0, endedAt: 1 } })
const results = callback({ type: 'results', ok: true })
const described = (status: 'Idle' | 'InProgress' | 'Exited') => outcome(() => ({ ok: true, type: 'describe', status }))
const failure = (type: CallStep['type'], kind: TrtcErrorKind) => (state: RecordingState): Outcome => ({ ok: false, type, error: new TrtcError(type, kind), sent: mixOf(state.recording, state.tasks[0]!) })
const failed = (type: CallStep['type'], kind: TrtcErrorKind) => outcome(failure(type, kind))
/** Describe does not find the task, while a callback of it lies in the inbox. */
const goneWithCallback: Event = (state, now) => applyOutcome(state, state.tasks[0]!, failure('describe', 'gone')(state), { now, ...context, callbackWaits: true })
const created = (taskId = 'T1') => outcome(state => ({ ok: true, type: 'create', taskId, sent: mixOf(state.recording, state.tasks[0]!), calledAt: state.tasks[0]!.calledAt }))
/** The answer to a Describe that was asked of another TaskId, before this one stood for the recorder. */
const formerGone: Event = (state, now) => applyStepOutcome(state, { type: 'describe', recorderUserId: state.tasks[0]!.recorderUserId, taskId: 'T0' }, failure('describe', 'gone')(state), { now, ...context })
const deleted = outcome(() => ({ ok: true, type: 'delete' }))
const removed = outcome(() => ({ ok: true, type: 'remove' }))
const stop: Event = (state, now) => askToStop(state, 'user', { userId: 'bob', name: null }, now, timings)
/** Time passes: `settle` sees it. */
const nothing: Event = () => {}

interface Then {
  recording?: Partial<RecordingRow>
  task?: Partial<TaskRow>
  run?: Partial<RunRow>
  tasks?: number
  step?: object
}

type Rule = [rule: string, given: () => RecordingState, when: [at: number, event: Event][], then: Then]

const calling = () => aRecording({}, [{ state: 'calling', calls: 1, calledAt: 0, nextCallAt: 13_000 }])
const accepted = () => aRecording({}, [{ state: 'accepted', taskId: 'T1', calls: 1, calledAt: 0, acceptedAt: 0, controlUntil: 25 * HOUR, appliedVersion: 1 }], [{}])
const stopping = () => running({ status: 'stopping', stopIntent: { reason: 'user', by: null, at: 0 }, stopReason: 'user' }, { wanted: 'gone', state: 'deleting', deletedAt: 0 })
const processing = (recording: Partial<RecordingRow> = {}) => running({ status: 'processing', endedAt: 0, resultsBy: 24 * HOUR, stopReason: 'user', ...recording }, { state: 'ended', endedAt: 0, leaveCode: 0 }, { endedAt: 0, leaveCode: 0 })

function check(given: () => RecordingState, when: [at: number, event: Event][], { recording = {}, task: expected = {}, run = {}, tasks, step }: Then): void {
  const state = given()
  let now = 0
  for (const [at, event] of when) {
    now = at
    event(state, now)
    settle(state, now, timings)
  }
  expect(state.recording).toMatchObject(recording)
  expect(task(state)).toMatchObject(expected)
  if (state.runs.length > 0) expect(state.runs.at(-1)).toMatchObject(run)
  if (tasks !== undefined) expect(state.tasks).toHaveLength(tasks)
  if (step) expect(nextStep(state, now, timings)).toMatchObject(step)
}

describe('from one state to the next', () => {
  it.each<Rule>([
    ['a start that is accepted is `starting`, and TRTC is called', () => aRecording(), [[0, nothing]], { recording: { status: 'starting', confirmBy: timings.startMs }, step: { type: 'create' } }],
    ['301 ok makes it `recording`', accepted, [[900, started]], { recording: { status: 'recording' } }],
    ['Describe says Idle: it is `recording`, and captures nothing', accepted, [[5_000, described('Idle')]], { recording: { status: 'recording', capturing: false, captured: false } }],
    ['Describe says InProgress: it is `recording`, and captures', accepted, [[5_000, described('InProgress')]], { recording: { status: 'recording', capturing: true, captured: true } }],
    ['Describe says Exited: that proves nothing', accepted, [[5_000, described('Exited')]], { recording: { status: 'starting' } }],
    ['a TaskId alone proves nothing', calling, [[500, created()]], { recording: { status: 'starting', layoutState: 'applied' }, task: { state: 'accepted' } }],
    ['an answer that comes after its task was replaced by an earlier call\'s: that one is waited for', () => aRecording({}, [{ state: 'calling', calls: 2, calledAt: 0, nextCallAt: 13_000, uncertain: true }]), [[100, callback({ type: 'recorderStart', ok: true }, 'T2')], [200, left(101, 'T2')], [300, created('T2')]], { recording: { status: 'recording' }, task: { state: 'calling', taskId: null } }],
    ['TRTC refused: `failed`', calling, [[500, failed('create', 'refused')]], { recording: { status: 'failed', error: expect.objectContaining({ code: 'trtc_refused' }) as never } }],
    ['TRTC has no room for another task: `failed`, at once', calling, [[500, failed('create', 'capacity')]], { recording: { status: 'failed', error: expect.objectContaining({ code: 'quota_exceeded', retryable: true }) as never } }],
    ['301 failed: `failed`', accepted, [[500, startFailed]], { recording: { status: 'failed', stopReason: 'error' } }],
    ['the deadline passed without proof: `failed`', accepted, [[timings.startMs, nothing]], { recording: { status: 'failed' }, task: { wanted: 'gone' }, step: { type: 'delete' } }],
    ['stop while `starting`: `stopping`', accepted, [[500, stop]], { recording: { status: 'stopping', stoppedById: 'bob' }, step: { type: 'delete' } }],
    ['stop while `recording`: `stopping`', () => running(), [[500, stop]], { recording: { status: 'stopping', stopReason: 'user' }, step: { type: 'delete' } }],
    ['the last task of one that records ended: `processing`', () => running(), [[500, left(99)]], { recording: { status: 'processing', stopReason: 'idle', endedAt: 500 } }],
    ['the last task of one that is stopping ended: `processing`', stopping, [[500, left(0)]], { recording: { status: 'processing', stopReason: 'user' } }],
    ['Delete accepted is not the end: still `stopping`', () => running({ status: 'stopping', stopIntent: { reason: 'user', by: null, at: 0 } }, { wanted: 'gone' }), [[500, deleted]], { recording: { status: 'stopping' }, task: { state: 'deleting' } }],
    ['results are in, with a file: `ready`', processing, [[500, file], [600, results]], { recording: { status: 'ready', filesExpected: 1 } }],
    ['results are in, without a file: `failed`', () => processing({ captured: false }), [[500, results], [500 + timings.quietMs, nothing]], { recording: { status: 'failed', error: expect.objectContaining({ code: 'nothing_captured' }) as never } }],
  ])('%s', (_, given, when, then) => check(given, when, then))
})

describe('302', () => {
  const stopIntended = () => running({ status: 'stopping', stopIntent: { reason: 'limit', by: null, at: 0 } }, { wanted: 'gone' })
  it.each<Rule>([
    ['ends only its own task', () => {
      const state = running()
      state.tasks.unshift({ ...state.tasks[0]!, recorderUserId: 'rr_part', part: 1, taskId: 'T2' })
      state.runs.unshift({ ...state.runs[0]!, recorderUserId: 'rr_part', taskId: 'T2' })
      return state
    }, [[500, left(99, 'T2')]], { recording: { status: 'recording' }, task: { state: 'live' } }],
    ['LeaveCode 0: what was intended', stopIntended, [[500, left(0)]], { recording: { stopReason: 'limit' } }],
    ['LeaveCode 0 that nobody here intended: unknown', () => running(), [[500, left(0)]], { recording: { stopReason: 'unknown' } }],
    ['LeaveCode 1: removed', () => running(), [[500, left(1)]], { recording: { stopReason: 'removed' } }],
    ['LeaveCode 3: removed', () => running(), [[500, left(3)]], { recording: { stopReason: 'removed' } }],
    ['LeaveCode 2: room_closed', () => running(), [[500, left(2)]], { recording: { stopReason: 'room_closed' } }],
    ['LeaveCode 4: room_closed', () => running(), [[500, left(4)]], { recording: { stopReason: 'room_closed' } }],
    ['LeaveCode 99: idle', () => running(), [[500, left(99)]], { recording: { stopReason: 'idle' } }],
    ['LeaveCode 101 after our own repeat: ignored', () => running({}, { taskId: 'T2', calls: 2 }, { taskId: 'T2' }), [[500, left(101)]], { recording: { status: 'recording' }, task: { taskId: 'T2', state: 'live' } }],
    ['LeaveCode 101 otherwise: replaced', () => running(), [[500, left(101)]], { recording: { status: 'processing', stopReason: 'replaced' } }],
    ['LeaveCode 100: a new generation', () => running(), [[500, left(100)]], { recording: { status: 'recording', capturing: null }, task: { generation: 2, state: 'planned' }, tasks: 2, step: { type: 'create' } }],
    ['LeaveCode 100 after three within ten minutes: error', () => cutOff(3, 0), [[9 * 60_000, left(100)]], { recording: { status: 'processing', stopReason: 'error' } }],
    ['LeaveCode 100 after three, of which one is longer ago: a new generation', () => cutOff(3, 0), [[11 * 60_000, left(100)]], { recording: { status: 'recording' }, task: { generation: 5 } }],
    ['LeaveCode 100 while stopping: what was intended', stopIntended, [[500, left(100)]], { recording: { status: 'processing', stopReason: 'limit' }, tasks: 1 }],
  ])('%s', (_, given, when, then) => check(given, when, then))

  /** Cut off so many times before. */
  function cutOff(times: number, at: number): RecordingState {
    const state = running({ limitAt: null }, { generation: times + 1 })
    for (let generation = 1; generation <= times; generation++)
      state.tasks.push({ ...state.tasks[0]!, generation, recorderUserId: `rr_${generation}`, taskId: null, state: 'ended', leaveCode: 100, endedAt: at })
    return state
  }
})

describe('code ResourceNotFound', () => {
  it.each<Rule>([
    ['ends a task inside its control window, once callback 302 has had its time', () => running(), [[20 * 60_000, failed('describe', 'gone')], [20 * 60_000 + timings.lostTaskMs, failed('describe', 'gone')]], { recording: { status: 'processing', stopReason: 'unknown' } }],
    ['is asked about once more before it is believed', () => running(), [[20 * 60_000, failed('describe', 'gone')]], { recording: { status: 'recording', stopReason: null }, task: { state: 'live' } }],
    ['leaves the reason to callback 302', () => running(), [[20 * 60_000, failed('describe', 'gone')], [20 * 60_000 + 1_000, left(3)]], { recording: { status: 'processing', stopReason: 'removed' } }],
    ['is not believed while a callback of the task lies in the inbox', () => running(), [[20 * 60_000, goneWithCallback], [20 * 60_000 + timings.lostTaskMs, goneWithCallback]], { recording: { status: 'recording' }, task: { state: 'live' }, tasks: 1 }],
    ['lets the one in the inbox have another task made', () => running(), [[20 * 60_000, goneWithCallback], [20 * 60_000 + 2 * timings.lostTaskMs, goneWithCallback], [20 * 60_000 + 3 * timings.lostTaskMs, left(100)]], { recording: { status: 'recording' }, tasks: 2 }],
    ['is believed when that one never takes effect', () => running(), [[20 * 60_000, goneWithCallback], [20 * 60_000 + timings.proofMs, goneWithCallback]], { recording: { status: 'processing', stopReason: 'unknown' } }],
    ['of a former TaskId says nothing of the present one', stopping, [[500, formerGone]], { recording: { status: 'stopping' }, task: { state: 'deleting' }, run: { endedAt: null } }],
    ['of Delete ends a task too', stopping, [[500, failed('delete', 'gone')]], { recording: { status: 'processing', stopReason: 'user' } }],
    ['after its control window ends nothing: still `recording`, `capturing: null`', () => running({ limitAt: null }, { controlUntil: HOUR }), [[HOUR, failed('describe', 'gone')]], { recording: { status: 'recording', capturing: null }, task: { state: 'live' }, step: { type: 'wait' } }],
    ['of a task made a moment ago is not believed', accepted, [[timings.newTaskMs - 1, failed('describe', 'gone')]], { recording: { status: 'starting' }, task: { state: 'accepted' } }],
    ['of Modify has Describe asked at once', () => running({}, { appliedVersion: 0 }), [[500, failed('modify', 'gone')]], { recording: { status: 'recording' }, task: { describedAt: 0 } }],
  ])('%s', (_, given, when, then) => check(given, when, then))
})

describe('without a usable TaskId', () => {
  const cancelled = () => aRecording({ status: 'stopping', stopIntent: { reason: 'user', by: null, at: 0 } }, [{ state: 'calling', calls: 1, calledAt: 0, uncertain: true, wanted: 'gone', nextCallAt: 5_000 }])
  it.each<Rule>([
    ['stop while starting: the recorder is removed', calling, [[100, stop], [13_000, nothing]], { recording: { status: 'stopping' }, step: { type: 'remove' } }],
    ['the deadline passed without an answer: the recorder is removed', () => aRecording({}, [{ state: 'calling', calls: 1, uncertain: true, nextCallAt: 0 }]), [[timings.startMs, nothing]], { recording: { status: 'failed' }, step: { type: 'remove' } }],
    ['the window closed: the recorder is removed', () => running({ limitAt: null }, { controlUntil: HOUR }), [[HOUR, stop], [HOUR, nothing]], { task: { taskId: null, uncertain: true }, step: { type: 'remove' } }],
    ['removed is removed once more, since a call may still have been on its way', cancelled, [[5_000, removed]], { recording: { status: 'failed', stopReason: 'user', error: expect.objectContaining({ code: 'nothing_captured' }) as never }, task: { state: 'removed', nextCallAt: 5_000 + timings.sweepMs } }],
    ['what cannot be removed is created again under the same recorder', cancelled, [[5_000, failed('remove', 'refused')], [9_000, failed('remove', 'refused')], [20_000, failed('remove', 'refused')], [60_000, nothing]], { step: { type: 'create', recorderUserId: 'rr_0123456789abcdefghij_0_1' } }],
    ['and the task that this brings is deleted once it is in the room', () => {
      const state = cancelled()
      Object.assign(state.tasks[0]!, { failures: 3 })
      markCall(state, state.tasks[0]!, { type: 'create', recorderUserId: state.tasks[0]!.recorderUserId }, 20_000, timings)
      return state
    }, [[20_500, created('T2')], [21_000, callback({ type: 'recorderStart', ok: true }, 'T2')]], { step: { type: 'delete', taskId: 'T2' } }],
    ['a late 301 of a failed recording is deleted at once', () => aRecording({ status: 'failed', endedAt: 10 }, [{ state: 'removed', wanted: 'gone', nextCallAt: 10 ** 9 }]), [[500, started]], { recording: { status: 'failed' }, step: { type: 'delete', taskId: 'T1' } }],
    ['a late 301 of a stopping recording is deleted at once', () => aRecording({ status: 'stopping', stopIntent: { reason: 'user', by: null, at: 0 } }, [{ state: 'calling', calls: 1, uncertain: true, wanted: 'gone', nextCallAt: 10 ** 9 }]), [[500, started]], { recording: { status: 'stopping' }, step: { type: 'delete', taskId: 'T1' } }],
    ['`stopping` without proof stays, past its `confirmBy`, and goes on trying', () => running(), [[0, stop], [timings.stopMs + 1, failed('delete', 'retry')], [10 * 60_000, nothing]], { recording: { status: 'stopping', confirmBy: timings.stopMs }, step: { type: 'delete' } }],
  ])('%s', (_, given, when, then) => check(given, when, then))
})

describe('results', () => {
  it.each<Rule>([
    ['312 says that they are in', processing, [[500, file], [600, results]], { recording: { status: 'ready' }, run: { resultsAt: 600 } }],
    ['one file that is ready suffices', processing, [[500, callback({ type: 'file', file: { status: 2, message: 'lost', vodFileId: null, name: 'b.mp4', userId: null, track: 'audioVideo', stream: 'mix', url: null, startedAt: null, endedAt: null } })], [550, file], [600, results]], { recording: { status: 'ready', filesExpected: 2 } }],
    ['none, and it was InProgress once: files_missing', processing, [[500, results], [500 + HOUR, nothing]], { recording: { status: 'failed', error: expect.objectContaining({ code: 'files_missing' }) as never } }],
    ['none, and it never was InProgress: nothing_captured', () => processing({ captured: false }), [[500, results], [500 + HOUR, nothing]], { recording: { status: 'failed', error: expect.objectContaining({ code: 'nothing_captured' }) as never } }],
    ['a file that comes late turns `failed` into `ready`', () => processing({ status: 'failed', error: { code: 'files_missing', message: '', retryable: false } }), [[HOUR, file]], { recording: { status: 'ready', error: null } }],
    ['a file that comes early is kept', () => running(), [[500, file]], { recording: { status: 'recording' } }],
  ])('%s', (_, given, when, then) => check(given, when, then))
})

describe('proof', () => {
  it.each<Rule>([
    ['`startedAt` is when it was received', accepted, [[4_321, started]], { recording: { startedAt: 4_321, confirmedAt: 4_321, confirmBy: 4_321 + timings.proofMs } }],
    ['a later one moves `confirmedAt`, not `startedAt`', () => running(), [[15_000, described('InProgress')]], { recording: { startedAt: 0, confirmedAt: 15_000, confirmBy: 15_000 + timings.proofMs } }],
    ['none: `confirmBy` stays, for everybody to see', () => running(), [[50_000, failed('describe', 'lost')], [500_000, failed('describe', 'lost')]], { recording: { status: 'recording', confirmBy: 60_000 } }],
    ['that comes while stopping does not put the end off', () => running(), [[0, stop], [1_000, described('InProgress')]], { recording: { status: 'stopping', confirmBy: timings.stopMs } }],
  ])('%s', (_, given, when, then) => check(given, when, then))
})

describe('what comes out of order, twice, or for a finished recording', () => {
  const late = [started, startFailed, left(0), left(100), left(101), results] as const
  it.each<[string, () => RecordingState]>([
    ['ready', () => processing({ status: 'ready' })],
    ['failed', () => processing({ status: 'failed', error: { code: 'files_missing', message: '', retryable: false } })],
  ])('changes no state of one that is %s, and is kept as evidence', (status, given) => {
    for (const event of late) {
      const state = given()
      event(state, 1_000)
      settle(state, 1_000, timings)
      expect(state.recording.status).toBe(status)
      expect(state.runs).toHaveLength(1)
    }
    const other = given()
    callback({ type: 'recorderStop', leaveCode: 101 }, 'T0')(other, 1_000)
    expect(other.runs.map(({ taskId, leaveCode }) => [taskId, leaveCode])).toEqual([['T1', 0], ['T0', 101]])
    expect(other.log).toMatchObject([{ type: 'recorder_left', detail: { taskId: 'T0', leaveCode: 101 } }])
  })
})
