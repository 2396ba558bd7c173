import { z } from 'zod'
import * as participants from '../participants/schemas.js'
import { formatSchema, layoutSchema, mediaSchema, modeSchema, qualitySchema, startOptionsSchema, streamKindSchema, subscribeSchema } from '../schemas.js'

/**
 * What the contract's answers look like. They are open: a later version may add fields.
 */

const time = z.int().min(0).describe('Milliseconds since the Unix epoch, UTC')
const count = z.int().min(0)
const id = z.string().min(1)

export const statusSchema = z.enum(['starting', 'recording', 'stopping', 'processing', 'ready', 'failed'])
export const stopReasonSchema = z.enum(['user', 'idle', 'limit', 'room_closed', 'policy', 'replaced', 'removed', 'error', 'unknown'])

export const actorSchema = z.object({
  userId: z.string(),
  name: z.string().nullable(),
}).describe('A person. `name` is a text from a user: never markup')

export const problemOfRecordingSchema = z.object({
  code: z.string().min(1),
  message: z.string(),
  retryable: z.boolean(),
  upstreamCode: z.string().exactOptional().describe('TRTC\'s own code, e.g. `FailedOperation.RestrictedConcurrency`'),
}).describe('What went wrong with a recording')

export const warningCodeSchema = z.enum(['storage_refused', 'image_failed', 'over_25_people', 'double_recording', 'no_sound', 'limit_near'])
export const warningSchema = z.object({ code: warningCodeSchema, at: time })

export const recordingLayoutSchema = z.object({
  wanted: layoutSchema,
  applied: layoutSchema.nullable(),
  state: z.enum(['applied', 'applying', 'failed']).describe('`applied` means that TRTC accepted the change; it confirms no more than that'),
  error: problemOfRecordingSchema.nullable(),
})

export const recordingSchema = z.object({
  id,
  status: statusSchema,
  mode: modeSchema,
  media: mediaSchema,
  quality: qualitySchema,
  format: formatSchema,
  name: z.string().nullable().describe('File-name prefix'),
  title: z.string().nullable().describe('What people call it; can be changed'),
  requestedAt: time,
  startedAt: time.nullable().describe('When the proof of the start was received'),
  confirmedAt: time.nullable().describe('The last proof that it is as `status` says'),
  confirmBy: time.nullable().describe('When the next proof is due; past it nobody should claim that it still records'),
  endedAt: time.nullable(),
  limitAt: time.nullable().describe('When `maxMinutes` ends it'),
  capturing: z.boolean().nullable().describe('TRTC says InProgress, Idle, or nothing we know of'),
  startedBy: actorSchema,
  stoppedBy: actorSchema.nullable(),
  stopReason: stopReasonSchema.nullable(),
  layout: recordingLayoutSchema,
  subscribe: subscribeSchema,
  error: problemOfRecordingSchema.nullable(),
  warnings: z.array(warningSchema),
  fileCounts: z.object({ expected: count.nullable(), ready: count, failed: count }),
})

export const autoRecordingSchema = z.object({
  active: z.boolean().nullable().describe('`null`: lost sight of'),
  startedAt: time.nullable(),
  taskCount: count,
}).describe('Recordings that nobody here started')

export const snapshotSchema = z.object({
  roomId: z.string().min(1),
  epoch: z.string().min(1).describe('Changes only when the store was restored or replaced; a new epoch wins'),
  revision: count.describe('Grows with every change. Of two snapshots of one epoch the higher revision wins'),
  serverTime: time.describe('The database\'s clock when this was written. Of equal revisions the later one wins'),
  current: recordingSchema.nullable().describe('Starting, recording or stopping'),
  recent: z.array(recordingSchema).describe('Every one still processing, and the newest finished'),
  auto: autoRecordingSchema,
}).describe('Everything about a room\'s recording; complete each time, and the same for everybody who may view it')

export const permissionsSchema = z.object({
  view: z.boolean(),
  control: z.boolean(),
  list: z.boolean(),
  play: z.boolean(),
  delete: z.boolean(),
  features: z.array(z.string()).describe('Optional routes that are served'),
}).describe('What the caller may do in one room')

export const featureSchema = z.enum(['rename', 'fileUrl', 'fileDelete', 'consents', 'markers', 'timeline', 'requests', 'usage', 'preflight'])

export const fileStatusSchema = z.enum(['uploading', 'processing', 'ready', 'failed', 'deleted'])
export const fileSchema = z.object({
  id,
  name: z.string(),
  userId: z.string().nullable().describe('`null`: mixed'),
  track: z.enum(['audio', 'video', 'audioVideo']),
  stream: z.enum([...streamKindSchema.options, 'mix']),
  status: fileStatusSchema,
  format: z.string(),
  startedAt: time.nullable(),
  endedAt: time.nullable(),
  durationMs: count.nullable(),
  sizeBytes: count.nullable(),
})

