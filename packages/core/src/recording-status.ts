import type { RecordingDisplayStatus, RecordingIntent, RecordingState } from './recording-state.js'
import type { Recording } from './types.js'

/** For a backend that names no `confirmBy`: how long after the last proof the next one is due. */
const PROOF_EVERY_MS = 60_000

const pendingStatus = { start: 'starting', stop: 'stopping' } as const

/** The last time (server's clock) at which there was proof of the recording. */
export function lastProofAt(recording: Recording): number | null {
  return recording.confirmedAt ?? recording.startedAt
}

/** When (server's clock) the next proof of a current recording is due. */
export function proofDueAt(recording: Recording): number {
  return recording.confirmBy ?? (lastProofAt(recording) ?? recording.requestedAt) + PROOF_EVERY_MS
}

/** What may honestly be shown at `at`, this browser's clock. */
export function recordingStatusAt(state: RecordingState, at: number): RecordingDisplayStatus {
  const { snapshot, intent, clockOffset, memory } = state
  const current = snapshot?.current
  if (intent && intent.type !== 'update' && isAbout(intent, current ?? null, memory.wishes.start?.recordingId))
    return intent.lostAt === null ? pendingStatus[intent.type] : 'unconfirmed'
  if (current && isLive(current))
    return at + clockOffset >= proofDueAt(current) ? 'unconfirmed' : current.status
  if (snapshot?.auto.active)
    return 'automatic'
  // the backend lost sight of tasks that it has seen running
  return snapshot?.auto.active === null && snapshot.auto.taskCount > 0 ? 'unconfirmed' : 'idle'
}

/** A stop is heard when its recording is stopping, or no longer there. */
export function isStopHeard(recordingId: string, current: Recording | null): boolean {
  return current?.id !== recordingId || current.status === 'stopping'
}

/** Somebody else's recording stays visible, whatever is being pressed here. */
function isAbout(intent: RecordingIntent, current: Recording | null, started: string | null | undefined): boolean {
  return current === null
    || current.status === 'stopping'
    || (intent.type === 'stop' && current.id === (intent.recordingId ?? started))
}

function isLive(recording: Recording): recording is Recording & { status: 'starting' | 'recording' | 'stopping' } {
  return recording.status === 'starting' || recording.status === 'recording' || recording.status === 'stopping'
}
