import type { Layout } from './place-pictures.js'
import type { Canvas, Rect } from './place.js'

/** What lies over all pictures. */
export type PlacedWaterMark
  = | Rect & { type: 'text', text: string, fontSize: number, colour: string, background: string | null }
    | Rect & { type: 'timeStamp', timeZone: number, fontSize: number }
    | Rect & { type: 'image', url: string }

/** Tencent's documents name neither size nor margin of a time stamp. */
const TIME_STAMP = { width: 19 * 12, height: 20, margin: 10, fontSize: 14 }

/** Left, middle or right and top, middle or bottom, in halves of the free space, by `Pos`. */
const corners = [[0, 0], [2, 0], [0, 2], [2, 2], [1, 0], [1, 2], [1, 1]] as const

/** WaterMarkList in pixels, in the order of the list. */
export function placeWaterMarks(list: Layout['WaterMarkList'] = [], canvas: Canvas): PlacedWaterMark[] {
  return list.flatMap(({ WaterMarkType, WaterMarkImage, WaterMarkChar, WaterMarkTimestamp }): PlacedWaterMark[] => {
    if (WaterMarkType === 1 && WaterMarkChar) {
      const { Chars, FontSize, FontColor, BackGroundColor } = WaterMarkChar
      return [{ type: 'text', ...rect(WaterMarkChar), text: Chars, fontSize: FontSize, colour: FontColor, background: BackGroundColor || null }]
    }
    if (WaterMarkType === 2 && WaterMarkTimestamp) {
      const { Pos, TimeZone } = WaterMarkTimestamp
      return [{ type: 'timeStamp', ...corner(Pos, canvas), timeZone: TimeZone, fontSize: TIME_STAMP.fontSize }]
    }
    return WaterMarkImage ? [{ type: 'image', ...rect(WaterMarkImage), url: WaterMarkImage.WaterMarkUrl }] : []
  })
}

function rect({ Left, Top, Width, Height }: { Left: number, Top: number, Width: number, Height: number }): Rect {
  return { left: Left, top: Top, width: Width, height: Height }
}

function corner(pos: 0 | 1 | 2 | 3 | 4 | 5 | 6, canvas: Canvas): Rect {
  const { width, height, margin } = TIME_STAMP
  const [x, y] = corners[pos]
  const at = (half: number, free: number) => margin + Math.max(0, Math.round(half * (free - 2 * margin) / 2))
  return { left: at(x, canvas.width - width), top: at(y, canvas.height - height), width, height }
}
