import type { Page } from '@playwright/test'
import type { MixLayout, PlacedPicture, RecordingDetail, RoomSnapshot } from '@roomkit-recording/core'
import type { Rgb } from '@roomkit-recording/trtc-emulator'
import type { Painting, Picture, Size } from './support/pixels.js'
import { placePictures } from '../../packages/core/src/layout/place-pictures.js'
import { pictureColour } from '../../packages/trtc-emulator/src/media/user-colour.js'
import { decode } from '../../packages/trtc-emulator/testing/media.js'
import { compare, decodePng, distance, paint } from './support/pixels.js'
import { expect, test } from './support/test.js'

/** `sd`. */
const recorded = { width: 640, height: 360 }
/** Several drawings lie in one screenshot, which is large enough as it is. */
const drawn = { width: 320, height: 180, columns: 4 }
/** How far an edge reaches after the codec, which keeps one colour for four pixels. */
const SOFT = 4
/** What H.264 does to a flat colour at most, a few pixels away from an edge. */
const CODEC = 24
/** On both sides of every change of a pattern; from two on there is a shared screen more. */
const headCounts = [1, 2, 3, 4, 6, 8, 9]
/** Compared with core only. */
const crowds = [15, 16, 17, 23]

interface Person {
  userId: string
  camera: boolean
  microphone: boolean
  screen: boolean
}

const colourOf = ({ userId, stream, video }: Pick<PlacedPicture, 'userId' | 'stream' | 'video'>): Rgb =>
  pictureColour({ userId, mediaId: stream === 'screen' ? 'aux' : 'main', shows: video ? 'video' : 'voice' })

/** People whose colours can be told apart after a video codec: every fourth without a camera, the second sharing a screen. */
function choosePeople(count: number): Person[] {
  const taken: Rgb[] = [[0, 0, 0], [43, 66, 97]]
  const people: Person[] = []
  for (let index = 0; people.length < count; index++) {
    const place = people.length
    const person = { userId: place === 0 ? 'alice' : `person-${index}`, camera: place % 4 !== 3, microphone: true, screen: place === 1 }
    const colours = [colourOf({ userId: person.userId, stream: 'camera', video: person.camera }), ...person.screen ? [colourOf({ userId: person.userId, stream: 'screen', video: true })] : []]
    if (place > 0 && colours.some(colour => taken.some(other => distance(colour, other) < 32))) continue
    taken.push(...colours)
    people.push(person)
  }
  return people
}

const everybody = choosePeople(crowds.at(-1)!)
const sharer = everybody[1]!.userId

const layouts: MixLayout[] = [
  { mode: 'float' },
  { mode: 'float', main: everybody[2]!.userId, background: '#2b4261' },
  { mode: 'screenShare', main: sharer },
  { mode: 'screenShare', main: sharer, align: 'right', background: '#2b4261' },
  { mode: 'screenShare', main: 'alice' },
  { mode: 'grid', hideAudioOnly: true },
  { mode: 'follow', otherwise: { mode: 'float' } },
  {
    mode: 'custom',
    background: '#2b4261',
    tiles: [
      { x: 1 / 3, y: 0.1, width: 0.6, height: 0.85, stream: 'screen' },
      { x: 0.05, y: 0.05, width: 0.45, height: 0.4, layer: 1 },
      { x: 0.05, y: 0.5, width: 1 / 3, height: 1 / 3, userId: everybody[2]!.userId, layer: 2 },
      { x: 0.6, y: 0.6, width: 0.38, height: 0.38, layer: 3, opacity: 0.5 },
    ],
  },
  { mode: 'grid' },
]

/** What is in the room and how it is arranged while the recording runs. */
interface State {
  layout: MixLayout
  people: Person[]
  /** A moment at which it was so, by this machine's clock. */
  at: number
}

// each step would keep megabytes of pixels
test.use({ trace: 'off' })

const nameOf = ({ layout, people }: Pick<State, 'layout' | 'people'>) => `${JSON.stringify(layout)} of ${people.length}`

