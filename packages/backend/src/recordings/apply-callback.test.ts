import type { CallbackFact, RecordingCallback } from '../trtc/callback.js'
import type { RecordingState } from './recording-state.js'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { aRecording, recorder, running, timings } from '../../testing/state.js'
import { applyCallback } from './apply-callback.js'
import { askToStop } from './changes.js'
import { settle } from './settle.js'

const HOUR = 3_600_000
let ids = 0

function apply(state: RecordingState, fact: CallbackFact, { taskId = 'T1', now = 1_000 } = {}): RecordingState {
  const callback: RecordingCallback = { eventType: 0, taskId, recorderUserId: recorder, roomId: 'room', eventMsTs: 0, payloadHash: '', fact }
  applyCallback(state, state.tasks[0]!, callback, { now, timings, controlMs: 25 * HOUR, createId: () => `f${++ids}` })
  settle(state, now, timings)
  return state
}

const started = { type: 'recorderStart', ok: true } as const
const refused = { type: 'recorderStart', ok: false } as const
const left = (leaveCode: number) => ({ type: 'recorderStop', leaveCode }) as const
const file = (status = 0): CallbackFact => ({ type: 'file', file: { status, message: null, vodFileId: 'v1', name: 'a.mp4', userId: null, track: 'audioVideo', stream: 'mix', url: 'https://v/a.mp4', startedAt: 100, endedAt: 700 } })

describe('301', () => {
  it('confirms an accepted task', () => {
    const { recording, tasks } = apply(aRecording({}, [{ state: 'accepted', taskId: 'T1', acceptedAt: 0 }]), started)
    expect(recording).toMatchObject({ status: 'recording', startedAt: 1_000, confirmedAt: 1_000, confirmBy: 61_000, limitAt: 1_000 + HOUR })
    expect(tasks[0]!.state).toBe('live')
  })

  it('brings the TaskId of a lost answer, and nobody waits for that answer any more', () => {
    const { recording, tasks } = apply(aRecording({ leaseToken: 'x' }, [{ state: 'calling', calls: 1, calledAt: 500, appliedVersion: 1 }]), started)
    expect(tasks[0]).toMatchObject({ state: 'live', taskId: 'T1', controlUntil: 500 + 25 * HOUR })
    expect(recording).toMatchObject({ status: 'recording', leaseToken: null, layoutState: 'applied', layoutApplied: { mode: 'grid' } })
  })

  it('of an earlier run changes nothing while the later one stands for the recorder', () => {
    const state = running({}, { taskId: 'T2' }, { taskId: 'T2' })
    const { tasks, runs } = apply(state, started)
    expect(tasks[0]).toMatchObject({ taskId: 'T2', state: 'live' })
    expect(runs.map(run => run.taskId)).toEqual(['T2', 'T1'])
  })

  it.each([
    ['failed', { status: 'failed', error: null, endedAt: 10 }, { state: 'removed', wanted: 'gone', taskId: null }],
    ['cancelled', { status: 'processing', resultsBy: 10 ** 9 }, { state: 'ended', wanted: 'gone', taskId: null }],
    ['stopping', { status: 'stopping', stopIntent: { reason: 'user', by: null, at: 0 } }, { state: 'calling', wanted: 'gone', taskId: null, uncertain: true, nextCallAt: 10 ** 9 }],
  ] as const)('that comes late for a %s recording has its task deleted at once', (_, recording, task) => {
    const state = apply(aRecording(recording, [task]), started)
    expect(state.tasks[0]).toMatchObject({ taskId: 'T1', state: 'live', wanted: 'gone', nextCallAt: 1_000 })
    expect(state.recording.status).toBe(recording.status)
  })

  it('behind its own 302 changes nothing', () => {
    const state = apply(aRecording({}, [{ state: 'accepted', taskId: 'T1', acceptedAt: 0 }]), left(99), { now: 500 })
    const before = structuredClone(state)
    apply(state, started)
    expect(state.tasks).toEqual(before.tasks)
    expect(state.recording).toEqual(before.recording)
  })

  it('with Status 1 fails the start, and the task is deleted to be sure', () => {
    const { recording, tasks } = apply(aRecording({}, [{ state: 'accepted', taskId: 'T1' }]), refused)
    expect(recording).toMatchObject({ status: 'failed', error: { code: 'start_failed', retryable: true } })
    expect(tasks[0]).toMatchObject({ state: 'accepted', taskId: 'T1', wanted: 'gone' })
  })
})

