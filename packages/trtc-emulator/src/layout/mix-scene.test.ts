import { describe, expect, it } from 'vitest'
import { mixLayoutParams } from '../actions/mix-params.js'
import { everyone, recordParams } from '../actions/record-params.js'
import { createRoomService } from '../rooms/room-service.js'
import { variantsSchema } from '../variants.js'
import { mixScene } from './mix-scene.js'

const rules = variantsSchema.parse({})
const RecordParams = recordParams(rules).parse({ RecordMode: 2, StreamType: 0 })
const VideoParams = { Width: 640, Height: 360, Fps: 15, BitRate: 500_000, Gop: 10 }

function demoRoom() {
  const rooms = createRoomService()
  for (const userId of ['alice', 'bob', 'carol']) rooms.update(rooms.enter('demo', { userId }), userId, { camera: true, microphone: true })
  return rooms.find('demo')!
}

describe('the scene of a room', () => {
  it('is TRTC\'s portrait canvas, black, with everybody in a grid, when the request says nothing', () => {
    const { canvas, background, pictures } = mixScene(demoRoom(), { request: { RecordParams }, subscribe: everyone, rules })
    expect([canvas, background]).toEqual([{ width: 360, height: 640 }, '#000000'])
    expect(pictures.map(({ userId, left, top, width, height }) => [userId, left, top, width, height])).toEqual([
      ['alice', 0, 0, 180, 320],
      ['bob', 180, 0, 180, 320],
      ['carol', 0, 320, 180, 320],
    ])
  })

  it('follows canvas, subscription and record parameters', () => {
    const request = { RecordParams, MixTranscodeParams: { VideoParams } }
    const pictures = (subscribe: object, changes: object = {}) =>
      mixScene(demoRoom(), { request: { ...request, RecordParams: { ...RecordParams, ...changes } }, subscribe: { ...everyone, ...subscribe }, rules })
        .pictures
        .map(({ userId, shows, width }) => [userId, shows, width])
    expect(pictures({ SubscribeAudioUserIds: ['al.*$'], SubscribeVideoUserIds: ['al.*$'] })).toEqual([['alice', 'video', 640]])
    expect(pictures({ UnSubscribeVideoUserIds: ['alice'] })).toEqual([['alice', 'voice', 320], ['bob', 'video', 320], ['carol', 'video', 320]])
    expect(pictures({ UnSubscribeVideoUserIds: ['alice'], UnSubscribeAudioUserIds: ['alice'] })).toEqual([['bob', 'video', 320], ['carol', 'video', 320]])
    expect(pictures({}, { MediaId: 2 })).toEqual([])
    expect(pictures({}, { StreamType: 2, MediaId: 1 })).toHaveLength(3)
  })

  it('is empty without a room', () => {
    expect(mixScene(undefined, { request: { RecordParams }, subscribe: everyone, rules }).pictures).toEqual([])
  })
})

describe('watermarks', () => {
  const waterMarks = (...WaterMarkList: object[]) => mixScene(undefined, {
    request: { RecordParams, MixTranscodeParams: { VideoParams } },
    layout: mixLayoutParams.parse({ MixLayoutMode: 3, WaterMarkList }),
    subscribe: everyone,
    rules,
  }).waterMarks

  it('of text and picture lie where the request puts them', () => {
    const place = { Left: 10, Top: 20, Width: 100, Height: 30 }
    expect(waterMarks(
      { WaterMarkType: 1, WaterMarkChar: { ...place, Chars: 'Draft', FontColor: '#FF0000' } },
      { WaterMarkImage: { ...place, WaterMarkUrl: 'https://img.example/a.png' } },
    )).toEqual([
      { type: 'text', left: 10, top: 20, width: 100, height: 30, text: 'Draft', fontSize: 14, colour: '#FF0000', background: null },
      { type: 'image', left: 10, top: 20, width: 100, height: 30, url: 'https://img.example/a.png' },
    ])
  })

  it.each([
    [0, 10, 10],
    [1, 402, 10],
    [2, 10, 330],
    [3, 402, 330],
    [4, 206, 10],
    [5, 206, 330],
    [6, 206, 170],
  ])('of type time stamp stand at Pos %i', (Pos, left, top) => {
    expect(waterMarks({ WaterMarkType: 2, WaterMarkTimestamp: { Pos } })).toMatchObject([{ type: 'timeStamp', left, top, timeZone: 8 }])
  })
})
