import type { Canvas } from '../layout/place.js'
import type { Moment, Recipe } from './recipe.js'
import { Buffer } from 'node:buffer'
import { drawClocks, drawScene } from './draw-scene.js'
import { frameTimes } from './frame-times.js'
import { createFrame } from './frame.js'
import { matroskaHead, matroskaPictureHead } from './matroska.js'

/** The pictures of a file as a stream for ffmpeg. A scene is drawn once, and then only its clocks move. */
export function* pictureStream(recipe: Recipe, canvas: Canvas): Generator<Buffer> {
  yield matroskaHead(canvas)
  const still = createFrame(canvas)
  const frame = createFrame(canvas)
  let drawn: Moment['scene'] | null = null
  let next = 0
  for (const at of frameTimes(recipe)) {
    while (next + 1 < recipe.moments.length && recipe.moments[next + 1]!.at <= at) next++
    const { scene, frozenAt } = recipe.moments[next]!
    if (scene !== drawn) {
      drawScene(still, scene)
      drawn = scene
    }
    still.data.copy(frame.data)
    const elapsed = frozenAt ?? at
    drawClocks(frame, scene, { elapsed, at: recipe.begin + elapsed })
    yield matroskaPictureHead(at, frame.data.length)
    yield Buffer.from(frame.data)
  }
}
