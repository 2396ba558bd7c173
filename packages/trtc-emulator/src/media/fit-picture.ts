import type { RenderMode } from '../layout/place-pictures.js'
import type { Canvas, Rect } from '../layout/place.js'

/** Of a side, what RenderMode 3 cuts off at most. */
const MOST_CROPPED = 0.2

/** Where a whole picture lies for it to fill `place` as `renderMode` says; it may reach over the place, which cuts it off. */
export function fitPicture(source: Canvas, place: Rect, renderMode: RenderMode): Rect {
  const [x, y] = [place.width / source.width, place.height / source.height]
  if (renderMode === 0) return place
  if (renderMode === 2) return centred(Math.min(x, y) * source.width, Math.min(x, y) * source.height, place)
  const whole = Math.max(x, y)
  const most = renderMode === 3 ? 1 / (1 - MOST_CROPPED) : Number.POSITIVE_INFINITY
  return centred(Math.min(whole * source.width, place.width * most), Math.min(whole * source.height, place.height * most), place)
}

function centred(width: number, height: number, place: Rect): Rect {
  const left = Math.round(place.left + (place.width - width) / 2)
  const top = Math.round(place.top + (place.height - height) / 2)
  return { left, top, width: Math.round(width), height: Math.round(height) }
}
