import type { RecordingDisplayStatus, RecordingState } from './recording-state.js'
import type { Recording } from './types.js'

/** For a backend that names no `confirmBy`: how long after the last proof the next one is due. */
const PROOF_EVERY_MS = 60_000

/** The last time (server's clock) at which there was proof of the recording. */
export function lastProofAt(recording: Recording): number | null {
  return recording.confirmedAt ?? recording.startedAt
}

/** When (server's clock) the next proof of a current recording is due. */
export function proofDueAt(recording: Recording): number {
  return recording.confirmBy ?? (lastProofAt(recording) ?? recording.requestedAt) + PROOF_EVERY_MS
}

/** What may honestly be shown at `at`, this browser's clock, of what the backend told. */
export function recordingStatusAt({ snapshot, clockOffset }: RecordingState, at: number): RecordingDisplayStatus {
  const { current, auto } = snapshot ?? {}
  if (current && isLive(current))
    return at + clockOffset >= proofDueAt(current) ? 'unconfirmed' : current.status
  if (auto?.active)
    return 'automatic'
  // the backend lost sight of tasks that it has seen running
  return auto?.active === null && auto.taskCount > 0 ? 'unconfirmed' : 'idle'
}

function isLive(recording: Recording): recording is Recording & { status: 'starting' | 'recording' | 'stopping' } {
  return recording.status === 'starting' || recording.status === 'recording' || recording.status === 'stopping'
}