describe('302', () => {
  it('ends the recording with its last task', () => {
    const { recording } = apply(running(), left(99))
    expect(recording).toMatchObject({ status: 'processing', stopReason: 'idle' })
  })

  it('that comes before 301 still proves that it ran', () => {
    const { recording } = apply(aRecording({}, [{ state: 'accepted', taskId: 'T1' }]), left(99))
    expect(recording).toMatchObject({ status: 'processing', startedAt: 1_000, stopReason: 'idle' })
  })

  it('that comes before the answer of Create ends the task that the answer names', () => {
    const { recording, tasks } = apply(aRecording({}, [{ state: 'calling', calls: 1 }]), left(99))
    expect(tasks[0]).toMatchObject({ state: 'ended', taskId: 'T1' })
    expect(recording.status).toBe('processing')
  })

  it('101 of the run that our own repeat replaced changes nothing', () => {
    const state = running({}, { taskId: 'T2', calls: 2 }, { taskId: 'T2' })
    apply(state, left(101))
    expect(state.recording.status).toBe('recording')
    expect(state.tasks[0]).toMatchObject({ taskId: 'T2', state: 'live' })
  })

  it('101 while our own repeat is out waits for what the repeat brings', () => {
    const state = running({}, { calls: 2 })
    apply(state, left(101))
    expect(state.tasks[0]).toMatchObject({ taskId: null, state: 'calling' })
    expect(state.recording.status).toBe('recording')
    apply(state, started, { taskId: 'T2' })
    expect(state.tasks[0]).toMatchObject({ taskId: 'T2', state: 'live' })
  })

  it('101 while our own repeat is out, long after the start, leaves the repeat its time', () => {
    const state = running({}, { calls: 2 })
    apply(state, left(101), { now: 600_000 })
    expect(state.recording.status).toBe('recording')
    expect(state.tasks[0]).toMatchObject({ state: 'calling', wanted: 'run', startBy: 660_000 })
  })

  it('101 when two repeats crossed goes on with the one that is left', () => {
    const state = running({}, { taskId: 'T2', calls: 2 }, { taskId: 'T2' })
    apply(state, started, { taskId: 'T1' })
    apply(state, left(101), { taskId: 'T2' })
    expect(state.tasks[0]).toMatchObject({ taskId: 'T1', state: 'live' })
    expect(state.recording.status).toBe('recording')
  })

  it('101 by somebody else ends it as replaced', () => {
    expect(apply(running(), left(101)).recording).toMatchObject({ status: 'processing', stopReason: 'replaced' })
  })

  it('100 is answered with a new generation', () => {
    const { recording, tasks } = apply(running(), left(100))
    expect(recording).toMatchObject({ status: 'recording', capturing: null })
    expect(tasks).toMatchObject([{ state: 'ended' }, { state: 'planned', generation: 2, recorderUserId: 'rr_0123456789abcdefghij_0_2', startBy: 61_000 }])
  })

  it('100 is given up after three restarts within ten minutes', () => {
    const state = running({}, { generation: 4, recorderUserId: recorder })
    for (const generation of [1, 2, 3])
      state.tasks.push({ ...state.tasks[0]!, generation, recorderUserId: `rr_${generation}`, taskId: null, state: 'ended', leaveCode: 100, endedAt: 0 })
    apply(state, left(100))
    expect(state.recording).toMatchObject({ status: 'processing', stopReason: 'error' })
    expect(state.tasks).toHaveLength(4)
  })

  it('100 of a recording that shall stop ends it', () => {
    const state = running()
    askToStop(state, 'user', { userId: 'bob', name: null }, 0, timings)
    expect(apply(state, left(100)).recording).toMatchObject({ status: 'processing', stopReason: 'user', stoppedById: 'bob' })
  })

  it('late tells the reason that was only inferred', () => {
    const state = running({ status: 'ready', stopReason: 'unknown' }, { state: 'ended', endedAt: 0 }, { endedAt: 0 })
    expect(apply(state, left(99)).recording).toMatchObject({ status: 'ready', stopReason: 'idle' })
  })
})

