import type { FieldProblem, MixLayout, RecordingUpdate, StartOptions } from '@roomkit-recording/core'
import { z } from 'zod'
import { refusal } from './http/refusal.js'

/** TRTC's alphabet for user ids ("CreateCloudRecording", UserId). */
const userId = z.string().regex(/^[\w-]{1,32}$/, 'must be a user id: 1–32 of a-z A-Z 0-9 _ -')
/** A list entry may also be the beginning of user ids, written `abc.*$`. */
const userIdOrPrefix = z.string().regex(/^[\w-]{1,32}(?:\.\*\$)?$/, 'must be a user id, or the beginning of some followed by .*$')
const share = z.number().min(0).max(1)

export const modeSchema = z.enum(['mixed', 'single'])
export const mediaSchema = z.enum(['audioVideo', 'audio', 'video'])
export const qualitySchema = z.enum(['sd', 'hd', 'fhd'])
export const formatSchema = z.enum(['mp4', 'hls', 'hls+mp4', 'aac', 'hls+aac'])
export const streamKindSchema = z.enum(['camera', 'screen'])
export const fitSchema = z.enum(['stretch', 'crop', 'contain'])

const common = {
  // eslint-disable-next-line regexp/use-ignore-case -- JSON Schema has no flags
  background: z.string().regex(/^#[0-9a-fA-F]{6}$/, 'must be #RRGGBB').exactOptional(),
  hideAudioOnly: z.boolean().exactOptional(),
  fit: fitSchema.exactOptional(),
}

const EDGE = 1 + 1e-6

export const tileSchema = z.strictObject({
  x: share,
  y: share,
  width: share,
  height: share,
  userId: userId.exactOptional(),
  stream: streamKindSchema.exactOptional(),
  layer: z.int().min(-1000).max(1000).exactOptional(),
  fit: fitSchema.exactOptional(),
  opacity: share.exactOptional(),
})
  .refine(({ width, height }) => width > 0 && height > 0, 'must have a width and a height')
  .refine(({ x, width }) => x + width <= EDGE, { path: ['width'], message: 'reaches over the right edge: x + width must be at most 1' })
  .refine(({ y, height }) => y + height <= EDGE, { path: ['height'], message: 'reaches over the lower edge: y + height must be at most 1' })

export const gridSchema = z.strictObject({ mode: z.literal('grid'), ...common })
export const floatSchema = z.strictObject({ mode: z.literal('float'), main: userId.exactOptional(), ...common })
export const screenShareSchema = z.strictObject({
  mode: z.literal('screenShare'),
  main: userId.exactOptional(),
  align: z.enum(['left', 'right']).exactOptional(),
  ...common,
})
export const customSchema = z.strictObject({ mode: z.literal('custom'), tiles: z.array(tileSchema).min(1).max(25), ...common })
export const fixedLayoutSchema = z.discriminatedUnion('mode', [gridSchema, floatSchema, screenShareSchema, customSchema])
export const followSchema = z.strictObject({
  mode: z.literal('follow'),
  share: fixedLayoutSchema.exactOptional(),
  otherwise: fixedLayoutSchema.exactOptional(),
  ...common,
})

export const layoutSchema = z.discriminatedUnion('mode', [gridSchema, floatSchema, screenShareSchema, customSchema, followSchema])

// TRTC takes an empty allow list for "everybody", the opposite of what was meant
const onlySchema = z.strictObject({ only: z.array(userIdOrPrefix).min(1).max(32) })
const exceptSchema = z.strictObject({ except: z.array(userIdOrPrefix).max(32) })
export const selectionSchema = z.union([onlySchema, exceptSchema], 'must be { only: [1–32 user ids] } or { except: [at most 32 user ids] }')

export const subscribeSchema = z.strictObject({
  audio: selectionSchema.exactOptional(),
  video: selectionSchema.exactOptional(),
})

export const MAX_MINUTES = 41_760

export const startOptionsSchema = z.strictObject({
  mode: modeSchema.exactOptional(),
  media: mediaSchema.exactOptional(),
  quality: qualitySchema.exactOptional(),
  format: formatSchema.exactOptional(),
  name: z.string().regex(/^[\w-]{1,64}$/, 'must be 1–64 of a-z A-Z 0-9 _ -').exactOptional(),
  layout: layoutSchema.exactOptional(),
  subscribe: subscribeSchema.exactOptional(),
  maxMinutes: z.int().min(1).max(MAX_MINUTES).exactOptional(),
})

export const updateSchema = z.strictObject({
  layout: layoutSchema.exactOptional(),
  subscribe: subscribeSchema.exactOptional(),
}).refine(({ layout, subscribe }) => layout !== undefined || subscribe !== undefined, 'must have layout or subscribe')

const printable = z.string().regex(/^\P{Cc}*$/u, 'must not contain control characters')

/** A recording's new title; `null` takes it away. */
export const renameSchema = z.strictObject({ title: printable.trim().min(1).max(200).nullable() })

export const fileUseSchema = z.enum(['play', 'download'])
export const fileUrlSchema = z.strictObject({ use: fileUseSchema.default('play') })

/** A query: from then until then, in milliseconds; left out, the integrator's own choice. */
export const usageQuerySchema = z.object({
  from: z.coerce.number().pipe(z.int().min(0)).optional(),
  to: z.coerce.number().pipe(z.int().min(0)).optional(),
  groupBy: z.enum(['day', 'room']).default('day'),
})

/** Text room ids: at most 64 bytes, no control characters. */
export const roomIdSchema = printable.min(1).refine(text => Buffer.byteLength(text) <= 64, 'must be at most 64 bytes')

export const pageSchema = z.object({
  cursor: z.string().max(100).optional(),
  limit: z.coerce.number().pipe(z.int().min(1).max(100)).default(20),
})

export const idempotencyKeySchema = z.string().regex(/^[\x21-\x7E]{1,255}$/, 'must be 1–255 visible ASCII characters')

/** @throws RecordingRefusedError `invalid_request`, naming each field. */
export function check<T extends z.ZodType>(schema: T, value: unknown, path: string[] = []): z.output<T> {
  const { success, data, error } = schema.safeParse(value)
  if (success) return data
  throw refusal('invalid_request', 'The request has fields that cannot be used.', { fields: fieldProblems(error, path) })
}

function fieldProblems(error: z.ZodError, path: string[]): FieldProblem[] {
  return error.issues.slice(0, 20).map(issue => ({ field: [...path, ...issue.path].join('.'), message: issue.message }))
}

/** What the schemas let through is what core's types say. */
export const parseStartOptions = (value: unknown): StartOptions => check(startOptionsSchema, value)
export const parseUpdate = (value: unknown): RecordingUpdate => check(updateSchema, value)
export const parseLayout = (value: unknown): MixLayout => check(layoutSchema, value)
