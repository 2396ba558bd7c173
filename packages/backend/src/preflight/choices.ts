import type { FieldProblem, RecordingFormat, RecordingMedia, RecordingPreflight, StartOptions } from '@roomkit-recording/core'
import type { ResolvedDefaults } from './defaults.js'
import { z } from 'zod'
import { refusal } from '../http/refusal.js'
import { formatSchema, MAX_MINUTES, mediaSchema, modeSchema, qualitySchema } from '../schemas.js'

/** What hosts may choose from. */
export type RecordingChoices = RecordingPreflight['choices']

const some = <T extends z.ZodType>(schema: T) => z.array(schema).min(1, 'must leave something to choose')

/** Left out: everything. */
export const choicesSchema = z.strictObject({
  modes: some(modeSchema).default(modeSchema.options),
  media: some(mediaSchema).default(mediaSchema.options),
  qualities: some(qualitySchema).default(qualitySchema.options),
  formats: some(formatSchema).default(formatSchema.options),
  maxMinutes: z.int().min(1).max(MAX_MINUTES).default(MAX_MINUTES),
})

/** `aac` is for sound alone, and what is not chosen for sound alone is `aac`. */
export const fits = (format: RecordingFormat, media: RecordingMedia): boolean => format.includes('aac') === (media === 'audio')

/**
 * A start as a host may have it: what was chosen is among the choices, and what follows from it too.
 * @throws RecordingRefusedError `invalid_request`, naming each field that is not.
 */
export function withinChoices(options: StartOptions, choices: RecordingChoices, defaults: ResolvedDefaults): StartOptions {
  const fields: FieldProblem[] = []
  const demand = <T>(field: keyof StartOptions, value: T | undefined, allowed: readonly T[]) => {
    if (value !== undefined && !allowed.includes(value)) fields.push({ field, message: `must be one of ${allowed.join(', ')}` })
  }
  demand('mode', options.mode, choices.modes)
  demand('media', options.media, choices.media)
  demand('quality', options.quality, choices.qualities)
  demand('format', options.format, choices.formats)
  if ((options.maxMinutes ?? 0) > choices.maxMinutes) fields.push({ field: 'maxMinutes', message: `must be at most ${choices.maxMinutes}` })

  const media = options.media ?? defaults.media
  const format = options.format ?? formatFor(media, choices.formats, defaults.format)
  if (fields.length === 0 && format === undefined) fields.push({ field: 'media', message: `has no format among ${choices.formats.join(', ')}` })
  if (fields.length > 0) throw refusal('invalid_request', 'The request has fields that are not among what may be chosen here.', { fields })
  return format === undefined || format === defaults.format ? options : { ...options, format }
}

/** The usual one where it fits, else the first of those allowed that does. */
export function formatFor(media: RecordingMedia, allowed: readonly RecordingFormat[], ...usual: RecordingFormat[]): RecordingFormat | undefined {
  return [...usual, ...(['mp4', 'aac'] as const)].find(format => fits(format, media) && allowed.includes(format)) ?? allowed.find(format => fits(format, media))
}
