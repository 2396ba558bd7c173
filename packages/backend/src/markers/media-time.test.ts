import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { mediaLength, mediaSpans, mediaTimeAt } from './media-time.js'

const run = (taskId: string, startedAt: number | null, endedAt: number | null = null, seenAt = startedAt ?? 0) => ({ taskId, seenAt, startedAt, endedAt })
const file = (taskId: string, startedAt: number | null, endedAt: number | null, status: 'ready' | 'uploading' | 'failed' = 'ready') => ({ taskId, startedAt, endedAt, status })
const running = { status: 'recording', captured: true, startedAt: 500 } as const
const ready = { status: 'ready', captured: true, startedAt: 500 } as const

describe('media time', () => {
  it.each<[string, Parameters<typeof mediaSpans>[0], at: number, expected: number | null]>([
    ['is not known before anything was captured', { recording: { status: 'recording', captured: false, startedAt: null }, runs: [run('a', 100)], files: [] }, 150, null],
    ['is not known before the recorder is in the room', { recording: { status: 'starting', captured: false, startedAt: null }, runs: [], files: [] }, 150, null],
    ['counts from the recorder\'s coming while it runs', { recording: running, runs: [run('a', 1000)], files: [] }, 61_000, 60_000],
    ['counts from the first proof when nobody told of the recorder\'s coming', { recording: running, runs: [run('a', null)], files: [] }, 60_500, 60_000],
    ['counts from the making of a task that nobody told of', { recording: running, runs: [run('a', 0, 10_000), run('b', null, null, 25_000)], files: [] }, 30_000, 15_000],
    ['goes by the file as soon as there is one', { recording: ready, runs: [run('a', 1000, 90_000)], files: [file('a', 3000, 80_000)] }, 61_000, 58_000],
    ['leaves out what a restart lost', { recording: running, runs: [run('a', 0, 10_000), run('b', 25_000)], files: [] }, 30_000, 15_000],
    ['in the gap of a restart is its end', { recording: running, runs: [run('a', 0, 10_000), run('b', 25_000)], files: [] }, 20_000, 10_000],
    ['takes files where they are known and runs where not', { recording: { status: 'processing', captured: true, startedAt: 500 }, runs: [run('a', 0, 10_000), run('b', 25_000, 50_000)], files: [file('a', 2000, 9000)] }, 30_000, 12_000],
    ['counts parallel parts and formats once', { recording: ready, runs: [], files: [file('a', 0, 50_000), file('a', 0, 50_000), file('b', 10_000, 60_000)] }, 55_000, 55_000],
    ['goes on in the next file of a recording that was cut', { recording: ready, runs: [], files: [file('a', 0, 50_000), file('a', 50_000, 90_000)] }, 60_000, 60_000],
    ['before the beginning is the beginning', { recording: ready, runs: [], files: [file('a', 5000, 50_000)] }, 1000, 0],
    ['after the end is the end', { recording: ready, runs: [], files: [file('a', 5000, 50_000)] }, 99_000, 45_000],
    ['of a finished recording without usable files is not known', { recording: { status: 'failed', captured: true, startedAt: 500 }, runs: [run('a', 0, 10_000)], files: [file('a', 0, 10_000, 'failed')] }, 5000, null],
    ['of files without times is not known', { recording: ready, runs: [run('a', 0, 10_000)], files: [file('a', null, null)] }, 5000, null],
  ])('%s', (_, source, at, expected) => {
    expect(mediaTimeAt(mediaSpans(source), at)).toBe(expected)
  })

  it('never goes back, and never beyond the media', () => {
    const time = fc.integer({ min: 0, max: 10_000 })
    const files = fc.array(fc.tuple(time, time).map(([a, b]) => file('a', a, b)), { maxLength: 8 })
    fc.assert(fc.property(files, time, time, (given, one, other) => {
      const spans = mediaSpans({ recording: ready, runs: [], files: given })
      const [earlier, later] = [Math.min(one, other), Math.max(one, other)].map(at => mediaTimeAt(spans, at)) as [number | null, number | null]
      if (earlier === null || later === null) return spans.length === 0
      return earlier <= later && later <= mediaLength(spans) && later - earlier <= Math.abs(one - other)
    }))
  })
})
