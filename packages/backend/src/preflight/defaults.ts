import type { StartOptions } from '@roomkit-recording/core'
import type { RecordingChoices } from './choices.js'
import { ConfigError } from '../config.js'
import { formatFor } from './choices.js'

/** What a start that leaves everything out asks for. */
export type ResolvedDefaults = Required<Omit<StartOptions, 'name' | 'subscribe'>> & Pick<StartOptions, 'name' | 'subscribe'>

/**
 * The integrator's defaults, and for what they leave out the usual ones, or, where those may not be chosen, the first that may.
 * @throws ConfigError when a default is not among the choices.
 */
export function resolveDefaults(given: StartOptions, choices: RecordingChoices): ResolvedDefaults {
  const mode = among('mode', given.mode, choices.modes, 'mixed')
  const media = among('media', given.media, choices.media, 'audioVideo')
  const quality = among('quality', given.quality, choices.qualities, 'hd')
  const format = given.format === undefined ? formatFor(media, choices.formats) : among('format', given.format, choices.formats, given.format)
  if (format === undefined) throw new ConfigError('CHOICES', `must have a format for media "${media}"`)
  const { maxMinutes = Math.min(1440, choices.maxMinutes), layout = { mode: 'grid' } } = given
  if (maxMinutes > choices.maxMinutes) throw new ConfigError('DEFAULTS', `must be among the choices: maxMinutes is more than ${choices.maxMinutes}`)
  return { ...given, mode, media, quality, format, layout, maxMinutes }
}

function among<T>(field: string, given: T | undefined, allowed: readonly T[], usual: T): T {
  if (given !== undefined && !allowed.includes(given)) throw new ConfigError('DEFAULTS', `must be among the choices: ${field} is not`)
  return given ?? (allowed.includes(usual) ? usual : allowed[0]!)
}
