import type { StopReason } from '@roomkit-recording/core'
import type { RecordingRow, TaskRow } from '../store/schema.js'
import { describe, expect, it } from 'vitest'
import { aFile, aRecording, running, timings } from '../../testing/state.js'
import { settle } from './settle.js'

const intent = (reason: StopReason): Partial<RecordingRow> => ({ status: 'stopping', stopIntent: { reason, by: { userId: 'bob', name: 'Bob' }, at: 0 }, stoppedById: 'bob', stoppedByName: 'Bob' })

describe('a start', () => {
  it('fails at its deadline with what TRTC said last', () => {
    const lastError = { code: 'trtc_unavailable', message: 'TRTC had an internal error.', retryable: true, upstreamCode: 'InternalError.CRInternalError' }
    const state = aRecording({}, [{ lastError, uncertain: true, nextCallAt: 70_000 }])
    settle(state, 60_000, timings)
    expect(state.recording).toMatchObject({ status: 'failed', error: lastError, endedAt: 60_000, stopReason: 'error' })
    expect(state.tasks[0]).toMatchObject({ wanted: 'gone', nextCallAt: 60_000 })
    expect(state.news).toEqual([{ type: 'failed' }])
  })

  it('that TRTC only ever refused to hear leaves nothing behind', () => {
    const state = aRecording({}, [{ failures: 4 }])
    settle(state, 60_000, timings)
    expect(state.recording).toMatchObject({ status: 'failed', error: { code: 'trtc_unavailable', retryable: true } })
    expect(state.tasks[0]!.state).toBe('ended')
  })

  it('whose task is never proven is told to go', () => {
    const state = aRecording({}, [{ state: 'accepted', taskId: 'T1' }])
    settle(state, 60_000, timings)
    expect(state.recording.status).toBe('failed')
    expect(state.tasks[0]).toMatchObject({ state: 'accepted', wanted: 'gone' })
  })

  it('is left alone before its deadline', () => {
    const state = aRecording()
    settle(state, 59_999, timings)
    expect(state).toEqual(aRecording({ id: state.recording.id }))
  })

  it('that was cancelled before any call ends without waiting for results', () => {
    const state = aRecording(intent('user'), [{ wanted: 'gone' }])
    settle(state, 1_000, timings)
    expect(state.recording).toMatchObject({ status: 'failed', stopReason: 'user', error: { code: 'nothing_captured' }, stoppedById: 'bob' })
  })
})

describe('a running recording', () => {
  it('is stopped at its limit', () => {
    const state = running({ limitAt: 60_000 })
    settle(state, 60_000, timings)
    expect(state.recording).toMatchObject({ status: 'stopping', stopReason: 'limit', confirmBy: 90_000 })
    expect(state.tasks[0]).toMatchObject({ wanted: 'gone', nextCallAt: 60_000 })
  })

  it('whose restart is never proven ends as an error', () => {
    const state = running({}, { state: 'ended', leaveCode: 100, endedAt: 0 })
    state.tasks.push({ ...aRecording({}, [{}, {}]).tasks[1]!, state: 'accepted', taskId: 'T2', startBy: 5_000 })
    settle(state, 5_000, timings)
    expect(state.recording).toMatchObject({ status: 'stopping', stopReason: 'error' })
  })

  it('shows that nothing is known when the control window has closed', () => {
    const state = running({}, { controlUntil: 10_000 })
    settle(state, 10_000, timings)
    expect(state.recording).toMatchObject({ status: 'recording', capturing: null })
    expect(state.tasks[0]).toMatchObject({ state: 'live', taskId: 'T1' })
  })

  it('can only be stopped through its recorder after that', () => {
    const state = running(intent('user'), { controlUntil: 10_000, wanted: 'gone' })
    settle(state, 10_000, timings)
    expect(state.tasks[0]).toMatchObject({ state: 'calling', taskId: null, uncertain: true, nextCallAt: 10_000 })
    expect(state.recording.status).toBe('stopping')
  })
})

