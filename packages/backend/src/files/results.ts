import type { RecordingState, Timings } from '../recordings/recording-state.js'
import type { RunRow, TaskRow } from '../store/schema.js'
import type { CallbackFile, RecordingCallback } from '../trtc/callback.js'
import { note, setCapturing } from '../recordings/changes.js'
import { isActive } from '../recordings/recording-state.js'
import { toFileRow } from './file-row.js'
import { putFile } from './put-file.js'

type BucketFact = Extract<RecordingCallback['fact'], { type: 'slice' | 'mp4Stop' | 'uploadStop' }>

export interface ResultContext {
  now: number
  timings: Timings
  createId: () => string
}

/**
 * What TRTC tells of files in a bucket of COS ("Cloud Recording Webhooks", 305, 307 and 310).
 * An index is announced as soon as it has begun (307) and there when all of HLS is (305); every MP4 or AAC has its 310, and none says that it is the last.
 */
export function applyBucketFact(state: RecordingState, task: TaskRow, run: RunRow, fact: BucketFact, context: ResultContext): void {
  const { recording } = state
  const put = (file: CallbackFile) => putFile(state, toFileRow(file, run, context.createId()))
  switch (fact.type) {
    case 'slice':
      if (isActive(recording) && task.taskId === run.taskId) setCapturing(state, true)
      if (recording.storage === 'cos') put(fact.file)
      break
    case 'uploadStop':
      note(state, 'upload_stopped', { taskId: run.taskId, status: fact.status })
      if (fact.status === 1) break
      for (const file of state.files.filter(file => file.taskId === run.taskId && file.format === 'm3u8' && file.status === 'uploading'))
        putFile(state, { ...file, status: 'ready', ...ending(file.startedAt, run.endedAt ?? context.now) })
      if (recording.format === 'hls') run.resultsAt ??= context.now
      break
    case 'mp4Stop':
      for (const file of fact.files) put(file)
      // left behind for now: another 310 tells what became of it
      if (fact.status !== 1) run.quietUntil = context.now + context.timings.filesQuietMs
      break
  }
}

function ending(startedAt: number | null, endedAt: number) {
  return { endedAt, durationMs: startedAt !== null && endedAt >= startedAt ? endedAt - startedAt : null }
}

/** When a task whose files came one by one is taken to have delivered the last one; `null`: it is known already, or cannot be told. */
export function quietEnd({ recording }: Pick<RecordingState, 'recording'>, { resultsAt, quietUntil }: RunRow, { filesQuietMs }: Timings): number | null {
  if (resultsAt !== null || quietUntil === null || recording.endedAt === null) return null
  return Math.max(quietUntil, recording.endedAt + filesQuietMs)
}

export function settleQuiet(state: RecordingState, now: number, timings: Timings): void {
  for (const run of state.runs) {
    const end = quietEnd(state, run, timings)
    if (end !== null && now >= end) run.resultsAt = end
  }
}

/** How long after "that was all" a recording may still find its files. */
export function patience({ recording, files }: Pick<RecordingState, 'recording' | 'files'>, { quietMs, missingMs }: Timings): number {
  return recording.captured && files.length === 0 ? missingMs : quietMs
}