export const logEntrySchema = z.object({
  at: time,
  type: z.string().min(1),
  by: actorSchema.nullable(),
  detail: z.record(z.string(), z.unknown()),
}).describe('One line of a recording\'s history: who did what, and what TRTC reported')

export const detailSchema = z.object({
  ...recordingSchema.shape,
  roomId: z.string().min(1),
  files: z.array(fileSchema),
  taskIds: z.array(z.string()).describe('TRTC\'s'),
  log: z.array(logEntrySchema),
}).describe('One recording with everything known of it')

export const recordingPageSchema = z.object({
  items: z.array(recordingSchema),
  cursor: z.string().nullable().describe('For the next page; `null` at the end'),
}).describe('A page of a room\'s history, newest first')

export const requestKindSchema = participants.requestSchema.shape.kind
export const requestSchema = z.object({ id, kind: requestKindSchema, by: actorSchema, at: time }).describe('Somebody in the room asks those in control for something')

export const fileLinkSchema = z.object({
  url: z.string().min(1),
  expiresAt: time.nullable().describe('`null`: it does not expire'),
}).describe('A link for one file. Whoever has it may use it, so it ends soon')

export const consentChoiceSchema = participants.consentSchema.shape.choice
export const consentSchema = z.object({
  ...actorSchema.shape,
  choice: consentChoiceSchema,
  textVersion: z.string().min(1).max(64),
  at: time,
})
export const consentsSchema = z.object({ items: z.array(consentSchema) })

export const markerSchema = z.object({
  id,
  label: z.string().min(1).max(200),
  at: time,
  mediaTimeMs: count.nullable().describe('Milliseconds from the beginning of the media; `null` while that is not known'),
  by: actorSchema,
})
export const markersSchema = z.object({ items: z.array(markerSchema) })

const timelineItem = { at: time, mediaTimeMs: count.nullable() }
export const timelineItemSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('marker'), id, label: z.string().min(1).max(200), by: actorSchema, ...timelineItem }),
  z.object({ type: z.literal('layout'), layout: layoutSchema, by: actorSchema.nullable(), ...timelineItem }),
])
export const timelineSchema = z.object({
  recordingId: id,
  roomId: z.string().min(1),
  title: z.string().nullable(),
  startedAt: time.nullable(),
  endedAt: time.nullable(),
  mediaLengthMs: count.nullable().describe('`null` when not known, or not over yet'),
  items: z.array(timelineItemSchema),
}).describe('What is kept beside the media, so that others find their way in it')

export const preflightStateSchema = z.enum(['ok', 'warning', 'failed', 'unknown'])
export const preflightCheckSchema = z.object({
  code: z.enum(['quota', 'storage', 'service']),
  state: preflightStateSchema,
  used: count.exactOptional(),
  limit: count.exactOptional(),
})

const price = z.number().min(0)
export const pricesSchema = z.object({
  currency: z.string().describe('ISO 4217'),
  per: z.enum(['process', 'stream']).describe('Once for a recording, or for each stream that is recorded'),
  hour: z.object({ audio: price, sd: price, hd: price, fhd: price }),
}).describe('What one hour of recording costs by the configured list prices. An estimate')

export const preflightSchema = z.object({
  checks: z.array(preflightCheckSchema),
  defaults: startOptionsSchema.describe('What a start that leaves everything out asks for'),
  choices: z.object({
    modes: z.array(modeSchema),
    media: z.array(mediaSchema),
    qualities: z.array(qualitySchema),
    formats: z.array(formatSchema),
    maxMinutes: z.int().min(1),
  }),
  prices: pricesSchema.nullable(),
}).describe('What a start can be made of in this room, by this caller')

export const usageItemSchema = z.object({
  key: z.string().describe('`YYYY-MM-DD` in UTC, or the room id'),
  mode: modeSchema,
  media: mediaSchema,
  recordings: count,
  minutes: count.describe('Whole minutes, begun ones counted'),
})
export const usageSchema = z.object({
  from: time,
  to: time,
  groupBy: z.enum(['day', 'room']),
  items: z.array(usageItemSchema),
}).describe('What was recorded between two moments')

export const fieldProblemSchema = z.object({
  field: z.string().describe('Path of the field, e.g. `layout.tiles.0.width`'),
  message: z.string().min(1),
})

export const problemSchema = z.object({
  type: z.string(),
  title: z.string().min(1),
  status: z.int().min(400).max(599),
  code: z.string().min(1),
  detail: z.string(),
  retryable: z.boolean(),
  requestId: z.string(),
  upstreamCode: z.string().exactOptional(),
  fields: z.array(fieldProblemSchema).exactOptional(),
  snapshot: snapshotSchema.exactOptional().describe('With `already_recording`: what runs instead'),
}).describe('RFC 9457')

export const takenSchema = z.object({ code: z.literal(0) })
export const healthSchema = z.object({ status: z.literal('ok') })
export const readinessSchema = z.object({ status: z.literal('ok'), checks: z.record(z.string(), z.boolean()) })
