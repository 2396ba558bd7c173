import type { EmulatorOptions, MixScene, RecordingTask } from '../index.js'
import { describe, expect, it } from 'vitest'
import { sdkAppId, startEmulator } from '../../testing/fixture.js'
import { decode, distance, loudness, probe } from '../../testing/media.js'
import { createVirtualClock } from '../clock.js'
import { mixScene } from '../layout/mix-scene.js'
import { pictureColour, userColour } from './user-colour.js'

/** What H.264 may do to a flat colour. */
const CLOSE = 8

const VideoParams = { Width: 320, Height: 180, Fps: 15, BitRate: 100_000, Gop: 10 }
const black = [0, 0, 0] as const

/** A recording of what `story` does, with the clock in its hands, until it returns. */
async function record(request: object, story: (scene: Scene) => Promise<void>, options: EmulatorOptions = {}) {
  const clock = createVirtualClock({ now: Date.UTC(2026, 0, 1, 9) })
  const emulator = await startEmulator({ clock, ...options })
  const taskId = await emulator.create({ MixTranscodeParams: { VideoParams }, ...request })
  await clock.advance(0)
  await story({ ...emulator, clock, modify: params => emulator.call('ModifyCloudRecording', { SdkAppId: sdkAppId, TaskId: taskId, ...params }), failOver: () => emulator.control.tasks.failOver(taskId) })
  await emulator.remove(taskId).catch(() => {})
  await clock.advance(0)
  return { ...emulator, clock, files: emulator.control.media.list() }
}

type Scene = Pick<Awaited<ReturnType<typeof startEmulator>>, 'enter' | 'control'> & {
  clock: ReturnType<typeof createVirtualClock>
  modify: (params: object) => Promise<unknown>
  failOver: () => void
}

