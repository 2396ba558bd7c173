import type { RecordingState, Timings } from './recording-state.js'
import { note, warn } from './changes.js'

/** Warns some time before `maxMinutes` ends a recording, at each mark once. Nothing moves the end. */
export function watchLimit(state: RecordingState, now: number, timings: Timings): void {
  const { recording } = state
  if (recording.status !== 'recording' || recording.limitAt === null) return
  const { limitAt } = recording
  const reached = marksAhead(state, timings).filter(mark => now >= limitAt - mark)
  if (reached.length === 0) return
  recording.limitNoticeMs = Math.min(...reached)
  if (recording.warnings.some(({ code }) => code === 'limit_near')) {
    note(state, 'limit_near', { inMs: recording.limitNoticeMs })
    state.news.push({ type: 'warning', code: 'limit_near' })
  } else {
    warn(state, 'limit_near', now, { inMs: recording.limitNoticeMs })
  }
}

/** When to warn next. */
export function limitDeadline(state: RecordingState, timings: Timings): number | null {
  const { status, limitAt } = state.recording
  const marks = marksAhead(state, timings)
  return status !== 'recording' || limitAt === null || marks.length === 0 ? null : limitAt - Math.max(...marks)
}

/** What is as long as the whole recording is no news. */
function marksAhead({ recording: { limitNoticeMs, maxMinutes } }: RecordingState, { limitNoticesMs }: Timings): number[] {
  return limitNoticesMs.filter(mark => mark < (limitNoticeMs ?? maxMinutes * 60_000))
}
