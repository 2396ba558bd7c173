import type { Logger } from 'pino'
import type { Store } from '../store/store.js'
import type { CloudRecordingSettings } from '../trtc/cloud-recording-params.js'
import type { TrtcApi } from '../trtc/trtc-api.js'
import type { TrtcError } from '../trtc/trtc-error.js'
import type { Outcome } from './apply-outcome.js'
import type { CallStep } from './next-step.js'
import type { RecordingState, Timings } from './recording-state.js'
import { randomUUID } from 'node:crypto'
import { and, eq, sql } from 'drizzle-orm'
import { recordings } from '../store/schema.js'
import { clock } from '../store/store.js'
import { resourceExpiredHours } from '../trtc/cloud-recording-params.js'
import { applyStepOutcome, markCall } from './apply-outcome.js'
import { nextStep } from './next-step.js'
import { performStep } from './perform-step.js'
import { settle } from './settle.js'

export interface DriverOptions {
  store: Store
  trtc: TrtcApi
  settings: CloudRecordingSettings
  timings: Timings
  logger: Logger
  /** Called with the time at which a recording has to be looked at again. */
  onDue: (dueAt: number, now: number) => void
}

export interface Driver {
  /**
   * Brings a recording as far as it can be brought now: reads its state, decides on one step, makes the call, stores what came of it, and again.
   * Whatever happens, and after every crash, this is what goes on with it. Never rejects.
   */
  advance: (roomId: string, recordingId: string) => Promise<void>
  /** Waits for what is under way. */
  close: () => Promise<void>
}

interface Plan {
  step: CallStep
  state: RecordingState
  token: string
}

const LEASE_MS = 6_000

/** How long Describe, Modify and Delete work after a task of this recording was created. */
export const controlMs = ({ maxMinutes }: { maxMinutes: number }): number => resourceExpiredHours(maxMinutes) * 3_600_000

const isGone = (outcome: Outcome): boolean => !outcome.ok && outcome.error.kind === 'gone'

export function createDriver({ store, trtc, settings, timings, logger, onDue }: DriverOptions): Driver {
  const running = new Set<Promise<void>>()
  let closed = false

  /** Stores the intent of the next call and returns it; `null` when there is nothing to do now, or another one does it. */
  async function plan(roomId: string, recordingId: string, finished?: { plan: Plan, outcome: Outcome }): Promise<Plan | null> {
    const { planned, due, now } = await store.change(roomId, async change => {
      const { now } = change
      const before = await change.find(recordingId)
      if (!before) return { planned: null, due: null, now }
      const state = structuredClone(before)
      const { recording } = state

      if (finished) {
        const { plan: { step, token }, outcome } = finished
        const callbackWaits = 'taskId' in step && isGone(outcome) && await change.hasWaitingCallback(step.taskId)
        applyStepOutcome(state, step, outcome, { now, timings, controlMs: controlMs(recording), callbackWaits })
        if (recording.leaseToken === token) recording.leaseToken = recording.leaseUntil = null
      }
      settle(state, now, timings)

      // who holds the lease looks again as soon as its call is back
      const isHeld = recording.leaseToken !== null && (recording.leaseUntil ?? 0) > now
      const step = isHeld || closed ? null : nextStep(state, now, timings)
      const planned = step && step.type !== 'wait' ? { step, state, token: randomUUID() } : null
      if (planned) {
        recording.leaseToken = planned.token
        recording.leaseUntil = recording.dueAt = now + LEASE_MS
        const task = state.tasks.find(({ recorderUserId }) => recorderUserId === planned.step.recorderUserId)!
        markCall(state, task, planned.step, now, timings)
      } else if (step?.type === 'wait') {
        recording.leaseToken = recording.leaseUntil = null
        recording.dueAt = step.until
      } else if (closed) {
        recording.dueAt = now
      }
      await change.save(before, state)
      return { planned, due: recording.dueAt, now }
    })
    if (!planned && due !== null) onDue(due, now)
    return planned
  }

  /** While a call is out, others keep off. When this process dies, not for long. */
  async function whileLeased<T>(recordingId: string, token: string, call: () => Promise<T>): Promise<T> {
    const timer = setInterval(() => {
      store.db.update(recordings).set({ leaseUntil: sql`${clock} + ${LEASE_MS}` }).where(and(eq(recordings.id, recordingId), eq(recordings.leaseToken, token))).catch(error => logger.warn({ recordingId, err: error }, 'a lease could not be renewed'))
    }, LEASE_MS / 3)
    try {
      return await call()
    } finally {
      clearInterval(timer)
    }
  }

  function logFailure(recordingId: string, { kind, message, action }: TrtcError): void {
    // that something is gone is an answer like any other
    logger[kind === 'gone' ? 'debug' : 'warn']({ recordingId, action, kind, reason: message }, 'a call to TRTC failed')
  }

  async function run(roomId: string, recordingId: string): Promise<void> {
    let planned = await plan(roomId, recordingId)
    while (planned) {
      const { step, state, token } = planned
      const outcome = await whileLeased(recordingId, token, () => performStep(step, state, { trtc, settings }))
      if (!outcome.ok) logFailure(recordingId, outcome.error)
      planned = await plan(roomId, recordingId, { plan: planned, outcome })
    }
  }

  async function runSafely(roomId: string, recordingId: string): Promise<void> {
    try {
      await run(roomId, recordingId)
    } catch (error) {
      // the row is as it was; the next time it is due somebody goes on
      logger.error({ recordingId, err: error }, 'a recording could not be advanced')
    }
  }

  return {
    advance(roomId, recordingId) {
      const done = runSafely(roomId, recordingId).finally(() => { running.delete(done) })
      running.add(done)
      return done
    },
    async close() {
      closed = true
      await Promise.all(running)
    },
  }
}
