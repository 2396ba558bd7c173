import type { PlacedPicture } from '../layout/place-pictures.js'
import type { PlacedWaterMark } from '../layout/place-water-marks.js'
import type { Rect } from '../layout/place.js'
import type { RecordingTask } from '../recording-task.js'
import type { Room } from '../rooms/room-service.js'
import type { EmulatorVariants } from '../variants.js'
import type { Html } from './html.js'
import { mixScene } from '../layout/mix-scene.js'
import { pictureColour } from '../media/user-colour.js'
import { html } from './html.js'

/** What a mixed recording of the room looks like right now: who is where, from back to front. */
export function picture({ request, compositions, recorderId }: RecordingTask, room: Room | undefined, rules: EmulatorVariants): Html {
  const { layout, subscribe } = compositions.at(-1)!
  const { canvas, background, pictures, waterMarks } = mixScene(room, { request, layout, subscribe, rules })
  const who = pictures.length === 0 ? 'nobody' : pictures.map(labelOf).join(', ')
  return html`<figure>
    <svg class="picture" role="img" preserveAspectRatio="xMinYMid" aria-label="Picture of ${recorderId}: ${who}" viewBox="0 0 ${canvas.width} ${canvas.height}">
      <rect width="${canvas.width}" height="${canvas.height}" fill="${background}"/>
      ${pictures.map(tile)}${waterMarks.map(waterMark)}
    </svg>
    <figcaption class="note">${canvas.width} × ${canvas.height}${pictures.length === 0 ? ', nobody to be seen' : ''}</figcaption>
  </figure>`
}

function labelOf({ userId, mediaId, shows }: PlacedPicture): string {
  return `${userId}${mediaId === 'aux' ? ', screen' : ''}${shows === 'video' ? '' : `, ${shows}`}`
}

/** Coloured as in the recorded file. */
function tile(placed: PlacedPicture): Html {
  return html`<g opacity="${1 - placed.alpha / 255}"><rect ${box(placed)} fill="rgb(${pictureColour(placed).join(' ')})" stroke="#fff" stroke-opacity="0.35" vector-effect="non-scaling-stroke"/>${text(placed, labelOf(placed), '#fff')}</g>`
}

function waterMark(mark: PlacedWaterMark): Html {
  const shown = mark.type === 'text' ? mark.text : mark.type === 'timeStamp' ? 'time' : 'image'
  return html`<g><rect ${box(mark)} fill="#000" fill-opacity="0.4" stroke="#fff" stroke-dasharray="4" vector-effect="non-scaling-stroke"/>${text(mark, shown, '#fff')}</g>`
}

function box({ left, top, width, height }: Rect): Html {
  return html`x="${left}" y="${top}" width="${width}" height="${height}"`
}

/** As large as fits. */
function text({ left, top, width, height }: Rect, label: string, fill: string): Html {
  const size = Math.max(1, Math.min(height * 0.2, 1.5 * width / Math.max(4, label.length)))
  return html`<text x="${left + width / 2}" y="${top + height / 2}" font-size="${size}" fill="${fill}">${label}</text>`
}
