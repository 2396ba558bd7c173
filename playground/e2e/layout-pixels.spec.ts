import type { Page } from '@playwright/test'
import type { MixLayout, PlacedPicture } from '@roomkit-recording/core'
import type { Buffer } from 'node:buffer'
import type { Comparison, Painting, Size } from './support/pixels.js'
import type { Scene } from './support/record-layouts.js'
import { placePictures } from '../../packages/core/src/layout/place-pictures.js'
import { decodePngs } from '../../packages/trtc-emulator/testing/media.js'
import { expect, test } from './support/gallery.js'
import { choosePeople, colourOf, parseColour } from './support/layout-people.js'
import { awayFromEdges, compare, cut, eachRow, paint } from './support/pixels.js'
import { recordLayouts } from './support/record-layouts.js'

/** Several drawings lie in one screenshot, which is large enough as it is. */
const drawn = { width: 320, height: 180, columns: 4 }
/** How far an edge reaches after the codec, which keeps one colour for four pixels. */
const SOFT = 4
/** What H.264 does to a flat colour at most, a few pixels away from an edge. */
const CODEC = 20
/** On both sides of every change of a pattern, and more than fit; from two on there is a shared screen more. */
const headCounts = [1, 2, 3, 4, 5, 6, 7, 8, 9, 15, 16, 17, 23, 24, 26]

const BLUE = '#2b4261'
const everybody = choosePeople(headCounts.at(-1)!, [[0, 0, 0], parseColour(BLUE)], 32)
const [first, sharer, third] = everybody.map(({ userId }) => userId) as [string, string, string]

const custom: MixLayout = {
  mode: 'custom',
  background: BLUE,
  tiles: [
    { x: 1 / 3, y: 0.1, width: 0.6, height: 0.85, stream: 'screen' },
    { x: 0.05, y: 0.05, width: 0.45, height: 0.4, layer: 1 },
    { x: 0.05, y: 0.5, width: 1 / 3, height: 1 / 3, userId: third, layer: 2 },
    { x: 0.6, y: 0.6, width: 0.38, height: 0.38, layer: 3, opacity: 0.5 },
  ],
}

const layouts: MixLayout[] = [
  { mode: 'float' },
  { mode: 'float', main: third, background: BLUE },
  { mode: 'screenShare', main: sharer },
  { mode: 'screenShare', main: sharer, align: 'right', background: BLUE },
  { mode: 'screenShare', main: first },
  { mode: 'grid', hideAudioOnly: true },
  { mode: 'follow', otherwise: { mode: 'float' } },
  custom,
  { mode: 'grid' },
]

// each step would keep megabytes of pixels
test.use({ trace: 'off' })

/** Each layout with more and more people, the next with fewer and fewer: so every change in the recording is a small one. */
const scenes = layouts.flatMap((layout, index) => {
  const counts = index % 2 === 0 ? headCounts : headCounts.toReversed()
  return counts.map((count): Scene => ({ layout, people: everybody.slice(0, count) }))
})

interface Painted extends Painting {
  pictures: PlacedPicture[]
}

function painted({ layout, people }: Scene, size: Size): Painted {
  const pictures = placePictures(layout, people)
  return { pictures, ...paint(pictures, size, parseColour(layout.background ?? '#000000'), colourOf) }
}

/** Where in a screenshot a drawing is. */
const placeOf = (index: number) => ({ column: index % drawn.columns, row: Math.floor(index / drawn.columns) })

