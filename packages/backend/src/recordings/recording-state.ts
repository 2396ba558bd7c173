import type { Recording, RecordingActor, RecordingProblem, RecordingWarningCode, StopReason } from '@roomkit-recording/core'
import type { FileRow, RecordingRow, RunRow, TaskRow } from '../store/schema.js'
import type { RoomAround } from './presence.js'

/**
 * `planned`: to be created; no call is out. `calling`: CreateCloudRecording was called and its answer is not known.
 * `accepted`: there is a TaskId, no proof yet. `live`: proven. `deleting`: DeleteCloudRecording was accepted.
 * `removed`: the recorder was removed from the room without a TaskId. `ended`, `failed`: over.
 */
export type TaskState = 'planned' | 'calling' | 'accepted' | 'live' | 'deleting' | 'removed' | 'ended' | 'failed'

export type TaskWanted = 'run' | 'gone'

export interface StopIntent {
  reason: StopReason
  by: RecordingActor | null
  at: number
}

/** What a start policy that started a recording has to know to stop it. */
export interface RecordingPolicy {
  /** After so long without anybody who publishes. */
  stopAfterMs: number
}

export interface LogDraft {
  type: string
  by: RecordingActor | null
  detail: Record<string, unknown>
}

/** What the integrator is told once the change is stored. */
export type News
  = | { type: 'started' | 'ended' | 'failed' }
    | { type: 'fileReady' | 'fileDeleted', fileId: string }
    | { type: 'warning', code: RecordingWarningCode }

/** One recording with everything that decides about it. */
export interface RecordingState {
  recording: RecordingRow
  tasks: TaskRow[]
  runs: RunRow[]
  files: FileRow[]
  /** Read only. */
  room: RoomAround
  /** Lines to be added to its log. */
  log: LogDraft[]
  news: News[]
}

/** Milliseconds each. */
export interface Timings {
  /** From the press to the proof. */
  startMs: number
  /** Wait for callback 301 after a lost answer. */
  lostAnswerMs: number
  /** Longest wait for an answer of TRTC. */
  callMs: number
  /** First Describe after an accepted Create without callback. */
  firstDescribeMs: number
  /** Before that, ResourceNotFound for a new task is not believed. */
  newTaskMs: number
  /** A running task that Describe does not find has ended, but callback 302 has so long to say why. */
  lostTaskMs: number
  /** Between two proofs of a running task. */
  describeMs: number
  /** A proof is good for so long. */
  proofMs: number
  /** Between two notices of a proof that changed nothing. */
  proofNoticeMs: number
  /** Between two looks at a task that is being deleted. */
  stopCheckMs: number
  /** Stopping without proof counts as unconfirmed after that. */
  stopMs: number
  /** First back-off; doubles up to `backOffMaxMs`. */
  backOffMs: number
  backOffMaxMs: number
  /** Second removal of a recorder whose TaskId was never known. */
  sweepMs: number
  /** Callbacks come in any order: so long is waited for files after the last result. */
  quietMs: number
  /** So long is waited for more files in COS after the last one of which was told. */
  filesQuietMs: number
  /** When everything is said to be there and no file is known, the storage is looked at for so long. */
  missingMs: number
  /** Longest wait for results of something that captured. */
  resultsMs: number
  /** The same if TRTC never said InProgress. */
  nothingCapturedMs: number
  /** So long nobody is heard before that is worth a warning. */
  silenceMs: number
  /** Changes of layout and subscription within this time are one call. */
  mergeMs: number
  /** Who shares a screen, or no longer does, stays so for this long before a layout follows. */
  followDwellMs: number
  /** A part in which nobody sends anything for so long ends, if others go on. */
  partEmptyMs: number
  /** Between two tries to add a part. */
  partRetryMs: number
  /** Warnings that `maxMinutes` will end a recording: so long before it does. */
  limitNoticesMs: readonly number[]
  /** TRTC is asked so soon after somebody began or ended publishing. */
  lookSoonMs: number
}

export const defaultTimings: Timings = {
  startMs: 60_000,
  lostAnswerMs: 5_000,
  callMs: 8_000,
  firstDescribeMs: 5_000,
  newTaskMs: 15_000,
  // after 5 s without an answer TRTC repeats a callback at once
  lostTaskMs: 8_000,
  describeMs: 15_000,
  proofMs: 60_000,
  proofNoticeMs: 30_000,
  stopCheckMs: 3_000,
  stopMs: 30_000,
  backOffMs: 3_000,
  backOffMaxMs: 30_000,
  sweepMs: 15_000,
  quietMs: 10_000,
  filesQuietMs: 10 * 60_000,
  missingMs: 3 * 60_000,
  resultsMs: 24 * 3_600_000,
  nothingCapturedMs: 10 * 60_000,
  silenceMs: 30_000,
  lookSoonMs: 1_500,
  limitNoticesMs: [10 * 60_000, 60_000],
  partEmptyMs: 30_000,
  partRetryMs: 60_000,
  mergeMs: 1_000,
  followDwellMs: 3_000,
}

const ACTIVE: ReadonlySet<Recording['status']> = new Set(['starting', 'recording', 'stopping'])

/** Starting, recording or stopping: the room can have one of these. */
export const isActive = ({ status }: Pick<RecordingRow, 'status'>): boolean => ACTIVE.has(status)

/** Nothing of it runs any more, as far as anybody knows. */
export const isTaskOver = ({ state }: Pick<TaskRow, 'state'>): boolean =>
  state === 'ended' || state === 'failed' || state === 'removed'

export const isInControlWindow = ({ controlUntil }: Pick<TaskRow, 'controlUntil'>, now: number): boolean =>
  controlUntil === null || now < controlUntil

export function backOff(failures: number, { backOffMs, backOffMaxMs }: Timings): number {
  return Math.min(backOffMs * 2 ** Math.max(0, failures - 1), backOffMaxMs)
}

export const problem = (code: string, message: string, retryable: boolean, upstreamCode?: string): RecordingProblem =>
  ({ code, message, retryable, ...upstreamCode === undefined ? {} : { upstreamCode } })
