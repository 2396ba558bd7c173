import type { RecordingMarker } from '@roomkit-recording/core'
import { aFile, SAMPLE_TIME } from '@roomkit-recording/core/testing'
import { describe, expect, it } from 'vitest'
import { locateMarker } from './locate-marker.js'

const mark = (seconds: number, mediaTimeMs: number | null = seconds * 1000): RecordingMarker =>
  ({ id: 'm', label: 'M', at: SAMPLE_TIME + seconds * 1000, mediaTimeMs, by: { userId: 'alice', name: null } })
const file = (id: string, from: number | null, seconds: number | null, changes = {}) =>
  aFile({ id, startedAt: from === null ? null : SAMPLE_TIME + from * 1000, durationMs: seconds === null ? null : seconds * 1000, ...changes })

describe('a marker is found', () => {
  it.each([
    { where: 'by the clock', files: [file('a', 3, 60)], marker: mark(20), found: ['a', 17] },
    { where: 'by the clock where the media time is not known', files: [file('a', 3, 60)], marker: mark(20, null), found: ['a', 17] },
    { where: 'in the piece after a gap, which media time leaves out', files: [file('a', 0, 60), file('b', 100, 60)], marker: mark(110, 70_000), found: ['b', 10] },
    { where: 'by media time in a file whose beginning is not known', files: [file('a', null, 60)], marker: mark(20), found: ['a', 20] },
    { where: 'nowhere when neither is known', files: [file('a', null, 60)], marker: mark(20, null), found: null },
    { where: 'in the piece that holds it', files: [file('a', 0, 60), file('b', 60, 60)], marker: mark(90), found: ['b', 30] },
    { where: 'in the stream of somebody who came later', files: [file('b', 30, 60, { userId: 'bob', stream: 'camera' }), file('a', 0, 120, { userId: 'alice', stream: 'camera' })], marker: mark(50), found: ['b', 20] },
    { where: 'with somebody else while that one was not there', files: [file('b', 30, 60, { userId: 'bob', stream: 'camera' }), file('a', 0, 120, { userId: 'alice', stream: 'camera' })], marker: mark(10), found: ['a', 10] },
    { where: 'at the beginning when it is a little early', files: [file('a', 0, 60), file('b', 62, 60)], marker: mark(61), found: ['b', 0] },
    { where: 'nowhere after the end', files: [file('a', 0, 60)], marker: mark(90), found: null },
  ])('$where', ({ files, marker, found }) => {
    const place = locateMarker(marker, files, files[0]!)
    expect(place && [place.file.id, place.seconds]).toEqual(found)
  })
})
