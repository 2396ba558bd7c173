import type { RecordingTimeline } from './timeline.js'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { toWebVtt } from './to-web-vtt.js'

const timeline = (items: RecordingTimeline['items'], more: Partial<RecordingTimeline> = {}): RecordingTimeline =>
  ({ recordingId: 'r1', roomId: 'room', title: null, startedAt: 0, endedAt: null, mediaLengthMs: null, items, ...more })
const marker = (label: string, mediaTimeMs: number | null) => ({ type: 'marker' as const, id: label, label, at: 0, mediaTimeMs, by: { userId: 'alice', name: null } })

describe('toWebVtt', () => {
  it('writes a cue for each marker and layout, each until the next of its kind', () => {
    expect(toWebVtt(timeline([
      { type: 'layout', layout: { mode: 'grid' }, at: 0, mediaTimeMs: 0, by: null },
      marker('Agenda', 12_345),
      { type: 'layout', layout: { mode: 'screenShare' }, at: 0, mediaTimeMs: 20_000, by: null },
      marker('Decision', 3_725_006),
    ], { title: 'Weekly', mediaLengthMs: 4_000_000 }))).toBe(`WEBVTT - Weekly

layout-1
00:00:00.000 --> 00:00:20.000
Layout: grid

marker-2
00:00:12.345 --> 01:02:05.006
Agenda

layout-3
00:00:20.000 --> 01:06:40.000
Layout: screenShare

marker-4
01:02:05.006 --> 01:06:40.000
Decision
`)
  })

  it('leaves out what has no place yet', () => {
    expect(toWebVtt(timeline([marker('early', null)]))).toBe('WEBVTT - r1\n')
  })

  it('counts more than 99 hours', () => {
    expect(toWebVtt(timeline([marker('late', 400 * 3_600_000)]))).toContain('400:00:00.000 --> 400:00:10.000')
  })

  it('whatever people write, holds one cue a marker, with an end after its beginning, and no markup', () => {
    const text = fc.string({ unit: fc.constantFrom('a', ' ', '\n', '\r', '\u2028', '-', '-->', '<b>', '&', '>', '\0', '会') })
    fc.assert(fc.property(fc.array(fc.tuple(text, fc.integer({ min: 0, max: 400 * 3_600_000 }))), text, (markers, title) => {
      const [head, ...cues] = toWebVtt(timeline(markers.map(([label, at]) => marker(label, at)), { title })).trimEnd().split('\n\n')
      expect(head).toMatch(/^WEBVTT -[^\n\r]*$/)
      expect(head).not.toContain('-->')
      expect(cues).toHaveLength(markers.length)
      for (const cue of cues) {
        const [id, times, words, ...rest] = cue.split('\n')
        expect(id).toMatch(/^marker-\d+$/)
        const [from, to] = times!.split(' --> ').map(time => /^(\d{2,}):([0-5]\d):([0-5]\d)\.(\d{3})$/.exec(time)!.slice(1).map(Number)).map(([h, m, s, ms]) => ((h! * 60 + m!) * 60 + s!) * 1000 + ms!)
        expect(to!).toBeGreaterThan(from!)
        expect(words!.length).toBeGreaterThan(0)
        expect(words).not.toMatch(/[<>]|&(?!amp;|lt;|gt;)/)
        expect(rest).toEqual([])
      }
    }))
  })
})
