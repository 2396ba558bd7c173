import type { FieldProblem } from './errors.js'
import type { RecordingFormat, RecordingMedia, RecordingMode, RecordingQuality } from './types.js'
import { checkOneOf, checkThat } from './check.js'
import { isObject } from './is-object.js'
import { checkMixLayout } from './mix-layout.js'
import { checkSubscribeUsers } from './subscribe-users.js'

const recordingModes: RecordingMode[] = ['mixed', 'single']
const media: RecordingMedia[] = ['audioVideo', 'audio', 'video']
const qualities: RecordingQuality[] = ['sd', 'hd', 'fhd']
const formats: RecordingFormat[] = ['mp4', 'hls', 'hls+mp4', 'aac', 'hls+aac']

/** TRTC's longest control window, 720 hours, less the day that is kept for finding the files. */
export const MAX_MINUTES = 41_760

/** What is wrong with `StartOptions`, field by field; empty when nothing is. */
export function checkStartOptions(options: unknown): FieldProblem[] {
  if (!isObject(options))
    return [{ field: '', message: 'must be an object' }]
  const problems = [
    ...checkOneOf(options.mode, recordingModes, 'mode'),
    ...checkOneOf(options.media, media, 'media'),
    ...checkOneOf(options.quality, qualities, 'quality'),
    ...checkOneOf(options.format, formats, 'format'),
    ...checkThat(options.name, name => typeof name === 'string' && /^[\w-]{1,64}$/.test(name), 'name', 'must be 1 to 64 of a-z A-Z 0-9 _ -'),
    ...options.layout === undefined ? [] : checkMixLayout(options.layout),
    ...options.subscribe === undefined ? [] : checkSubscribeUsers(options.subscribe),
    ...checkThat(options.maxMinutes, minutes => Number.isInteger(minutes) && (minutes as number) >= 1 && (minutes as number) <= MAX_MINUTES, 'maxMinutes', `must be an integer from 1 to ${MAX_MINUTES}`),
  ]
  if (options.mode === 'single' && options.layout !== undefined)
    problems.push({ field: 'layout', message: 'needs a mixed recording: with a file per user there is nothing to arrange' })
  if (typeof options.format === 'string' && options.format.endsWith('aac') && options.media !== undefined && options.media !== 'audio')
    problems.push({ field: 'format', message: 'aac needs media to be audio' })
  return problems
}
