import type { FieldProblem } from './errors.js'
import type { FixedMixLayout, MixLayoutMode, PictureFit, StreamKind } from './types.js'
import { checkOneOf, checkThat, isShare, isUserId } from './check.js'
import { isObject } from './is-object.js'
import { MAX_PICTURES } from './layout/recorded-streams.js'

const fixedModes: FixedMixLayout['mode'][] = ['grid', 'float', 'screenShare', 'custom']
const modes: MixLayoutMode[] = [...fixedModes, 'follow']
const fits: PictureFit[] = ['stretch', 'crop', 'contain']
const streams: StreamKind[] = ['camera', 'screen']

/** Thirds don't add up to exactly 1 in binary. */
const ROUNDING = 1e-9

/** What is wrong with a `MixLayout`, field by field; empty when nothing is. */
export function checkMixLayout(layout: unknown, field = 'layout'): FieldProblem[] {
  return checkLayout(layout, field, modes)
}

/** What is wrong with a `Tile`, field by field; empty when nothing is. */
export function checkTile(tile: unknown, field = 'tile'): FieldProblem[] {
  if (!isObject(tile))
    return [{ field, message: 'must be an object' }]
  const { x, y, width, height } = tile
  const problems = Object.entries({ x, y, width, height }).flatMap(([name, value]) =>
    isShare(value) ? [] : [{ field: `${field}.${name}`, message: 'must be a share of the canvas, 0 to 1' }])
  for (const [size, start] of [['width', 'x'], ['height', 'y']] as const) {
    if (tile[size] === 0)
      problems.push({ field: `${field}.${size}`, message: 'must be more than 0' })
    else if (isShare(tile[size]) && isShare(tile[start]) && tile[size] + tile[start] > 1 + ROUNDING)
      problems.push({ field: `${field}.${size}`, message: `must not reach over the canvas: ${start} and ${size} add up to more than 1` })
  }
  return [
    ...problems,
    ...checkUser(tile.userId, `${field}.userId`),
    ...checkOneOf(tile.stream, streams, `${field}.stream`),
    ...checkThat(tile.layer, layer => Number.isInteger(layer) && (layer as number) >= 0, `${field}.layer`, 'must be an integer from 0'),
    ...checkOneOf(tile.fit, fits, `${field}.fit`),
    ...checkThat(tile.opacity, isShare, `${field}.opacity`, 'must be from 0 (invisible) to 1 (opaque)'),
  ]
}

function checkLayout(layout: unknown, field: string, allowed: readonly string[]): FieldProblem[] {
  if (!isObject(layout))
    return [{ field, message: 'must be an object with a mode' }]
  const { mode, tiles } = layout
  if (!allowed.includes(mode as string))
    return [{ field: `${field}.mode`, message: `must be one of ${allowed.join(', ')}` }]
  const problems = [
    ...checkThat(layout.background, value => typeof value === 'string' && /^#[0-9a-f]{6}$/i.test(value), `${field}.background`, 'must be a colour like #1a2b3c'),
    ...checkThat(layout.hideAudioOnly, value => typeof value === 'boolean', `${field}.hideAudioOnly`, 'must be true or false'),
    ...checkOneOf(layout.fit, fits, `${field}.fit`),
  ]
  if (mode === 'float' || mode === 'screenShare')
    problems.push(...checkUser(layout.main, `${field}.main`))
  if (mode === 'screenShare')
    problems.push(...checkOneOf(layout.align, ['left', 'right'], `${field}.align`))
  if (mode === 'follow') {
    for (const part of ['share', 'otherwise'] as const)
      problems.push(...layout[part] === undefined ? [] : checkLayout(layout[part], `${field}.${part}`, fixedModes))
  }
  if (mode === 'custom') {
    if (!Array.isArray(tiles) || tiles.length === 0 || tiles.length > MAX_PICTURES)
      problems.push({ field: `${field}.tiles`, message: `must be a list of 1 to ${MAX_PICTURES} tiles` })
    if (Array.isArray(tiles))
      problems.push(...tiles.slice(0, MAX_PICTURES).flatMap((tile, index) => checkTile(tile, `${field}.tiles.${index}`)))
  }
  return problems
}

function checkUser(userId: unknown, field: string): FieldProblem[] {
  return checkThat(userId, id => isUserId(id), field, 'must be a user id of 1 to 32 bytes')
}