describe('a mixed recording', () => {
  it('is an MP4 of its real length, in which everybody is where the layout puts them, from the moment on that it was so', async () => {
    const { files } = await record({ MixLayoutParams: { MixLayoutMode: 3 } }, async ({ enter, clock, modify }) => {
      enter('alice')
      await clock.advance(1000)
      enter('bob')
      await clock.advance(1000)
      await modify({ MixLayoutParams: { MixLayoutMode: 1, MaxResolutionUserId: 'bob' } })
      await clock.advance(1200)
    })
    const [{ url, rendition }] = files as [typeof files[number]]

    const { seconds, video, audio } = await probe(url)
    expect(seconds).toBeCloseTo(3.2, 1)
    expect(video).toMatch(/^h264.*yuv420p.*320x180/)
    expect(audio).toMatch(/^aac \(LC\).*48000 Hz, stereo/)
    expect(rendition.facts).toMatchObject({ width: 320, height: 180, container: 'mov,mp4,m4a,3gp,3g2,mj2' })
    expect(rendition.facts!.durationSeconds).toBeCloseTo(seconds, 1)
    expect(rendition.facts!.size).toBe((await (await fetch(url)).arrayBuffer()).byteLength)

    const pictureAt = await decode(url, 320, 180)
    const colours = (at: number) => {
      const picture = pictureAt(at)
      return { left: picture(80, 90), right: picture(240, 90), bottomLeft: picture(41, 157), bottomRight: picture(300, 165) }
    }
    const expectColours = (at: number, expected: Partial<Record<'left' | 'right' | 'bottomLeft' | 'bottomRight', readonly [number, number, number]>>) => {
      const seen = colours(at)
      for (const [place, colour] of Object.entries(expected)) expect(distance(seen[place as 'left'], colour), `${place} at ${at} s`).toBeLessThan(CLOSE)
    }
    const [alice, bob] = [userColour('alice'), userColour('bob')]
    expect(distance(alice, bob)).toBeGreaterThan(4 * CLOSE)
    expectColours(0.95, { left: alice, right: alice })
    expectColours(1, { left: alice, right: bob })
    expectColours(1.95, { left: alice, right: bob, bottomLeft: alice })
    expectColours(2, { left: bob, right: bob, bottomLeft: alice, bottomRight: bob })
    expectColours(3.2, { left: bob, right: bob, bottomLeft: alice, bottomRight: bob })
  })

  it.each([
    ['a floating layout', { MixLayoutMode: 1, MaxResolutionUserId: 'user-3' }],
    ['a screen share layout', { MixLayoutMode: 2, MaxResolutionUserId: 'user-0', MediaId: 1 }],
    ['a screen share layout with its large picture on the right', { MixLayoutMode: 2, MaxResolutionUserId: 'user-0', MediaId: 1, MaxResolutionUserAlign: 1 }],
    ['a grid', { MixLayoutMode: 3 }],
  ])('shows everybody in %s, however many they are', async (_, MixLayoutParams) => {
    const size = { Width: 640, Height: 360 }
    const scenes: MixScene[] = []
    const { files: [file] } = await record({ MixLayoutParams, MixTranscodeParams: { VideoParams: { ...VideoParams, ...size } } }, async ({ enter, clock, control }) => {
      const [task] = control.tasks.list() as [RecordingTask]
      for (let count = 1; count <= 26; count++) {
        const room = enter(`user-${count - 1}`, { camera: true, microphone: true, screen: count === 1 })
        scenes.push(mixScene(room, { request: task.request, ...task.compositions.at(-1)!, rules: control.variants.list() }))
        await clock.advance(200)
      }
    })
    const pictureAt = await decode(file!.url, size.Width, size.Height)
    for (const [index, { pictures }] of scenes.entries()) {
      const picture = pictureAt(index / 5)
      for (const { userId, mediaId, left, top, width, height } of pictures) {
        const [x, y] = [left + width / 2, top + height * 0.6]
        const front = pictures.findLast(other => x >= other.left && x < other.left + other.width && y >= other.top && y < other.top + other.height)!
        expect(distance(picture(x, y), pictureColour(front)), `${userId} (${mediaId}) among ${index + 1}`).toBeLessThan(CLOSE)
      }
    }
  })

  it('has a clock that runs', async () => {
    const { files: [file] } = await record({}, async ({ enter, clock }) => {
      enter('alice')
      await clock.advance(2000)
    })
    const pictureAt = await decode(file!.url, 320, 180)
    const clockIn = (at: number) => {
      const picture = pictureAt(at)
      return Array.from({ length: 80 * 12 }, (_, index) => picture(2 + index % 80, 2 + Math.floor(index / 80))[1] > 128 ? 1 : 0).join('')
    }
    const seen = [0, 0.4, 1, 1.8].map(clockIn)
    expect(new Set(seen).size).toBe(4)
  })

  it('is silent while nobody sends sound', async () => {
    const { files: [file] } = await record({}, async ({ enter, clock, control }) => {
      const room = enter('alice', { camera: true })
      await clock.advance(2000)
      control.rooms.update(room, 'alice', { microphone: true })
      await clock.advance(2000)
    })
    const [first, , , fourth] = await loudness(file!.url, 4)
    expect(first).toBeLessThan(100)
    expect(fourth).toBeGreaterThan(2000)
  })

  it('shows a voice darkly, what has no picture as background, and custom tiles in their layers', async () => {
    const tile = { Top: 0, Left: 0, Width: 160, Height: 90 }
    const { files: [file] } = await record({
      MixLayoutParams: {
        MixLayoutMode: 4,
        BackGroundColor: '#FFA500',
        MixLayoutList: [{ ...tile, UserId: 'voice', Left: 160 }, { ...tile, UserId: 'alice', Top: 90 }, { ...tile, UserId: 'bob', Top: 90, Left: 80, ImageLayer: 1, Alpha: 128 }, { ...tile, UserId: 'wide', Top: 90, Left: 260, Width: 60, RenderMode: 2 }],
      },
    }, async ({ enter, clock }) => {
      enter('voice', { microphone: true })
      for (const userId of ['alice', 'bob', 'wide']) enter(userId)
      await clock.advance(400)
    })
    const picture = (await decode(file!.url, 320, 180))(0.2)
    const half = userColour('alice').map((channel, index) => (channel + userColour('bob')[index]!) / 2) as unknown as [number, number, number]
    for (const [what, seen, expected] of [
      ['voice', picture(240, 45), pictureColour({ userId: 'voice', mediaId: 'main', shows: 'voice' })],
      ['alice', picture(40, 140), userColour('alice')],
      ['bob over alice', picture(120, 140), half],
      ['background', picture(40, 60), [255, 165, 0] as const],
      ['bars', picture(290, 100), black],
      ['between the bars', picture(290, 135), userColour('wide')],
    ] as const) {
      expect(distance(seen, expected), what).toBeLessThan(CLOSE)
    }
  })

  it('begins anew on another machine, and each file has its own part', async () => {
    const { files } = await record({}, async ({ enter, clock, failOver }) => {
      enter('alice')
      await clock.advance(1000)
      failOver()
      await clock.advance(2000)
    })
    expect(files.map(({ name }) => name.slice(0, 4))).toEqual(['1400', 'ha1_'])
    expect((await probe(files[0]!.url)).seconds).toBeCloseTo(1, 1)
    expect((await probe(files[1]!.url)).seconds).toBeCloseTo(2, 1)
  })

  it('that is three days long is rendered in no time all the same, and is that long', async () => {
    const hour = 3_600_000
    const { files } = await record({ RecordParams: { RecordMode: 2, StreamType: 0, MaxMediaFileDuration: 480 } }, async ({ enter, clock, control }) => {
      const room = enter('alice')
      await clock.advance(6 * hour + 4321)
      enter('bob')
      await clock.advance(66 * hour - 4321)
      control.rooms.close(room)
    })
    expect(files.map(({ begin, end }) => (end - begin) / hour)).toEqual(Array.from({ length: 9 }, () => 8))
    const { url, rendition } = files[0]!
    const { seconds } = await probe(url)
    expect(seconds).toBeCloseTo(8 * 3600, 0)
    expect(rendition.facts!.durationSeconds).toBeCloseTo(seconds, 0)
    expect(rendition.facts!.size).toBeLessThan(50e6)
    const pictureAt = await decode(url, 320, 180)
    expect(distance(pictureAt(6 * 3600 + 4.32)(240, 90), userColour('alice'))).toBeLessThan(CLOSE)
    expect(distance(pictureAt(6 * 3600 + 4.321)(240, 90), userColour('bob'))).toBeLessThan(CLOSE)
  })
})

