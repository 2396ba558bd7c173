import type { RecordingActor, StartOptions } from '@roomkit-recording/core'
import type { Db } from '../store/database.js'
import type { RoomChange } from '../store/room-change.js'
import type { RecordingRow } from '../store/schema.js'
import type { RecordingPolicy, RecordingState, Timings } from './recording-state.js'
import { and, eq, inArray, notInArray, sql } from 'drizzle-orm'
import { refusal } from '../http/refusal.js'
import { readRoomAround } from '../store/presence.js'
import { recordings, tasks } from '../store/schema.js'
import { newRecording } from './new-recording.js'

export type ResolvedStart = Required<Omit<StartOptions, 'name' | 'subscribe'>> & Pick<StartOptions, 'name' | 'subscribe'>

export interface RecordingStarterOptions {
  timings: Timings
  storage: RecordingRow['storage']
  /** Used for what a start leaves out. */
  defaults: ResolvedStart
  /** Tasks that may run at once, on all instances together. */
  maxConcurrent: number
}

export interface NewStart {
  by: RecordingActor
  options: StartOptions
  /** Owner and admins of the room now. */
  keepers: string[]
  policy?: RecordingPolicy
}

/** Stores the intent of a new recording, whoever wants it. */
export interface RecordingStarter {
  /** What a start asks for when all is filled in. @throws RecordingRefusedError when it cannot be */
  resolve: (options: StartOptions) => ResolvedStart
  /** As many run as may. Until the transaction ends nobody else starts one. */
  isFull: (change: RoomChange) => Promise<boolean>
  start: (change: RoomChange, start: NewStart) => Promise<Pick<RecordingState, 'tasks'> & { recording: Pick<RecordingRow, 'id'> }>
}

/** Any number will do, as long as all instances have the same. */
const START_LOCK = 0x73746172

export function createRecordingStarter({ timings, storage, defaults, maxConcurrent }: RecordingStarterOptions): RecordingStarter {
  const resolve = (options: StartOptions) => resolveStart(options, defaults)
  return {
    resolve,
    async isFull({ tx }) {
      // else two instances that count at the same time would both find the last place free
      await tx.execute(sql`select pg_advisory_xact_lock(${START_LOCK})`)
      return await countRunning(tx) >= maxConcurrent
    },
    async start(change, { by, options, keepers, policy }) {
      const room = await readRoomAround(change)
      const state = newRecording({ roomId: change.roomId, by, options: resolve(options), keepers, storage, now: change.now, timings, room })
      state.recording.policy = policy ?? null
      await change.insert(state)
      return state
    },
  }
}

/** Tasks that TRTC may count now: a recording has several when its people do not fit into one. */
export async function countRunning(db: Pick<Db, 'select'>): Promise<number> {
  const [row] = await db.select({ count: sql<number>`count(*)::int` }).from(tasks).innerJoin(recordings, eq(recordings.id, tasks.recordingId)).where(and(
    inArray(recordings.status, ['starting', 'recording', 'stopping']),
    notInArray(tasks.state, ['ended', 'failed', 'removed']),
  ))
  return row?.count ?? 0
}

function resolveStart(options: StartOptions, defaults: ResolvedStart): ResolvedStart {
  const settled = { ...defaults, ...options }
  if (settled.mode === 'single' && options.layout !== undefined)
    throw refusal('layout_needs_mixed', 'Only mixed recordings have a layout.', { fields: [{ field: 'layout', message: 'needs mode "mixed"' }] })
  if (settled.format.includes('aac') !== (settled.media === 'audio')) {
    // what was not chosen follows what was
    if (options.format === undefined) settled.format = settled.media === 'audio' ? 'aac' : 'mp4'
    else if (settled.format.includes('aac'))
      throw refusal('invalid_request', 'The request has fields that cannot be used.', { fields: [{ field: 'format', message: 'needs media "audio"' }] })
  }
  return settled
}
