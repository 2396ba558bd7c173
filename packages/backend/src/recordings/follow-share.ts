import type { RecordingRow } from '../store/schema.js'
import type { RoomAround } from './presence.js'
import type { RecordingState, Timings } from './recording-state.js'
import { isDeepStrictEqual } from 'node:util'
import { isSelected } from '@roomkit-recording/core'
import { resolveMixLayout } from '../trtc/mix-layout-params.js'
import { newVersion, note } from './changes.js'

/**
 * Keeps track of who shares a screen, and has a layout that follows follow. Who begins or ends has to stay so for a while
 * (`followDwellMs`), so that a share that is handed over or breaks off for a moment makes no flicker.
 * A choice that somebody made during a share stands until the share ends.
 */
export function followShare(state: RecordingState, now: number, timings: Timings): void {
  const { recording } = state
  if (recording.mode !== 'mixed' || recording.media === 'audio') return
  const sharer = findSharer(recording, state.room)
  if (sharer === recording.sharer) {
    recording.sharerNext = recording.sharerSince = null
    return
  }
  if (recording.sharerSince === null || sharer !== recording.sharerNext) {
    recording.sharerNext = sharer
    recording.sharerSince = now
  }
  if (now < recording.sharerSince + timings.followDwellMs) return

  const before = resolveMixLayout(recording.layoutWanted, recording.sharer)
  recording.sharer = sharer
  recording.sharerNext = recording.sharerSince = null
  if (sharer === null && recording.follow) recording.layoutWanted = recording.follow
  if (isDeepStrictEqual(resolveMixLayout(recording.layoutWanted, sharer), before)) return
  newVersion(recording, now, timings)
  note(state, sharer === null ? 'share_ended' : 'share_followed', { sharer })
}

/** Who shares a screen that this recording shows; the present one as long as that goes on. */
export function findSharer({ sharer, subscribeWanted: { video } }: Pick<RecordingRow, 'sharer' | 'subscribeWanted'>, { people }: RoomAround): string | null {
  const ids = people.map(({ userId }) => userId)
  const sharers = people.filter(({ screen, userId }) => screen && isSelected(video, userId, ids)).map(({ userId }) => userId)
  return sharers.find(userId => userId === sharer) ?? sharers[0] ?? null
}
