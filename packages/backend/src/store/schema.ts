import type {
  FollowLayout,
  MixLayout,
  RecordingFileStatus,
  RecordingFormat,
  RecordingMedia,
  RecordingMode,
  RecordingProblem,
  RecordingQuality,
  RecordingStatus,
  RecordingWarning,
  StopReason,
  StreamKind,
  SubscribeUsers,
} from '@roomkit-recording/core'
import type { RecordingPolicy, StopIntent, TaskState, TaskWanted } from '../recordings/recording-state.js'
import { sql } from 'drizzle-orm'
import { bigint, bigserial, boolean, index, integer, jsonb, primaryKey, text, uniqueIndex } from 'drizzle-orm/pg-core'
import { roomkitRecording, time } from './schema/base.js'

export { roomkitRecording } from './schema/base.js'
export * from './schema/call-turns.js'
export * from './schema/file-jobs.js'
export * from './schema/participants.js'
export * from './schema/presence.js'
export * from './schema/webhooks.js'

/** One row: what makes this store this store. */
export const stores = roomkitRecording.table('stores', {
  id: integer().primaryKey(),
  epoch: text().notNull(),
})

export const rooms = roomkitRecording.table('rooms', {
  roomId: text().primaryKey(),
  revision: bigint({ mode: 'number' }).notNull().default(0),
  /** When a proof that changed nothing else was last sent out. */
  proofSentAt: time(),
  /** 102, by TRTC's clock: what was in the room before is over. */
  closedAt: time(),
  /** When nobody was in it any more, by room callbacks. */
  emptiedAt: time(),
  /** When the start policy has to look again. */
  policyDueAt: time(),
}, table => [
  index('rooms_policy_due').on(table.policyDueAt).where(sql`policy_due_at is not null`),
])

export const recordings = roomkitRecording.table('recordings', {
  id: text().primaryKey(),
  /** Order of starting; history is paged by it. */
  seq: bigserial({ mode: 'number' }).notNull(),
  roomId: text().notNull().references(() => rooms.roomId),
  status: text().$type<RecordingStatus>().notNull(),
  mode: text().$type<RecordingMode>().notNull(),
  media: text().$type<RecordingMedia>().notNull(),
  quality: text().$type<RecordingQuality>().notNull(),
  format: text().$type<RecordingFormat>().notNull(),
  /** Where its files go. */
  storage: text().$type<'vod' | 'cos'>().notNull().default('vod'),
  name: text(),
  title: text(),
  requestedAt: time().notNull(),
  startedAt: time(),
  confirmedAt: time(),
  confirmBy: time(),
  endedAt: time(),
  maxMinutes: integer().notNull(),
  limitAt: time(),
  capturing: boolean(),
  /** TRTC said InProgress at least once. */
  captured: boolean().notNull().default(false),
  startedById: text().notNull(),
  startedByName: text(),
  stoppedById: text(),
  stoppedByName: text(),
  stopReason: text().$type<StopReason>(),
  /** Set from the moment on at which it is to end. */
  stopIntent: jsonb().$type<StopIntent>(),
  layoutWanted: jsonb().$type<MixLayout>().notNull(),
  layoutApplied: jsonb().$type<MixLayout>(),
  layoutState: text().$type<'applied' | 'applying' | 'failed'>().notNull(),
  layoutError: jsonb().$type<RecordingProblem>(),
  subscribeWanted: jsonb().$type<SubscribeUsers>().notNull(),
  subscribeApplied: jsonb().$type<SubscribeUsers>(),
  /** Grows with every change of layout or subscription. */
  changeVersion: integer().notNull().default(1),
  /** Changes wait until then, so that those within a second are one call. */
  modifyAt: time(),
  /** The layout that follows the screen share, while somebody's own choice stands in its place. */
  follow: jsonb().$type<FollowLayout>(),
  /** Whose screen share a layout that follows shows. */
  sharer: text(),
  /** Who shares now, if it has to last a while before the layout follows; `sharerSince` says since when. */
  sharerNext: text(),
  sharerSince: time(),
  /** Since when nobody is heard. */
  silentSince: time(),
  /** Since when nobody publishes anything. */
  unpublishedSince: time(),
  /** The policy that started it, and that stops it. */
  policy: jsonb().$type<RecordingPolicy>(),
  /** Warned of the limit so many milliseconds before it. */
  limitNoticeMs: integer(),
  /** No further parts before then. */
  partsAfter: time(),
  error: jsonb().$type<RecordingProblem>(),
  warnings: jsonb().$type<RecordingWarning[]>().notNull().default([]),
  filesExpected: integer(),
  /** By when the results must be in. */
  resultsBy: time(),
  /** Owner and admins of the room seen while it ran. */
  keepers: text().array().notNull().default(sql`'{}'::text[]`),
  /** When the driver has to look again. */
  dueAt: time(),
  leaseToken: text(),
  leaseUntil: time(),
}, table => [
  uniqueIndex('recordings_one_active_per_room').on(table.roomId).where(sql`status in ('starting', 'recording', 'stopping')`),
  index('recordings_by_room').on(table.roomId, table.seq),
  index('recordings_by_time').on(table.requestedAt),
  index('recordings_due').on(table.dueAt).where(sql`due_at is not null`),
])