test('the picker draws what core computes', async ({ galleryUrl, page }) => {
  test.setTimeout(240_000)
  const sheet = { width: drawn.columns * drawn.width, height: Math.ceil(headCounts.length / drawn.columns) * drawn.height }
  await page.setViewportSize(sheet)
  await page.goto(`${galleryUrl}/gallery?scene=${encodeURIComponent('LayoutPicker, flat/by-address')}&frozen=1`)
  await page.locator('.scene[data-ready]').waitFor()
  // the drawings alone, without the line and the round corners that lie over them
  await page.addStyleTag({ content: `
    [data-drawn] .rr-drawing { position: fixed !important; left: calc(var(--column) * ${drawn.width}px); top: calc(var(--row) * ${drawn.height}px); z-index: 9; width: ${drawn.width}px !important; border-radius: 0 !important }
    .rr-picture::after { display: none }
  ` })
  const sheets = layouts.map(layout => scenes.filter(scene => scene.layout === layout))
  const pngs: Buffer[] = []
  for (const alike of sheets) {
    await draw(page, alike)
    pngs.push(await page.screenshot())
  }
  const pixels = await decodePngs(pngs, sheet.width, sheet.height)
  for (const [number, alike] of sheets.entries()) {
    for (const [index, scene] of alike.entries()) {
      const painting = painted(scene, drawn)
      const { column, row } = placeOf(index)
      const drawing = cut(pixels[number]!, sheet.width, { left: column * drawn.width, top: row * drawn.height }, drawn)
      expectAlike(scene, painting, compare(drawing, painting, { counts: awayFromEdges(painting, 1), tolerance: 2 }))
    }
  }
})

test('the emulator records what core computes', async () => {
  test.setTimeout(240_000)
  const { frames, ...size } = await recordLayouts(scenes)
  for (const [index, scene] of scenes.entries()) {
    const painting = painted(scene, size)
    expectAlike(scene, painting, compare(frames[index]!, painting, { counts: flatPixels(painting), tolerance: CODEC }))
  }
})

function expectAlike(scene: Scene, { pictures }: Painted, { differing, looked }: Comparison) {
  const name = `${JSON.stringify(scene.layout)} of ${scene.people.length}`
  expect(differing, name).toEqual([])
  // the others may cover most of a picture that is as large as the canvas
  const unseen = pictures.filter(({ width }, index) => width < 1 && looked[index] === 0).map(({ userId, stream }) => `${stream} ${userId}`)
  expect(unseen, name).toEqual([])
}

/** Lets the picker draw, in the colours of the recording. */
async function draw(page: Page, alike: Scene[]): Promise<void> {
  const drawings = alike.map(({ layout, people }, index) => {
    const { column, row } = placeOf(index)
    return {
      layout,
      people: people.map(person => ({ ...person, name: person.userId })),
      colours: Object.fromEntries(placePictures(layout, people).map(picture => [`${picture.video ? picture.stream : 'voice'} ${picture.userId}`, `rgb(${colourOf(picture).join(' ')})`])),
      style: { '--column': column, '--row': row },
    }
  })
  await page.evaluate(async hash => {
    const changed = new Promise(resolve => addEventListener('hashchange', resolve, { once: true }))
    location.hash = hash
    await changed
    await new Promise(requestAnimationFrame)
  }, encodeURIComponent(JSON.stringify(drawings)))
  await expect(page.locator('[data-drawn]')).toHaveCount(alike.length)
}

/**
 * Where the emulator draws nothing but a person's colour. Its label is in the upper half of a picture, the clock at the top left, the
 * light frame at the edges of what is cropped; an edge itself is soft after the codec.
 */
function flatPixels(painting: Painted): Uint8Array {
  const { pictures, rects, width, height } = painting
  const flat = new Uint8Array(width * height).fill(1)
  pictures.forEach(({ stream, opacity }, index) => {
    const rect = rects[index]!
    const { left, top, right, bottom } = rect
    const source = stream === 'screen' ? { width: 1280, height: 720 } : { width: 640, height: 360 }
    const scale = Math.max((right - left) / source.width, (bottom - top) / source.height)
    const frame = Math.round(source.height * scale / 40) + SOFT
    const plain = { left: left + frame, top: Math.ceil((top + bottom) / 2) + SOFT, right: right - frame, bottom: bottom - frame }
    const below = flat.slice()
    eachRow(rect, width, (from, to) => flat.fill(0, from, to))
    // whatever lies below shines through
    eachRow(plain, width, (from, to) => opacity === 1 ? flat.fill(1, from, to) : flat.set(below.subarray(from, to), from))
  })
  eachRow({ left: 0, top: 0, right: 190, bottom: 36 }, width, (from, to) => flat.fill(0, from, to))
  const away = awayFromEdges(painting, SOFT)
  return flat.map((isFlat, at) => isFlat & away[at]!)
}
