import type { RecordingState } from '../recordings/recording-state.js'
import type { FoundFile } from '../storage/file-storage.js'
import type { FileRow, RecordingRow } from '../store/schema.js'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { aFile, running, timings } from '../../testing/state.js'
import { applyFound } from './apply-found.js'
import { defaultFileTimings } from './file-timings.js'
import { nextLook } from './look-schedule.js'
import { isPlayable, putFile } from './put-file.js'
import { applyBucketFact } from './results.js'

const MINUTE = 60_000
const over = (recording: Partial<RecordingRow> = {}, resultsAt: number | null = null, files: Partial<FileRow>[] = []): RecordingState => {
  const state = running({ status: 'processing', endedAt: 0, ...recording }, { state: 'ended', endedAt: 0 }, { endedAt: 0, leaveCode: 0, resultsAt })
  state.files = files.map(aFile)
  return state
}

describe('the next look', () => {
  const known = { sizeBytes: 1, status: 'ready' } as const
  it.each<[string, RecordingState, number, number | null, number | null]>([
    ['is none while it runs', running(), 0, null, null],
    ['comes half a minute after the end', over(), 0, null, 0.5 * MINUTE],
    ['comes later each time', over(), 3, 5 * MINUTE, 15 * MINUTE],
    ['comes even after all callbacks, which tell no sizes', over({ status: 'ready' }, 0, [known]), 0, null, 0.5 * MINUTE],
    ['comes again, since the index lags behind callbacks', over({ status: 'ready' }, 10_000, [known]), 1, 0.5 * MINUTE, 2 * MINUTE],
    ['is none when the last one has seen everything', over({ status: 'ready' }, 10_000, [known]), 3, 5 * MINUTE, null],
    ['comes while a size is missing', over({ status: 'ready' }, 10_000, [{ sizeBytes: null }]), 3, 5 * MINUTE, 15 * MINUTE],
    ['comes while a file is on its way', over({ status: 'ready' }, 10_000, [known, { id: 'f2', name: 'b.mp4', status: 'uploading' }]), 3, 5 * MINUTE, 15 * MINUTE],
    ['waits for no file that is to be deleted', over({ status: 'ready' }, 10_000, [{ sizeBytes: null, deleteAskedAt: 1 }]), 3, 5 * MINUTE, null],
    ['comes for one that has failed, whose files may be late', over({ status: 'failed' }, 10_000), 5, 60 * MINUTE, 360 * MINUTE],
    ['is none after three days', over({ status: 'failed' }), 8, 72 * 60 * MINUTE, null],
  ])('%s', (_, state, looks, lookedAt, next) => {
    expect(nextLook(state, { looks, lookedAt }, defaultFileTimings)).toBe(next)
  })
})

describe('a file that is told of twice', () => {
  it('is one, and keeps what only one of both knew', () => {
    const state = over()
    putFile(state, aFile({ id: 'a', startedAt: 5, endedAt: 9, durationMs: 4 }))
    putFile(state, aFile({ id: 'b', startedAt: null, endedAt: null, durationMs: 5, sizeBytes: 77, name: 'renamed.mp4' }))
    expect(state.files).toEqual([aFile({ id: 'a', startedAt: 5, endedAt: 9, durationMs: 4, sizeBytes: 77 })])
    expect(state.news).toEqual([{ type: 'fileReady', fileId: 'a' }])
  })

  it('is one even when VOD\'s id comes second', () => {
    const state = over()
    putFile(state, aFile({ id: 'a', status: 'uploading', vodFileId: null }))
    putFile(state, aFile({ id: 'b' }))
    expect(state.files).toEqual([aFile({ id: 'a' })])
  })

  it('stays deleted', () => {
    const state = over({}, null, [{ status: 'deleted', deleteAskedAt: 1 }])
    putFile(state, aFile({ id: 'b' }))
    expect(state.files).toMatchObject([{ status: 'deleted' }])
    expect(state.news).toEqual([])
  })

  it('is never given out when it was not wanted before it came', () => {
    const state = over({ status: 'failed' }, null, [{ status: 'deleted', vodFileId: null, deleteAskedAt: 1 }])
    putFile(state, aFile({ id: 'b' }))
    expect(state.files.filter(isPlayable)).toEqual([])
    expect(state.files).toMatchObject([{ status: 'ready', vodFileId: 'v1', deleteAskedAt: 1 }])
    expect(state.recording.status).toBe('failed')
  })

  it('ends the same in whatever order it is told of', () => {
    const told = [
      aFile({ id: 'a', status: 'uploading', vodFileId: null, url: null, startedAt: null, endedAt: null, durationMs: null }),
      aFile({ id: 'b', sizeBytes: null }),
      aFile({ id: 'c', startedAt: null, endedAt: null, sizeBytes: 5 }),
    ]
    fc.assert(fc.property(fc.shuffledSubarray([...told, ...told], { minLength: 6 }), order => {
      const state = over()
      for (const file of order) putFile(state, file)
      expect(state.files).toEqual([{ ...aFile({ sizeBytes: 5 }), id: order[0]!.id }])
      expect(state.news).toHaveLength(1)
    }))
  })
})

