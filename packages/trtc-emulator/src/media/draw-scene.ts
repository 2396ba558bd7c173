import type { MixScene } from '../layout/mix-scene.js'
import type { PlacedPicture } from '../layout/place-pictures.js'
import type { Rect } from '../layout/place.js'
import type { Frame } from './frame.js'
import type { Rgb } from './user-colour.js'
import { letter } from './bitmap-font.js'
import { fitPicture } from './fit-picture.js'
import { black, intersection } from './frame.js'
import { parseColour, pictureColour } from './user-colour.js'

/** What cameras and screens send, in pixels. */
export const sourceSizes = { main: { width: 640, height: 360 }, aux: { width: 1280, height: 720 } } as const

const grey: Rgb = [128, 128, 128]

/** Everything that stands still while the scene lasts. */
export function drawScene(frame: Frame, { background, pictures, waterMarks }: MixScene): void {
  frame.fill({ left: 0, top: 0, width: frame.width, height: frame.height }, parseColour(background))
  for (const picture of pictures) drawPicture(frame, picture)
  for (const mark of waterMarks) {
    if (mark.type === 'image') frame.fill(mark, grey, 0.5)
    if (mark.type !== 'text') continue
    if (mark.background) frame.fill(mark, parseColour(mark.background))
    frame.write(mark.text, mark, textScale(mark.fontSize), mark, parseColour(mark.colour))
  }
}

/** What moves: how long the recording runs, and the time of day where a watermark shows it. */
export function drawClocks(frame: Frame, { waterMarks }: MixScene, { elapsed, at }: { elapsed: number, at: number }): void {
  const { scale, ...box } = clockBox(frame)
  frame.fill(box, black)
  frame.write(elapsedText(elapsed), { left: box.left + 2 * scale, top: box.top + 2 * scale }, scale, box)
  for (const mark of waterMarks) {
    if (mark.type === 'timeStamp') frame.write(dateTimeText(at, mark.timeZone), mark, textScale(mark.fontSize), mark)
  }
}

/** A coloured picture with a light frame around all of it, so that one can see what was cropped or stretched, and a label. */
function drawPicture(frame: Frame, picture: PlacedPicture): void {
  const opacity = 1 - picture.alpha / 255
  const colour = pictureColour(picture)
  if (picture.shows === 'video') {
    const whole = fitPicture(sourceSizes[picture.mediaId], picture, picture.renderMode)
    if (picture.renderMode === 2) frame.fill(picture, black, opacity)
    const inside = shrunk(whole, Math.max(1, Math.round(Math.min(whole.width, whole.height) / 40)))
    for (const band of bandsAround(inside, whole)) frame.fill(intersection(band, picture), lighter(colour), opacity)
    frame.fill(intersection(inside, picture), colour, opacity)
  } else {
    frame.fill(picture, colour, opacity)
  }
  drawLabel(frame, picture, labelOf(picture), opacity)
}

function shrunk({ left, top, width, height }: Rect, by: number): Rect {
  return { left: left + by, top: top + by, width: width - 2 * by, height: height - 2 * by }
}

/** What of `whole` is not `inside`. */
function bandsAround(inside: Rect, whole: Rect): Rect[] {
  const thickness = inside.left - whole.left
  return [
    { ...whole, height: thickness },
    { ...whole, top: inside.top + inside.height, height: thickness },
    { ...inside, left: whole.left, width: thickness },
    { ...inside, left: inside.left + inside.width, width: thickness },
  ]
}

/** At the top left, below the clock, never so low that it reaches the middle: tests look there. */
function drawLabel(frame: Frame, place: Rect, text: string, opacity: number): void {
  const clock = clockBox(frame)
  const from = intersection(clock, place).height > 0 ? clock.top + clock.height : place.top
  const free = place.top + place.height / 2 - from
  const scale = Math.min(4, Math.floor(free / (letter.height + 4)), Math.max(1, Math.floor(place.width / (letter.width * (text.length + 1)))))
  if (scale >= 1) frame.write(text, { left: place.left + 2 * scale, top: from + 2 * scale }, scale, place, undefined, opacity)
}

/** Top left of the canvas. */
function clockBox({ width, height }: Frame): Rect & { scale: number } {
  const scale = Math.max(1, Math.round(Math.min(width, height) / 200))
  return { scale, left: 2 * scale, top: 2 * scale, width: (elapsedText(0).length * letter.width + 3) * scale, height: (letter.height + 4) * scale }
}

function labelOf({ userId, mediaId, shows }: PlacedPicture): string {
  const what = shows === 'voice' ? 'voice' : shows === 'placeholder' ? 'absent' : mediaId === 'aux' ? 'screen' : ''
  return what ? `${userId} (${what})` : userId
}

function lighter([red, green, blue]: Rgb): Rgb {
  return [(red + 255) >> 1, (green + 255) >> 1, (blue + 255) >> 1]
}

function textScale(fontSize: number): number {
  return Math.max(1, Math.round(fontSize / letter.height))
}

/** `00:00:07.2` */
export function elapsedText(ms: number): string {
  const two = (number: number) => String(Math.floor(number)).padStart(2, '0')
  return `${two(ms / 3_600_000)}:${two(ms / 60_000 % 60)}:${two(ms / 1000 % 60)}.${Math.floor(ms / 100) % 10}`
}

/** `2026-01-31 09:30:00` in a zone that is `timeZone` hours ahead of UTC. */
function dateTimeText(at: number, timeZone: number): string {
  return new Date(at + timeZone * 3_600_000).toISOString().slice(0, 19).replace('T', ' ')
}