function painted({ layout, people }: Pick<State, 'layout' | 'people'>, size: Size): Painting & { pictures: PlacedPicture[] } {
  const pictures = placePictures(layout, people)
  const background = Number.parseInt((layout.background ?? '#000000').slice(1), 16)
  return { pictures, ...paint(pictures, size, [background >> 16, background >> 8 & 255, background & 255], colourOf) }
}

test('what the picker draws, what core computes and what is recorded are the same pixels', async ({ stack, room, page }) => {
  test.setTimeout(300_000)
  const states = await test.step('record every layout with every number of people', () => recordAll(stack.urls, room))

  await test.step('the picker against core', async () => {
    await page.setViewportSize({ width: drawn.columns * drawn.width, height: Math.ceil((headCounts.length + crowds.length) / drawn.columns) * drawn.height })
    await page.goto(`${stack.urls.page}/gallery?scene=${encodeURIComponent('LayoutPicker, flat/by-address')}&frozen=1`)
    await page.locator('.scene[data-ready]').waitFor()
    // the drawings alone, as large as the recording, without the line and the round corners that lie over them
    await page.addStyleTag({ content: `
      [data-drawn] .rr-drawing { position: fixed !important; left: calc(var(--x) * ${drawn.width}px); top: calc(var(--y) * ${drawn.height}px); z-index: 9; width: ${drawn.width}px !important; border-radius: 0 !important }
      .rr-picture::after { display: none }
    ` })
    for (const layout of layouts) {
      const alike = [...headCounts, ...crowds].map(count => ({ layout, people: everybody.slice(0, count) }))
      const drawings = await draw(page, alike)
      for (const [index, state] of alike.entries()) {
        const { picture, toEdge } = painted(state, drawn)
        const { looked, differing } = compare(drawings[index]!, picture, drawn, { isRight: (a, b) => distance(a, b) <= 2, counts: (x, y) => toEdge(x, y) > 1 })
        expect(differing, nameOf(state)).toEqual([])
        expect(looked, nameOf(state)).toBeGreaterThan(drawn.width * drawn.height * 0.5)
      }
    }
  })

  await test.step('the recording against core', async () => {
    const pictureAt = await decode(states.url, recorded.width, recorded.height)
    for (const state of states) {
      const painting = painted(state, recorded)
      // the colour of somebody else would be further away
      const isRight = (seen: Rgb, wanted: Rgb) => {
        const error = distance(seen, wanted)
        return error <= CODEC && painting.palette.every(other => other === wanted || distance(seen, other) > error)
      }
      const { looked, differing } = compare(pictureAt((state.at - states.begin) / 1000), painting.picture, recorded, { isRight, counts: (x, y) => isFlat(painting, x, y) })
      expect(differing, nameOf(state)).toEqual([])
      expect(looked, nameOf(state)).toBeGreaterThan(recorded.width * recorded.height * 0.1)
    }
  })
})

/** The same by the picker, in the colours of the recording. */
async function draw(page: Page, states: Pick<State, 'layout' | 'people'>[]): Promise<Picture[]> {
  const drawings = states.map(({ layout, people }, index) => ({
    layout,
    people: people.map(person => ({ ...person, name: person.userId })),
    colours: Object.fromEntries(placePictures(layout, people).map(picture => [`${picture.video ? picture.stream : 'voice'} ${picture.userId}`, `rgb(${colourOf(picture).join(' ')})`])),
    style: { '--x': index % drawn.columns, '--y': Math.floor(index / drawn.columns) },
  }))
  await page.evaluate(async hash => {
    const changed = new Promise(resolve => addEventListener('hashchange', resolve, { once: true }))
    location.hash = hash
    await changed
    await new Promise(requestAnimationFrame)
  }, encodeURIComponent(JSON.stringify(drawings)))
  await expect(page.locator('[data-drawn]')).toHaveCount(states.length)
  const all = await decodePng(page, await page.screenshot(), page.viewportSize()!)
  return states.map((_, index): Picture => (x, y) => all(x + index % drawn.columns * drawn.width, y + Math.floor(index / drawn.columns) * drawn.height))
}

/**
 * Whether the emulator draws nothing but a person's colour there. Its label is in the upper half of a picture, the clock at the
 * top left, the light frame at the edges of what is cropped; an edge itself is soft after the codec.
 */