describe('a single-stream recording', () => {
  const single = { RecordMode: 1, StreamType: 0 }

  it.each([
    ['the last picture', 0],
    ['black', 1],
  ])('has a file for each stream, and shows %s while there is no picture (FillType %i)', async (_, FillType) => {
    const { files } = await record({ MixTranscodeParams: undefined, RecordParams: { ...single, FillType } }, async ({ enter, clock, control }) => {
      const room = enter('alice', { camera: true, microphone: true, screen: true })
      await clock.advance(600)
      control.rooms.update(room, 'alice', { camera: false })
      await clock.advance(600)
    })
    const [main, aux] = files
    expect(await probe(main!.url)).toMatchObject({ video: expect.stringContaining('640x360') as string, audio: expect.stringContaining('aac') as string })
    expect(await probe(aux!.url)).toMatchObject({ video: expect.stringContaining('1280x720') as string, audio: null })
    const [camera, screen] = [await decode(main!.url, 640, 360), await decode(aux!.url, 1280, 720)]
    expect(distance(camera(0.5)(320, 180), userColour('alice'))).toBeLessThan(CLOSE)
    expect(distance(camera(1)(320, 180), FillType === 0 ? userColour('alice') : black)).toBeLessThan(CLOSE)
    expect(distance(screen(0.5)(640, 360), userColour('alice', 'aux'))).toBeLessThan(CLOSE)
  })

  it('of a voice has no picture', async () => {
    const { files } = await record({ MixTranscodeParams: undefined, RecordParams: single }, async ({ enter, clock }) => {
      enter('alice', { microphone: true })
      await clock.advance(1000)
    })
    expect(await probe(files[0]!.url)).toMatchObject({ video: null, audio: expect.stringContaining('aac') as string })
    expect(files[0]!.rendition.facts).toMatchObject({ width: 0, height: 0 })
  })
})