describe('files', () => {
  it('are added, and 312 makes the recording ready', () => {
    const state = running()
    for (const fact of [left(99), file(), { type: 'results', ok: true } as const]) apply(state, fact)
    expect(state.files).toMatchObject([{ name: 'a.mp4', status: 'ready', format: 'mp4', durationMs: 600, taskId: 'T1' }])
    expect(state.recording).toMatchObject({ status: 'ready', filesExpected: 1 })
  })

  it('that come after all was lost turn failed into ready', () => {
    const state = running({ status: 'failed', error: { code: 'files_missing', message: '', retryable: false } }, { state: 'ended' }, { endedAt: 0, leaveCode: 0 })
    expect(apply(state, file()).recording).toMatchObject({ status: 'ready', error: null })
  })

  it('that TRTC first kept and then delivered are one file', () => {
    const state = running()
    apply(state, file(1))
    expect(state.files).toMatchObject([{ status: 'uploading' }])
    apply(state, file(0))
    expect(state.files).toMatchObject([{ status: 'ready' }])
    apply(state, file(2))
    expect(state.files).toMatchObject([{ status: 'ready' }])
  })
})

describe('warnings', () => {
  it('are told once each', () => {
    const state = running()
    for (const now of [1_000, 2_000]) apply(state, { type: 'storageRefused', detail: { code: 'AccessDenied' } }, { now })
    apply(state, { type: 'imageFailed', detail: {} }, { now: 3_000 })
    expect(state.recording.warnings).toEqual([{ code: 'storage_refused', at: 1_000 }, { code: 'image_failed', at: 3_000 }])
    expect(state.log.filter(({ type }) => type === 'storage_refused')).toHaveLength(2)
  })
})

describe('whatever comes, in whatever order', () => {
  const facts = fc.constantFrom<CallbackFact>(started, refused, left(0), left(1), left(99), left(100), left(101), { type: 'failover' }, { type: 'uploadStop', status: 0 }, file(), file(2), { type: 'results', ok: true }, { type: 'other', detail: {} })
  const starts = fc.constantFrom(
    () => aRecording({}, [{ state: 'calling', calls: 1, calledAt: 0 }]),
    () => aRecording({}, [{ state: 'accepted', taskId: 'T1', acceptedAt: 0, calls: 1 }], [{}]),
    () => running(),
    () => running({ status: 'stopping', stopIntent: { reason: 'user', by: null, at: 0 } }, { wanted: 'gone' }),
  )
  const callbacks = fc.array(fc.record({ fact: facts, taskId: fc.constantFrom('T1', 'T2') }), { maxLength: 12 })

  it('a finished recording never runs again, and the log loses nothing', () => {
    fc.assert(fc.property(starts, callbacks, (start, list) => {
      const state = start()
      let finished = false
      list.forEach(({ fact, taskId }, index) => {
        apply(state, fact, { taskId, now: 1_000 + index })
        const isActive = ['starting', 'recording', 'stopping'].includes(state.recording.status)
        if (finished) expect(isActive).toBe(false)
        finished ||= !isActive
      })
    }))
  })

  it('the same callback twice is as good as once', () => {
    fc.assert(fc.property(starts, callbacks, (start, list) => {
      const once = start()
      const twice = start()
      for (const { fact, taskId } of list) {
        apply(once, fact, { taskId })
        apply(twice, fact, { taskId })
        apply(twice, fact, { taskId })
      }
      expect(twice.recording).toEqual({ ...once.recording, id: twice.recording.id })
      expect(twice.tasks).toEqual(once.tasks)
    }))
  })
})
