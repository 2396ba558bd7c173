import type { StartOptions } from '@roomkit-recording/core'
import type { Logger } from 'pino'
import type { RoomChange } from '../store/room-change.js'
import type { Store } from '../store/store.js'
import type { RecordingStarter } from './recording-starter.js'
import type { ResolvedStartPolicy } from './start-policy.js'
import { desc, eq, lte } from 'drizzle-orm'
import { readRoomAround } from '../store/presence.js'
import { recordings, rooms } from '../store/schema.js'
import { clock } from '../store/store.js'
import { publishes } from './presence.js'
import { POLICY_HISTORY, POLICY_USER_ID, policyWaits } from './start-policy.js'

export interface PolicyStartsOptions {
  store: Store
  starter: RecordingStarter
  policyOf: (roomId: string) => ResolvedStartPolicy
  /** A recording was started, and stored. */
  onStarted: (roomId: string, recordingId: string) => void
  logger: Logger
}

export interface PolicyStarts {
  /** Starts what the policy wants started, in the transaction of what happened in the room. Returns the recording's id. */
  look: (change: RoomChange) => Promise<string | null>
  /** To be called once that is committed. */
  started: (roomId: string, recordingId: string) => void
  /** Rooms in which a policy had to keep still for a while. */
  lookAgain: () => Promise<void>
}

const MOST_ROOMS = 100
/** While as many recordings run as may. */
const CAPACITY_RETRY_MS = 60_000

export function createPolicyStarts({ store, starter, policyOf, onStarted, logger }: PolicyStartsOptions): PolicyStarts {
  async function look(change: RoomChange): Promise<string | null> {
    const policy = knownPolicy(change.roomId)
    if (policy === 'manual' || await change.findActive()) return null
    const around = await readRoomAround(change)
    if (around.people.filter(publishes).length < policy.anchors) return null

    const past = await change.tx.select({ stopReason: recordings.stopReason, endedAt: recordings.endedAt }).from(recordings).where(eq(recordings.roomId, change.roomId)).orderBy(desc(recordings.seq)).limit(POLICY_HISTORY)
    const until = policyWaits(past, change.room.emptiedAt)
    if (until === Infinity) return null
    if (until !== null && change.now < until) return lookLater(change, until)
    if (!isPossible(policy, change.roomId)) return null
    if (await starter.isFull(change)) return lookLater(change, change.now + CAPACITY_RETRY_MS)

    const { recording } = await starter.start(change, {
      by: { userId: POLICY_USER_ID, name: policy.name },
      options: policy.options as StartOptions,
      keepers: [],
      policy: { stopAfterMs: policy.stopAfterSeconds * 1000 },
    })
    await change.tx.update(rooms).set({ policyDueAt: null }).where(eq(rooms.roomId, change.roomId))
    return recording.id
  }

  function knownPolicy(roomId: string): ResolvedStartPolicy {
    try {
      return policyOf(roomId)
    } catch (error) {
      logger.error({ err: error, roomId }, 'startPolicy is of no use for this room')
      return 'manual'
    }
  }

  /** Single streams with a layout, say, can be asked for and cannot be recorded. */
  function isPossible({ options }: Exclude<ResolvedStartPolicy, 'manual'>, roomId: string): boolean {
    try {
      starter.resolve(options as StartOptions)
      return true
    } catch (error) {
      logger.error({ err: error, roomId }, 'what startPolicy asks for cannot be recorded')
      return false
    }
  }

  async function lookLater({ tx, roomId }: RoomChange, at: number): Promise<null> {
    await tx.update(rooms).set({ policyDueAt: at }).where(eq(rooms.roomId, roomId))
    return null
  }

  return {
    look,
    started: onStarted,
    async lookAgain() {
      const due = await store.db.select({ roomId: rooms.roomId }).from(rooms).where(lte(rooms.policyDueAt, clock)).limit(MOST_ROOMS)
      for (const { roomId } of due) {
        const started = await store.change(roomId, async change => {
          if (change.room.policyDueAt === null || change.room.policyDueAt > change.now) return null
          await change.tx.update(rooms).set({ policyDueAt: null }).where(eq(rooms.roomId, roomId))
          return look(change)
        })
        if (started !== null) onStarted(roomId, started)
      }
    },
  }
}
