import type { RecordingDisplayStatus, RecordingIntent, RecordingState } from './recording-state.js'
import type { Recording } from './types.js'

const pendingStatus = { start: 'starting', stop: 'stopping' } as const

/** What is shown of a press that has not been answered; `null`: what the backend told. */
export function pressStatus({ snapshot, intent, memory }: RecordingState): RecordingDisplayStatus | null {
  if (!intent || intent.type === 'update' || !isAbout(intent, snapshot?.current ?? null, memory.wishes.start?.recordingId))
    return null
  return intent.lostAt === null ? pendingStatus[intent.type] : 'unconfirmed'
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
