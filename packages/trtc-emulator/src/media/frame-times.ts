import type { Recipe } from './recipe.js'

/** A file has about so many pictures at most besides those at which something changes. */
const MOST_TICKS = 900
const ticks = [200, 500, 1000, 2000, 5000, 10_000, 30_000, 60_000, 120_000, 300_000, 600_000, 1_800_000]

const MOST_SEGMENTS = 360
const SHORTEST_SEGMENT = 10_000

/** How often the clock in the picture moves, in milliseconds: five times a second in short files, every two minutes in one of a day. */
export function tickOf(duration: number): number {
  return ticks.find(tick => duration / tick <= MOST_TICKS) ?? duration
}

/** How long a segment of HLS is, in milliseconds: 10 s, and in long recordings as much as keeps their number low. */
export function segmentLength(duration: number): number {
  return Math.max(SHORTEST_SEGMENT, Math.ceil(duration / MOST_SEGMENTS / 1000) * 1000)
}

/** Where segments of HLS begin. */
export function segmentStarts({ duration }: Recipe): number[] {
  const length = segmentLength(duration)
  return Array.from({ length: Math.ceil(duration / length) }, (_, index) => index * length)
}

/** When there is another picture, in milliseconds: as often as the clock moves, whenever something changes, and at the very end. */
export function frameTimes(recipe: Recipe): number[] {
  const { duration, moments } = recipe
  const tick = tickOf(duration)
  const times = new Set(Array.from({ length: Math.ceil(duration / tick) }, (_, index) => index * tick))
  for (const { at } of moments) times.add(at)
  if (recipe.format === 'm3u8') {
    for (const at of segmentStarts(recipe)) times.add(at)
  }
  times.add(duration)
  return [...times].sort((a, b) => a - b)
}
