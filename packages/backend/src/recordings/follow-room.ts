import type { TaskRow } from '../store/schema.js'
import type { Person } from './presence.js'
import type { RecordingState, Timings } from './recording-state.js'
import { isSelected } from '@roomkit-recording/core'
import { askToStop, unwarn, warn } from './changes.js'
import { followParts } from './follow-parts.js'
import { followShare } from './follow-share.js'
import { isInControlWindow, isTaskOver } from './recording-state.js'

/** What follows for a running recording from who is in the room and sends what. Alters the state it is given. */
export function followRoom(state: RecordingState, now: number, timings: Timings): void {
  const { status } = state.recording
  if (status === 'starting' || status === 'recording') followShare(state, now, timings)
  if (status !== 'recording') return
  watchSound(state, now, timings)
  watchPublishing(state, now, timings)
  followParts(state, now, timings)
  warnDouble(state, now)
  stopByPolicy(state, now, timings)
}

/** When `followRoom` has to be called though nothing happens. */
export function roomDeadlines({ recording, tasks }: RecordingState, { silenceMs, followDwellMs, partEmptyMs }: Timings): (number | null)[] {
  if (recording.status === 'stopping') return []
  const isWarned = recording.warnings.some(({ code }) => code === 'no_sound')
  return [
    recording.policy && recording.unpublishedSince !== null ? recording.unpublishedSince + recording.policy.stopAfterMs : null,
    recording.partsAfter,
    ...tasks.filter(task => !isTaskOver(task)).map(({ emptySince }) => emptySince === null ? null : emptySince + partEmptyMs),
    recording.sharerSince === null ? null : recording.sharerSince + followDwellMs,
    recording.silentSince !== null && !isWarned ? recording.silentSince + silenceMs : null,
  ]
}

/** What nobody here started records the same room: two sets of files, and two charges. */
function warnDouble(state: RecordingState, now: number): void {
  const { recording: { warnings }, room: { foreign } } = state
  if (foreign === 0) unwarn(state, 'double_recording')
  else if (!warnings.some(({ code }) => code === 'double_recording')) warn(state, 'double_recording', now, { foreignTasks: foreign })
}

/** What a policy started ends by it, once nobody has published anything for a while. */
function stopByPolicy(state: RecordingState, now: number, timings: Timings): void {
  const { policy, unpublishedSince } = state.recording
  if (policy && unpublishedSince !== null && now >= unpublishedSince + policy.stopAfterMs) askToStop(state, 'policy', null, now, timings)
}

/** A meeting in which nobody is heard is often one in which nobody noticed. */
function watchSound(state: RecordingState, now: number, { silenceMs }: Timings): void {
  const { recording } = state
  if (!isSilent(state)) {
    recording.silentSince = null
    unwarn(state, 'no_sound')
    return
  }
  recording.silentSince ??= now
  if (now >= recording.silentSince + silenceMs && !recording.warnings.some(({ code }) => code === 'no_sound')) warn(state, 'no_sound', now)
}

/** Only where it is known: without media callbacks nobody can tell. */
function isSilent({ recording, room: { people, hasMedia } }: RecordingState): boolean {
  if (recording.media === 'video' || people.length === 0 || !hasMedia) return false
  const ids = people.map(({ userId }) => userId)
  const mayBeHeard = ({ userId, isAnchor, microphone, isWhole }: Person) =>
    isAnchor && (microphone || !isWhole) && isSelected(recording.subscribeWanted.audio, userId, ids)
  return !people.some(mayBeHeard)
}

/** When somebody begins or the last one ends publishing, TRTC is asked soon. What it captures is what it says, not what we expect. */
function watchPublishing(state: RecordingState, now: number, { describeMs, lookSoonMs }: Timings): void {
  const { recording, tasks, room: { people, hasMedia } } = state
  const isPublished = !hasMedia || people.some(person => isTaken(person, state))
  if (isPublished === (recording.unpublishedSince === null)) return
  recording.unpublishedSince = isPublished ? null : now
  for (const task of tasks.filter(task => isProven(task, now))) {
    if (task.describedAt !== null) task.describedAt = Math.min(task.describedAt, now + lookSoonMs - describeMs)
  }
}

function isProven(task: TaskRow, now: number): boolean {
  return task.state === 'live' && task.wanted === 'run' && isInControlWindow(task, now)
}

/** Sends something that this recording takes. */
function isTaken({ userId, camera, microphone, screen }: Person, { recording: { media, subscribeWanted: { audio, video } }, room: { people } }: RecordingState): boolean {
  const ids = people.map(other => other.userId)
  return (media !== 'video' && microphone && isSelected(audio, userId, ids))
    || (media !== 'audio' && (camera || screen) && isSelected(video, userId, ids))
}