describe('what is found', () => {
  const found = (file: Partial<FoundFile> = {}): FoundFile => ({
    taskId: 'T1',
    recorderUserId: null,
    name: 'a.mp4',
    userId: null,
    stream: 'mix',
    track: 'audioVideo',
    startedAt: null,
    endedAt: null,
    durationMs: 1000,
    sizeBytes: 10,
    vodFileId: 'v1',
    url: 'https://v/a.mp4',
    isComplete: true,
    ...file,
  })
  const context = { now: MINUTE, createId: () => 'new', stragglerMs: 10 * MINUTE }

  it('stands for the callbacks that were lost', () => {
    const state = over()
    applyFound(state, [found()], context)
    expect(state.files).toMatchObject([{ id: 'new', status: 'ready', sizeBytes: 10 }])
    expect(state.runs[0]!.resultsAt).toBe(MINUTE)
  })

  it('turns a failure into success', () => {
    const state = over({ status: 'failed', error: { code: 'files_missing', message: '', retryable: false } })
    applyFound(state, [found()], context)
    expect(state.recording).toMatchObject({ status: 'ready', error: null })
  })

  it('of another recording is passed over', () => {
    const state = over()
    applyFound(state, [found({ taskId: 'T9', recorderUserId: 'rr_other_0_1' })], context)
    expect([state.files, state.runs.length, state.runs[0]!.resultsAt]).toEqual([[], 1, null])
  })

  it('of a task that nobody heard of is ours by its recorder', () => {
    const state = over()
    applyFound(state, [found({ taskId: 'T9', recorderUserId: state.tasks[0]!.recorderUserId })], context)
    expect(state.runs.map(({ taskId }) => taskId)).toEqual(['T1', 'T9'])
    expect(state.files).toMatchObject([{ taskId: 'T9' }])
  })

  it('waits for the other task a while, and not for ever', () => {
    const state = over()
    state.runs.push({ ...state.runs[0]!, taskId: 'T2' })
    applyFound(state, [found()], context)
    expect(state.runs.map(({ resultsAt }) => resultsAt)).toEqual([MINUTE, null])
    applyFound(state, [found()], { ...context, now: 10 * MINUTE })
    expect(state.runs.map(({ resultsAt }) => resultsAt)).toEqual([MINUTE, 10 * MINUTE])
  })

  it('half written is on its way', () => {
    const state = over()
    applyFound(state, [found({ isComplete: false })], context)
    expect(state.files).toMatchObject([{ status: 'uploading' }])
    expect(state.runs[0]!.resultsAt).toBeNull()
  })
})

describe('callbacks of a bucket', () => {
  const index = { status: 1, message: null, vodFileId: null, name: 'a.m3u8', userId: null, track: 'audioVideo', stream: 'mix', url: null, startedAt: 1_000, endedAt: null } as const
  const film = { ...index, status: 0, name: 'a.mp4', endedAt: 61_000 } as const
  const tell = (state: RecordingState, fact: Parameters<typeof applyBucketFact>[3], now: number) => {
    let ids = 0
    applyBucketFact(state, state.tasks[0]!, state.runs[0]!, fact, { now, timings, createId: () => `f${++ids}` })
  }

  it('an index is there when all of HLS is', () => {
    const state = running({ storage: 'cos', format: 'hls', capturing: null })
    tell(state, { type: 'slice', file: index }, 2_000)
    expect(state).toMatchObject({ recording: { capturing: true }, files: [{ status: 'uploading', startedAt: 1_000 }] })
    state.runs[0]!.endedAt = 61_000
    tell(state, { type: 'uploadStop', status: 1 }, 70_000)
    expect(state.files[0]!.status).toBe('uploading')
    tell(state, { type: 'uploadStop', status: 2 }, 80_000)
    expect(state.files).toMatchObject([{ status: 'ready', endedAt: 61_000, durationMs: 60_000 }])
    expect(state.runs[0]!.resultsAt).toBe(80_000)
  })

  it('with MP4 beside it HLS does not decide', () => {
    const state = running({ storage: 'cos', format: 'hls+mp4' })
    tell(state, { type: 'slice', file: index }, 2_000)
    tell(state, { type: 'uploadStop', status: 0 }, 80_000)
    expect(state.runs[0]).toMatchObject({ resultsAt: null, quietUntil: null })
    tell(state, { type: 'mp4Stop', status: 0, files: [film] }, 90_000)
    expect(state.files.map(({ name, status }) => [name, status])).toEqual([['a.m3u8', 'ready'], ['a.mp4', 'ready']])
    expect(state.runs[0]!.quietUntil).toBe(690_000)
  })

  it('what is left behind says nothing about the end', () => {
    const state = running({ storage: 'cos', format: 'mp4' })
    tell(state, { type: 'mp4Stop', status: 1, files: [{ ...film, status: 1 }] }, 90_000)
    expect(state.runs[0]!.quietUntil).toBeNull()
    tell(state, { type: 'mp4Stop', status: 2, files: [{ ...film, status: 2 }] }, 99_000)
    expect(state.files).toMatchObject([{ status: 'failed' }])
    expect(state.runs[0]!.quietUntil).toBe(699_000)
  })

  it('an index in VOD is told of by 311 alone', () => {
    const state = running({ storage: 'vod', capturing: null })
    tell(state, { type: 'slice', file: index }, 2_000)
    expect(state).toMatchObject({ recording: { capturing: true }, files: [] })
  })
})