describe('the reason of an end', () => {
  it.each<[number | null, Partial<RecordingRow>, StopReason]>([
    [0, intent('user'), 'user'],
    [0, intent('limit'), 'limit'],
    [0, {}, 'unknown'],
    [1, {}, 'removed'],
    [3, {}, 'removed'],
    [2, {}, 'room_closed'],
    [4, {}, 'room_closed'],
    [99, {}, 'idle'],
    [99, intent('user'), 'idle'],
    [100, {}, 'error'],
    [101, {}, 'replaced'],
    [null, intent('user'), 'user'],
    [null, {}, 'unknown'],
  ])('leaveCode %s with %o is %s', (leaveCode, recording, reason) => {
    const state = running(recording, { state: 'ended', endedAt: 900, leaveCode }, { endedAt: 900, leaveCode })
    settle(state, 1_000, timings)
    expect(state.recording).toMatchObject({ status: 'processing', stopReason: reason, endedAt: 1_000, capturing: null, confirmBy: null, resultsBy: 1_000 + timings.resultsMs })
    expect(state.recording.stoppedById).toBe(reason === recording.stopIntent?.reason ? 'bob' : null)
  })

  it('is ours when we removed the recorder ourselves', () => {
    const state = running(intent('user'), { state: 'ended', leaveCode: 1, removals: 1 })
    settle(state, 1_000, timings)
    expect(state.recording.stopReason).toBe('user')
  })

  it('is the last task\'s', () => {
    const state = running({}, { state: 'ended', leaveCode: 100, endedAt: 5 })
    state.tasks.push({ ...state.tasks[0]!, recorderUserId: 'rr_2', generation: 2, leaveCode: 99, endedAt: 10 })
    settle(state, 1_000, timings)
    expect(state.recording.stopReason).toBe('idle')
  })

  it('a wish that came too late is told as failed', () => {
    const state = running({ layoutState: 'applying' }, { state: 'ended', leaveCode: 99 })
    settle(state, 1_000, timings)
    expect(state.recording).toMatchObject({ layoutState: 'failed', layoutError: { code: 'not_recording' } })
  })
})

describe('results', () => {
  const processing = (recording: Partial<RecordingRow> = {}, task: Partial<TaskRow> = {}, resultsAt: number | null = null) =>
    running({ status: 'processing', endedAt: 0, resultsBy: 100_000, ...recording }, { state: 'ended', ...task }, { endedAt: 0, leaveCode: 0, resultsAt })

  it('with a file make it ready', () => {
    const state = processing({}, {}, 5_000)
    state.files.push(aFile(), aFile({ id: 'f2', name: 'b.mp4', status: 'failed' }))
    settle(state, 5_000, timings)
    expect(state.recording).toMatchObject({ status: 'ready', filesExpected: 2, error: null })
  })

  it('without a file wait a moment, since callbacks come in any order', () => {
    const state = processing({}, {}, 5_000)
    settle(state, 14_999, timings)
    expect(state.recording.status).toBe('processing')
  })

  it.each([
    [true, 185_000, 'files_missing'],
    [false, 15_000, 'nothing_captured'],
  ])('without a file, captured: %s, are told at %i as %s', (captured, at, code) => {
    const state = processing({ captured, resultsBy: 1_000_000 }, {}, 5_000)
    settle(state, at - 1, timings)
    expect(state.recording.status).toBe('processing')
    settle(state, at, timings)
    expect(state.recording).toMatchObject({ status: 'failed', filesExpected: 0, error: { code } })
  })

  it('that never come are not waited for without end', () => {
    const state = processing()
    settle(state, 99_999, timings)
    expect(state.recording.status).toBe('processing')
    settle(state, 100_000, timings)
    expect(state.recording).toMatchObject({ status: 'failed', error: { code: 'files_missing' } })
  })

  it('of a bucket are in when no file has come for ten minutes', () => {
    const state = processing({ storage: 'cos', resultsBy: 10_000_000 })
    state.files.push(aFile({ vodFileId: null }))
    state.runs[0]!.quietUntil = 605_000
    settle(state, 604_999, timings)
    expect(state.recording.status).toBe('processing')
    settle(state, 605_000, timings)
    expect(state.recording.status).toBe('ready')
  })

  it('of a bucket that came while it ran are waited for after its end too', () => {
    const state = processing({ storage: 'cos', endedAt: 3_600_000, resultsBy: 90_000_000 })
    state.files.push(aFile({ vodFileId: null }))
    state.runs[0]!.quietUntil = 605_000
    settle(state, 3_600_000 + 599_999, timings)
    expect(state.recording.status).toBe('processing')
    settle(state, 3_600_000 + 600_000, timings)
    expect(state.recording.status).toBe('ready')
  })

  it('of one task do not finish a recording of two', () => {
    const state = processing({}, {}, 5_000)
    state.files.push(aFile())
    state.tasks.push({ ...state.tasks[0]!, recorderUserId: 'rr_2', taskId: 'T2' })
    state.runs.push({ ...state.runs[0]!, recorderUserId: 'rr_2', taskId: 'T2', resultsAt: null })
    settle(state, 50_000, timings)
    expect(state.recording.status).toBe('processing')
  })
})
