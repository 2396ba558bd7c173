import type { TaskRow } from '../store/schema.js'
import type { Step } from './next-step.js'
import { describe, expect, it } from 'vitest'
import { aRecording, recorder, running, timings } from '../../testing/state.js'
import { nextStep } from './next-step.js'

const gone = (task: Partial<TaskRow>): Partial<TaskRow> => ({ wanted: 'gone', ...task })
const of = (type: 'create' | 'remove'): Step => ({ type, recorderUserId: recorder })
const on = (type: 'describe' | 'modify' | 'delete'): Step => ({ type, recorderUserId: recorder, taskId: 'T1' })
const until = (time: number | null): Step => ({ type: 'wait', until: time })

describe('one task', () => {
  it.each<[string, Partial<TaskRow>, number, Step]>([
    ['not called yet is created', {}, 0, of('create')],
    ['refused for the moment waits for its back-off', { nextCallAt: 3_000, failures: 1 }, 1_000, until(3_000)],
    ['refused for the moment is tried again after its back-off', { nextCallAt: 3_000, failures: 1 }, 3_000, of('create')],
    ['whose answer is out is left alone', { state: 'calling', calls: 1, nextCallAt: 13_000 }, 12_999, until(13_000)],
    ['whose answer was lost is created again under the same recorder', { state: 'calling', calls: 1, uncertain: true, nextCallAt: 5_000 }, 5_000, of('create')],
    ['accepted waits for its 301', { state: 'accepted', taskId: 'T1', acceptedAt: 0 }, 4_999, until(5_000)],
    ['accepted without a 301 is asked about', { state: 'accepted', taskId: 'T1', acceptedAt: 0 }, 5_000, on('describe')],
    ['proven by its 301 is soon asked whether it captures', { state: 'live', taskId: 'T1', acceptedAt: 0, appliedVersion: 1 }, 5_000, on('describe')],
    ['proven is asked about every 15 seconds', { state: 'live', taskId: 'T1', describedAt: 10_000, appliedVersion: 1 }, 25_000, on('describe')],
    ['proven is not asked more often', { state: 'live', taskId: 'T1', describedAt: 10_000, appliedVersion: 1 }, 24_000, until(25_000)],
    ['with a newer wish is modified', { state: 'live', taskId: 'T1', describedAt: 0, appliedVersion: 0 }, 1_000, on('modify')],
    ['not proven yet is not modified', { state: 'accepted', taskId: 'T1', acceptedAt: 0, appliedVersion: 0 }, 1_000, until(5_000)],
    ['out of its control window is left alone', { state: 'live', taskId: 'T1', describedAt: 0, controlUntil: 1_000 }, 50_000, until(null)],
    ['not wanted any more is deleted', gone({ state: 'live', taskId: 'T1' }), 0, on('delete')],
    ['whose delete failed waits for its back-off', gone({ state: 'live', taskId: 'T1', nextCallAt: 3_000 }), 1_000, until(3_000)],
    ['being deleted is looked at', gone({ state: 'deleting', taskId: 'T1', deletedAt: 0 }), 3_000, on('describe')],
    ['being deleted is not looked at more often', gone({ state: 'deleting', taskId: 'T1', deletedAt: 0, describedAt: 3_000 }), 4_000, until(6_000)],
    ['without a TaskId is removed through its recorder', gone({ state: 'calling', uncertain: true, nextCallAt: 5_000 }), 5_000, of('remove')],
    ['without a TaskId first waits for the answer that is out', gone({ state: 'calling', nextCallAt: 5_000 }), 4_000, until(5_000)],
    ['that cannot be removed is replaced, so that it can be deleted', gone({ state: 'calling', uncertain: true, failures: 3 }), 0, of('create')],
    ['removed is removed once more', gone({ state: 'removed', nextCallAt: 15_000 }), 15_000, of('remove')],
    ['ended needs nothing', { state: 'ended', taskId: 'T1' }, 0, until(null)],
    ['failed needs nothing', { state: 'failed' }, 0, until(null)],
  ])('%s', (_, task, now, step) => {
    // deadlines of the recording have tests of their own
    const state = aRecording({ status: 'recording', limitAt: null }, [{ startBy: 10 ** 9, ...task }])
    const next = nextStep(state, now, timings)
    expect(next.type === 'wait' && next.until === 10 ** 9 ? until(null) : next).toEqual(step)
  })
})

describe('a task that replaces one whose answer was lost', () => {
  const replacing = (run: { startedAt: number | null }) =>
    aRecording({ status: 'processing' }, [{ wanted: 'gone', state: 'accepted', taskId: 'T2', calls: 2, acceptedAt: 1_000, nextCallAt: 0 }], [{ taskId: 'T2', ...run }])

  it('is not deleted before it is in the room, where it knocks the other one out', () => {
    expect(nextStep(replacing({ startedAt: null }), 2_000, timings)).toEqual(until(16_000))
    expect(nextStep(replacing({ startedAt: 1_500 }), 2_000, timings)).toMatchObject({ type: 'delete', taskId: 'T2' })
  })

  it('is deleted in the end, though nobody says that it started', () => {
    expect(nextStep(replacing({ startedAt: null }), 16_000, timings)).toMatchObject({ type: 'delete', taskId: 'T2' })
  })
})

describe('a recording', () => {
  it('does what cannot wait first', () => {
    const live = { state: 'live', taskId: 'T1', appliedVersion: 0, describedAt: 0 } as const
    const state = aRecording({ status: 'recording' }, [live, { taskId: 'T2', state: 'live', wanted: 'gone' }])
    expect(nextStep(state, 20_000, timings)).toMatchObject({ type: 'delete', taskId: 'T2' })
  })

  it('wakes at its limit', () => {
    expect(nextStep(running({ limitAt: 12_000, limitNoticeMs: 0 }), 0, timings)).toEqual(until(12_000))
  })

  it('wakes at the deadline of its start', () => {
    const state = aRecording({}, [{ state: 'accepted', taskId: 'T1', acceptedAt: 58_000, startBy: 60_000 }])
    expect(nextStep(state, 58_000, timings)).toEqual(until(60_000))
  })

  it('wakes when its results are overdue', () => {
    const state = running({ status: 'processing', resultsBy: 100_000 }, { state: 'ended', endedAt: 0 })
    expect(nextStep(state, 0, timings)).toEqual(until(100_000))
  })

  it('wakes when no file can be under way any more', () => {
    const state = running({ status: 'processing', resultsBy: 1_000_000, captured: false }, { state: 'ended' }, { resultsAt: 5_000 })
    expect(nextStep(state, 5_000, timings)).toEqual(until(15_000))
    // something was captured, so its files are looked for
    state.recording.captured = true
    expect(nextStep(state, 5_000, timings)).toEqual(until(185_000))
  })

  it('wakes when a bucket has been quiet for long enough', () => {
    const state = running({ status: 'processing', storage: 'cos', resultsBy: 1_000_000, endedAt: 1_000 }, { state: 'ended' }, { quietUntil: 620_000 })
    expect(nextStep(state, 20_000, timings)).toEqual(until(620_000))
  })

  it.each(['ready', 'failed'] as const)('that is %s sleeps for ever', status => {
    expect(nextStep(running({ status }, { state: 'ended' }), 0, timings)).toEqual(until(null))
  })
})