/** What TRTC is asked for. One recorder user each; several only with a restart after a cut-off, or with parallel parts. */
export const tasks = roomkitRecording.table('tasks', {
  /** `rr_` + recording id + part + generation. */
  recorderUserId: text().primaryKey(),
  recordingId: text().notNull().references(() => recordings.id),
  part: integer().notNull(),
  generation: integer().notNull(),
  /** The one that stands for this recorder now. */
  taskId: text(),
  state: text().$type<TaskState>().notNull(),
  wanted: text().$type<TaskWanted>().notNull(),
  createdAt: time().notNull(),
  /** Without proof by then the start has failed. */
  startBy: time().notNull(),
  /** CreateCloudRecording calls made, without those that certainly had no effect. More than there are runs: one may still come. */
  calls: integer().notNull().default(0),
  calledAt: time(),
  /** A call may have had an effect that we were not told of. */
  uncertain: boolean().notNull().default(false),
  /** No call before then. */
  nextCallAt: time().notNull(),
  /** Failed calls in a row. */
  failures: integer().notNull().default(0),
  /** RemoveUser calls that were accepted. */
  removals: integer().notNull().default(0),
  acceptedAt: time(),
  describedAt: time(),
  deletedAt: time(),
  endedAt: time(),
  leaveCode: integer(),
  /** Describe, Modify and Delete work until then. */
  controlUntil: time(),
  /** `changeVersion` that TRTC has accepted. */
  appliedVersion: integer().notNull().default(0),
  /** Whom this part records; `null`: everybody. */
  members: text().array(),
  /** The same as TRTC has it. */
  membersApplied: text().array(),
  /** InProgress, Idle, not known. */
  capturing: boolean(),
  /** Since when nobody of this part publishes. */
  emptySince: time(),
  /** A part that was ended while others go on. */
  retired: boolean().notNull().default(false),
  lastError: jsonb().$type<RecordingProblem>(),
}, table => [
  index('tasks_by_recording').on(table.recordingId),
])

/** Every TaskId ever seen of our recorder users, the replaced ones too. */
export const runs = roomkitRecording.table('runs', {
  taskId: text().primaryKey(),
  recorderUserId: text().notNull().references(() => tasks.recorderUserId),
  recordingId: text().notNull().references(() => recordings.id),
  seenAt: time().notNull(),
  startedAt: time(),
  endedAt: time(),
  /** Describe has not found it since then. */
  missingSince: time(),
  /** From callback 302; without it the end was only inferred. */
  leaveCode: integer(),
  resultsAt: time(),
  /** Each file that comes may have others behind it: without another one by then, they are all. */
  quietUntil: time(),
}, table => [
  index('runs_by_recording').on(table.recordingId),
])

export const files = roomkitRecording.table('files', {
  id: text().primaryKey(),
  recordingId: text().notNull().references(() => recordings.id),
  taskId: text().notNull(),
  name: text().notNull(),
  userId: text(),
  track: text().$type<'audio' | 'video' | 'audioVideo'>().notNull(),
  stream: text().$type<StreamKind | 'mix'>().notNull(),
  status: text().$type<RecordingFileStatus>().notNull(),
  format: text().notNull(),
  startedAt: time(),
  endedAt: time(),
  durationMs: bigint({ mode: 'number' }),
  sizeBytes: bigint({ mode: 'number' }),
  /** VOD's FileId. */
  vodFileId: text(),
  /** Where the storage keeps it; never told to clients. */
  url: text(),
  /** It is to be deleted for good; until that is done nobody may play it. */
  deleteAskedAt: time(),
}, table => [
  uniqueIndex('files_once').on(table.taskId, table.name),
  index('files_by_recording').on(table.recordingId),
])

/** Tasks that nobody here started, told by their callbacks. */
export const foreignTasks = roomkitRecording.table('foreign_tasks', {
  taskId: text().primaryKey(),
  roomId: text().notNull().references(() => rooms.roomId),
  recorderUserId: text().notNull(),
  startedAt: time(),
  endedAt: time(),
}, table => [
  index('foreign_tasks_active').on(table.roomId).where(sql`started_at is not null and ended_at is null`),
])

/** Inbox: a callback is stored before it is answered, and takes effect once. */
export const callbacks = roomkitRecording.table('callbacks', {
  id: bigserial({ mode: 'number' }).primaryKey(),
  eventType: integer().notNull(),
  taskId: text().notNull(),
  eventMsTs: time().notNull(),
  payloadHash: text().notNull(),
  body: text().notNull(),
  receivedAt: time().notNull(),
  processedAt: time(),
  /** What became of it: `applied`, `ignored`, … */
  outcome: text(),
}, table => [
  uniqueIndex('callbacks_once').on(table.eventType, table.taskId, table.eventMsTs, table.payloadHash),
  index('callbacks_waiting').on(table.id).where(sql`processed_at is null`),
])

/** Who did what, and what TRTC reported. */
export const log = roomkitRecording.table('log', {
  id: bigserial({ mode: 'number' }).primaryKey(),
  recordingId: text().notNull().references(() => recordings.id),
  at: time().notNull(),
  type: text().notNull(),
  byId: text(),
  byName: text(),
  detail: jsonb().$type<Record<string, unknown>>().notNull(),
}, table => [
  index('log_by_recording').on(table.recordingId, table.id),
])

export const idempotencyKeys = roomkitRecording.table('idempotency_keys', {
  userId: text().notNull(),
  roomId: text().notNull(),
  key: text().notNull(),
  bodyHash: text().notNull(),
  createdAt: time().notNull(),
}, table => [
  primaryKey({ columns: [table.userId, table.roomId, table.key] }),
  index('idempotency_keys_by_age').on(table.createdAt),
])

export type RoomRow = typeof rooms.$inferSelect
export type RecordingRow = typeof recordings.$inferSelect
export type TaskRow = typeof tasks.$inferSelect
export type RunRow = typeof runs.$inferSelect
export type FileRow = typeof files.$inferSelect
export type CallbackRow = typeof callbacks.$inferSelect
export type LogRow = typeof log.$inferSelect
