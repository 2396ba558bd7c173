import type { Recording, RecordingActor } from '@roomkit-recording/core'
import type { SceneFakes } from './scene.js'
import { aRecording } from '@roomkit-recording/core/testing'

const MINUTE = 60_000
const alice: RecordingActor = { userId: 'alice', name: 'Alice' }

/** A recording that has run for twelve minutes, with these changes. */
export function running(now: number, changes: Partial<Recording> = {}): Recording {
  return aRecording({
    requestedAt: now - 12 * MINUTE - 2000,
    startedAt: now - 12 * MINUTE,
    confirmedAt: now - 3000,
    confirmBy: now + 57_000,
    limitAt: now + 1428 * MINUTE,
    startedBy: alice,
    ...changes,
  })
}

/** A recording that ended three minutes ago, with these changes. */
export function ended(now: number, changes: Partial<Recording> = {}): Recording {
  return running(now, {
    status: 'ready',
    startedAt: now - 45 * MINUTE,
    endedAt: now - 3 * MINUTE,
    confirmBy: null,
    capturing: null,
    stopReason: 'user',
    stoppedBy: alice,
    fileCounts: { expected: 1, ready: 1, failed: 0 },
    ...changes,
  })
}

export const recorded = (changes: Partial<Recording> = {}) => ({ backend, now }: SceneFakes) => backend.change({ current: running(now(), changes) })

export const starting = recorded({ status: 'starting', startedAt: null, confirmedAt: null, capturing: null })
export const stopping = recorded({ status: 'stopping', stoppedBy: alice, stopReason: 'user' })

/** Eighty seconds without a proof. */
export function overdue({ backend, now }: SceneFakes): void {
  backend.change({ current: running(now(), { confirmedAt: now() - 80_000, confirmBy: now() - 20_000 }) })
}

export const over = (changes: Partial<Recording> = {}) => ({ backend, now }: SceneFakes) => backend.change({ recent: [ended(now(), changes)] })