function isFlat({ rects, ownerAt, toEdge, pictures }: ReturnType<typeof painted>, x: number, y: number): boolean {
  if ((x < 190 && y < 36) || toEdge(x, y) <= SOFT) return false
  // whatever lies below shines through
  for (let index = 0; index < rects.length; index++) {
    const { left, top, right, bottom } = rects[index]!
    if (x < left || x >= right || y < top || y >= bottom || (index !== ownerAt(x, y) && pictures[ownerAt(x, y)]!.opacity === 1)) continue
    if (y < (top + bottom) / 2 + SOFT) return false
    const source = pictures[index]!.stream === 'screen' ? { width: 1280, height: 720 } : { width: 640, height: 360 }
    const scale = Math.max((right - left) / source.width, (bottom - top) / source.height)
    const frame = Math.round(source.height * scale / 40) + SOFT
    if (Math.min(x - left, right - x, bottom - y) <= frame) return false
  }
  return true
}

/** One recording, in which in each layout people come or go, one after the other. */
async function recordAll(urls: { page: string, backend: string, emulator: string | null }, roomId: string): Promise<State[] & { url: string, begin: number }> {
  const { userSig } = await (await fetch(`${urls.page}/api/user-sig?user=alice`)).json() as { userSig: string }
  async function backend<T>(method: string, path: string, body?: unknown): Promise<T> {
    const response = await fetch(`${urls.backend}${path}`, {
      method,
      headers: { 'authorization': `Bearer ${userSig}`, 'content-type': 'application/json', 'idempotency-key': crypto.randomUUID() },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    })
    const text = await response.text()
    if (!response.ok) throw new Error(`${method} ${path} was answered with ${response.status}: ${text}`)
    return JSON.parse(text) as T
  }
  async function emulator<T>(method: string, path: string, body?: unknown): Promise<T> {
    const response = await fetch(`${urls.emulator}/_emulator/v1${path}`, { method, ...(body !== undefined && { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }) })
    if (!response.ok) throw new Error(`${method} ${path} was answered with ${response.status}: ${await response.text()}`)
    return response.status === 204 ? undefined as T : await response.json() as T
  }
  const enter = async ({ userId, camera, microphone, screen }: Person) => {
    await emulator('POST', `/rooms/${roomId}/users`, { userId })
    await emulator('PATCH', `/rooms/${roomId}/users/${userId}`, { camera, microphone, screen })
  }
  const path = `/v1/rooms/${roomId}/recording`

  await enter(everybody[0]!)
  await backend('POST', path, { quality: 'sd', layout: { mode: 'grid' } })
  const recording = async () => (await backend<RoomSnapshot>('GET', path)).current
  await expect.poll(async () => (await recording())?.status, { timeout: 30_000 }).toBe('recording')
  const { id } = (await recording())!

  const states: State[] = []
  let inside = 1
  for (const layout of layouts) {
    await backend('PATCH', `${path}?id=${id}`, { layout })
    await expect.poll(async () => (await recording())!.layout, { intervals: [50], timeout: 30_000 }).toMatchObject({ wanted: layout, state: 'applied' })
    // there are as many as at the end of the layout before, so it goes up and down in turn
    const counts = inside === 1 ? headCounts : headCounts.toReversed()
    // as soon as nobody shares the backend would switch: the sharer stays
    for (const count of layout.mode === 'follow' ? counts.filter(count => count > 1) : counts) {
      for (; inside < count; inside++) await enter(everybody[inside]!)
      for (; inside > count; inside--) await emulator('DELETE', `/rooms/${roomId}/users/${everybody[inside - 1]!.userId}`)
      states.push({ layout, people: everybody.slice(0, count), at: Date.now() })
    }
  }

  await backend('DELETE', `${path}?id=${id}`)
  const detail = () => backend<RecordingDetail>('GET', `/v1/recordings/${id}`)
  await expect.poll(async () => (await detail()).status, { timeout: 60_000 }).toBe('ready')
  const [file] = (await detail()).files
  const { url } = await backend<{ url: string }>('POST', `/v1/recordings/${id}/files/${file!.id}/url`)
  return Object.assign(states, { url, begin: file!.startedAt! })
}