describe('a recording in another format', () => {
  const vod = (MediaType: number) => ({ StorageParams: { CloudVod: { TencentVod: { MediaType } } } })

  it('is, in HLS, an index with the tags of TRTC, and segments that begin where their names say', async () => {
    const { files: [file], control } = await record(vod(1), async ({ enter, clock }) => {
      enter('alice')
      await clock.advance(12_000)
    })
    const index = await (await fetch(file!.url)).text()
    const base = '1400000123_ZGVtbw..'
    expect(index.split('\n')).toEqual([
      '#EXTM3U',
      '#EXT-X-VERSION:3',
      '#EXT-X-ALLOW-CACHE:NO',
      '#EXT-X-MEDIA-SEQUENCE:0',
      '#EXT-X-TARGETDURATION:10',
      `#EXT-X-TRTC-START-REC-TIME:${Date.UTC(2026, 0, 1, 9)}`,
      '#EXT-X-TRTC-VIDEO-METADATA:WIDTH:320 HEIGHT:180',
      '#EXTINF:10.000,',
      `${base}_20260101090000000.ts`,
      expect.stringMatching(/^#EXTINF:2\.0\d\d,$/),
      `${base}_20260101090010000.ts`,
      '#EXT-X-ENDLIST',
      '',
    ])
    expect((await probe(file!.url)).seconds).toBeCloseTo(12, 0)
    const picture = (await decode(file!.url, 320, 180))(11)
    expect(distance(picture(160, 90), userColour('alice'))).toBeLessThan(CLOSE)
    expect(control.media.list()[0]!.rendition.facts).toMatchObject({ container: 'hls', width: 320 })
  })

  it.each([
    ['has an index for each track of a person', 0, [['_audio.m3u8', null, 'aac'], ['_video.m3u8', 'h264', null]]],
    ['or one for both, with AvMerge', 1, [['_audiovideo.m3u8', 'h264', 'aac']]],
  ] as const)('in HLS %s (AvMerge %i)', async (_, AvMerge, expected) => {
    const { files } = await record({ ...vod(1), MixTranscodeParams: undefined, RecordParams: { RecordMode: 1, StreamType: 0, AvMerge } }, async ({ enter, clock }) => {
      enter('alice')
      await clock.advance(1000)
    })
    const found = await Promise.all(files.map(async ({ name, url }) => [name, await probe(url)] as const))
    expect(found).toEqual(expected.map(([ending, video, audio]) => [
      expect.stringMatching(`__UserId_e_main${ending}$`),
      { seconds: expect.closeTo(1, 1) as number, video: video && expect.stringContaining(video) as string, audio: audio && expect.stringContaining(audio) as string },
    ]))
  })

  it('is, in AAC, sound alone', async () => {
    const { files: [file] } = await record({ ...vod(2), RecordParams: { RecordMode: 2, StreamType: 1 } }, async ({ enter, clock }) => {
      enter('alice')
      await clock.advance(1000)
    })
    expect(file!.name).toMatch(/\.aac$/)
    expect(await probe(file!.url)).toMatchObject({ video: null, audio: expect.stringContaining('48000 Hz') as string })
    expect((await fetch(file!.url)).headers.get('Content-Type')).toBe('audio/aac')
  })
})

describe('the addresses of files', () => {
  const recordAlice = (options?: EmulatorOptions) => record({}, async ({ enter, clock }) => {
    enter('alice')
    await clock.advance(300)
  }, options)

  it('serve all of a file, a part, or its headers', async () => {
    const { files: [file] } = await recordAlice()
    const { url } = file!
    const whole = await fetch(url)
    const bytes = new Uint8Array(await whole.arrayBuffer())
    expect([whole.status, whole.headers.get('Content-Type'), whole.headers.get('Accept-Ranges'), whole.headers.get('Access-Control-Allow-Origin')]).toEqual([200, 'video/mp4', 'bytes', '*'])
    expect(new TextDecoder().decode(bytes.subarray(4, 8))).toBe('ftyp')

    const part = await fetch(url, { headers: { Range: 'bytes=4-7' } })
    expect([part.status, part.headers.get('Content-Range'), await part.text()]).toEqual([206, `bytes 4-7/${bytes.length}`, 'ftyp'])
    const end = await fetch(url, { headers: { Range: 'bytes=-10' } })
    expect([end.status, new Uint8Array(await end.arrayBuffer())]).toEqual([206, bytes.subarray(-10)])
    const beyond = await fetch(url, { headers: { Range: `bytes=${bytes.length}-` } })
    expect([beyond.status, beyond.headers.get('Content-Range')]).toEqual([416, `bytes */${bytes.length}`])
    const head = await fetch(url, { method: 'HEAD' })
    expect([head.status, head.headers.get('Content-Length'), head.headers.get('Content-Type'), await head.text()]).toEqual([200, String(bytes.length), 'video/mp4', ''])
  })

  it('answer 404 for other names, and for files there are none of', async () => {
    const { url, files: [file] } = await recordAlice()
    expect((await fetch(file!.url.replace(/[^/]+$/, 'other.mp4'))).status).toBe(404)
    expect((await fetch(file!.url.replace(/[^/]+$/, '..%2F..%2Fpackage.json'))).status).toBe(404)
    expect((await fetch(`${url}/vod/1/a.mp4`)).status).toBe(404)
  })

  it('answer 404 until the file is ready, if that is to take a time', async () => {
    const { files: [file], clock } = await recordAlice({ mediaReadyDelayMs: 30_000 })
    await clock.advance(29_999)
    const early = await fetch(file!.url)
    expect([early.status, await early.text()]).toEqual([404, expect.stringContaining('processed')])
    await clock.advance(1)
    expect((await fetch(file!.url)).status).toBe(200)
  })

  it('answer 404 when nothing is to be rendered', async () => {
    const { files: [file] } = await recordAlice({ renderMedia: false })
    const response = await fetch(file!.url)
    expect([response.status, await response.text()]).toEqual([404, expect.stringContaining('renderMedia')])
    expect(file!.rendition.facts).toBeNull()
  })

  it('wait for one rendering, however many ask', async () => {
    const { files: [file] } = await recordAlice()
    const answers = await Promise.all(Array.from({ length: 5 }, () => fetch(file!.url)))
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200])
    expect(await file!.rendition.render()).toBe(await file!.rendition.render())
  })
})
