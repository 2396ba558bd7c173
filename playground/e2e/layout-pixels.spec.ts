import type { Page } from '@playwright/test'
import type { MixLayout, PlacedPicture } from '@roomkit-recording/core'
import type { Rgb } from '@roomkit-recording/trtc-emulator'
import type { Painting, Picture, Size } from './support/pixels.js'
import { placePictures } from '../../packages/core/src/layout/place-pictures.js'
import { pictureColour } from '../../packages/trtc-emulator/src/media/user-colour.js'
import { expect, test } from './support/gallery.js'
import { compare, decodePng, distance, paint } from './support/pixels.js'

/** Several drawings lie in one screenshot, which is large enough as it is. */
const drawn = { width: 320, height: 180, columns: 4 }
/** On both sides of every change of a pattern; from two on there is a shared screen more. */
const headCounts = [1, 2, 3, 4, 6, 8, 9, 15, 16, 17, 23]

interface Person {
  userId: string
  camera: boolean
  microphone: boolean
  screen: boolean
}

const colourOf = ({ userId, stream, video }: Pick<PlacedPicture, 'userId' | 'stream' | 'video'>): Rgb =>
  pictureColour({ userId, mediaId: stream === 'screen' ? 'aux' : 'main', shows: video ? 'video' : 'voice' })

/** People whose colours can be told apart: every fourth without a camera, the second sharing a screen. */
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

const everybody = choosePeople(headCounts.at(-1)!)
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

interface State {
  layout: MixLayout
  people: Person[]
}

// each step would keep megabytes of pixels
test.use({ trace: 'off' })

const nameOf = ({ layout, people }: State) => `${JSON.stringify(layout)} of ${people.length}`

function painted({ layout, people }: State, size: Size): Painting & { pictures: PlacedPicture[] } {
  const pictures = placePictures(layout, people)
  const background = Number.parseInt((layout.background ?? '#000000').slice(1), 16)
  return { pictures, ...paint(pictures, size, [background >> 16, background >> 8 & 255, background & 255], colourOf) }
}

test('the picker draws what core computes, pixel by pixel', async ({ galleryUrl, page }) => {
  test.setTimeout(240_000)
  await page.setViewportSize({ width: drawn.columns * drawn.width, height: Math.ceil(headCounts.length / drawn.columns) * drawn.height })
  await page.goto(`${galleryUrl}/gallery?scene=${encodeURIComponent('LayoutPicker, flat/by-address')}&frozen=1`)
  await page.locator('.scene[data-ready]').waitFor()
  // the drawings alone, as large as the recording, without the line and the round corners that lie over them
  await page.addStyleTag({ content: `
      [data-drawn] .rr-drawing { position: fixed !important; left: calc(var(--x) * ${drawn.width}px); top: calc(var(--y) * ${drawn.height}px); z-index: 9; width: ${drawn.width}px !important; border-radius: 0 !important }
      .rr-picture::after { display: none }
    ` })
  for (const layout of layouts) {
    const alike = headCounts.map(count => ({ layout, people: everybody.slice(0, count) }))
    const drawings = await draw(page, alike)
    for (const [index, state] of alike.entries()) {
      const { picture, toEdge } = painted(state, drawn)
      const { looked, differing } = compare(drawings[index]!, picture, drawn, { isRight: (a, b) => distance(a, b) <= 2, counts: (x, y) => toEdge(x, y) > 1 })
      expect(differing, nameOf(state)).toEqual([])
      expect(looked, nameOf(state)).toBeGreaterThan(drawn.width * drawn.height * 0.5)
    }
  }
})

/** The same by the picker, in the colours of the recording. */
async function draw(page: Page, states: State[]): Promise<Picture[]> {
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
