import type { RecordingState } from '../src/recordings/recording-state.js'
import type { FileRow, RecordingRow, RunRow, TaskRow } from '../src/store/schema.js'
import { newTask } from '../src/recordings/changes.js'
import { newRecording } from '../src/recordings/new-recording.js'
import { emptyRoom } from '../src/recordings/presence.js'
import { defaultTimings } from '../src/recordings/recording-state.js'

export const timings = defaultTimings

/** All of it happened at time 0. */
export function aRecording(recording: Partial<RecordingRow> = {}, tasks: Partial<TaskRow>[] = [{}], runs: Partial<RunRow>[] = []): RecordingState {
  const fresh = newRecording({
    roomId: 'room',
    by: { userId: 'alice', name: 'Alice' },
    options: { mode: 'mixed', media: 'audioVideo', quality: 'hd', format: 'mp4', layout: { mode: 'grid' }, maxMinutes: 60 },
    keepers: ['alice'],
    now: 0,
    timings,
  })
  const id = '0123456789abcdefghij'
  return {
    recording: { ...fresh.recording, id, seq: 1, ...recording },
    tasks: tasks.map((task, index) => ({ ...newTask(id, 0, index + 1, 0, timings), ...task })),
    runs: runs.map(run => ({
      taskId: 'T1',
      recorderUserId: `rr_${id}_0_1`,
      recordingId: id,
      seenAt: 0,
      startedAt: null,
      endedAt: null,
      leaveCode: null,
      resultsAt: null,
      missingSince: null,
      quietUntil: null,
      ...run,
    })),
    files: [],
    room: emptyRoom(),
    log: [],
    news: [],
  }
}

export const recorder = 'rr_0123456789abcdefghij_0_1'

/** A recording whose one task is proven. */
export const running = (recording: Partial<RecordingRow> = {}, task: Partial<TaskRow> = {}, run: Partial<RunRow> = {}): RecordingState =>
  aRecording(
    { status: 'recording', startedAt: 0, confirmedAt: 0, confirmBy: 60_000, limitAt: 3_600_000, captured: true, capturing: true, layoutApplied: { mode: 'grid' }, subscribeApplied: {}, layoutState: 'applied', ...recording },
    [{ state: 'live', taskId: 'T1', calls: 1, calledAt: 0, acceptedAt: 0, describedAt: 0, controlUntil: 25 * 3_600_000, appliedVersion: 1, ...task }],
    [{ startedAt: 0, ...run }],
  )

export const aFile = (file: Partial<FileRow> = {}): FileRow => ({
  id: 'f1',
  recordingId: '0123456789abcdefghij',
  taskId: 'T1',
  name: 'a.mp4',
  userId: null,
  track: 'audioVideo',
  stream: 'mix',
  status: 'ready',
  format: 'mp4',
  startedAt: 0,
  endedAt: 1000,
  durationMs: 1000,
  sizeBytes: null,
  vodFileId: 'v1',
  url: null,
  deleteAskedAt: null,
  ...file,
})
