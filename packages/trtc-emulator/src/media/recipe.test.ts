import type { CapturedStream } from '../capture.js'
import type { RecordedFile } from '../recording-files.js'
import { describe, expect, it } from 'vitest'
import { createRequest } from '../../testing/fixture.js'
import { createCloudRecordingRequest } from '../actions/create-cloud-recording.js'
import { everyone } from '../actions/record-params.js'
import { parseRequest } from '../actions/request-schema.js'
import { variantsSchema } from '../variants.js'
import { createRecipe } from './recipe.js'

const variants = variantsSchema.parse({})
const camera = (userId: string, changes: Partial<CapturedStream> = {}): CapturedStream => ({ userId, mediaId: 'main', audio: true, video: true, ...changes })
const mixFile: RecordedFile = { name: 'a.mp4', format: 'mp4', userId: '', mediaId: 'mix', trackType: 'audio_video', begin: 1000, end: 5000 }
const aliceFile: RecordedFile = { ...mixFile, userId: 'alice', mediaId: 'main' }

function recipe(file: RecordedFile, streamChanges: [at: number, ...streams: CapturedStream[]][], { changes = {}, layouts = [] }: { changes?: object, layouts?: [at: number, mode: 1 | 3][] } = {}) {
  const request = parseRequest(createCloudRecordingRequest(variants), createRequest(changes))
  const compositions = layouts.map(([at, MixLayoutMode]) => ({ at, layout: { ...request.MixLayoutParams!, MixLayoutMode }, subscribe: everyone }))
  return createRecipe(file, { request, streamChanges: streamChanges.map(([at, ...streams]) => ({ at, streams })), compositions }, variants)
}

describe('a mix', () => {
  it('begins as things were, and changes when they did, up to the end of its file', () => {
    const { moments, duration } = recipe(mixFile, [[0, camera('alice')], [500, camera('bob')], [2000, camera('bob'), camera('carol', { audio: false })], [5000]], { layouts: [[0, 3], [3000, 1], [9000, 3]] })
    expect(duration).toBe(4000)
    expect(moments.map(({ at, heard, scene }) => [at, heard.join(), scene.pictures.map(({ userId, width }) => `${userId} ${width}`).join()])).toEqual([
      [0, 'bob', 'bob 360'],
      [1000, 'bob', 'bob 180,carol 180'],
      [2000, 'bob', 'bob 360,carol 85'],
    ])
  })

  it('keeps the last of changes that come by thousands, and never more than it can show', () => {
    const many = Array.from({ length: 50_000 }, (_, index): [number, CapturedStream] => [1000 + index * 10, camera(`u${index}`)])
    const { moments } = recipe({ ...mixFile, end: 501_000 }, many)
    expect(moments.length).toBeGreaterThan(1000)
    expect(moments.length).toBeLessThanOrEqual(2001)
    expect(moments[0]!.heard).toEqual(['u0'])
    expect(moments.at(-1)).toMatchObject({ at: 499_990, heard: ['u49999'] })
  })

  it('has an even canvas, for H.264 has no other', () => {
    const odd = parseRequest(createCloudRecordingRequest({ ...variants, oddCanvas: 'accepted' }), createRequest({ MixTranscodeParams: { VideoParams: { Width: 641, Height: 359, Fps: 15, BitRate: 100_000, Gop: 10 } } }))
    expect(createRecipe(mixFile, { request: odd, streamChanges: [], compositions: [] }, variants).canvas).toEqual({ width: 640, height: 358 })
  })

  it('that begins and ends in the same instant is a tenth of a second long all the same', () => {
    expect(recipe({ ...mixFile, end: 1000 }, []).duration).toBe(100)
  })
})

describe('a single stream', () => {
  const off = camera('alice', { video: false })
  const look = (streamChanges: Parameters<typeof recipe>[1], FillType: 0 | 1) =>
    recipe(aliceFile, streamChanges, { changes: { RecordParams: { RecordMode: 1, StreamType: 0, FillType } } })
      .moments
      .map(({ at, frozenAt, scene, heard }) => [at, scene.pictures.length > 0, frozenAt, heard.length])

  it('is black before its first picture, and stands still or goes black when the picture stops', () => {
    const story: Parameters<typeof recipe>[1] = [[1000, off], [2000, camera('alice')], [3000, off], [4000]]
    expect(look(story, 0)).toEqual([[0, false, null, 1], [1000, true, null, 1], [2000, true, 2000, 1], [3000, true, 2000, 0]])
    expect(look(story, 1)).toEqual([[0, false, null, 1], [1000, true, null, 1], [2000, false, null, 1], [3000, false, null, 0]])
  })

  it('stands still from the start of a file whose last picture was in the one before', () => {
    expect(look([[0, camera('alice')], [500, off]], 0)).toEqual([[0, true, 0, 1]])
  })
})
