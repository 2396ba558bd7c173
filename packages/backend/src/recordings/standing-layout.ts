import type { FollowLayout, MixLayout } from '@roomkit-recording/core'
import type { RecordingRow } from '../store/schema.js'
import { isDeepStrictEqual } from 'node:util'
import { resolveMixLayout } from '../trtc/mix-layout-params.js'

/** What stands behind a layout that TRTC has accepted. */
export function acceptLayout(recording: Pick<RecordingRow, 'follow' | 'sharer'>, wanted: MixLayout): void {
  if (wanted.mode === 'follow') recording.follow = wanted
  // chosen while nobody shared, it replaces the one that follows for good
  else if (recording.sharer === null) recording.follow = null
}

/** What was wanted when TRTC accepted what it has now. */
export function standingLayout({ follow, layoutApplied, layoutWanted }: Pick<RecordingRow, 'follow' | 'layoutApplied' | 'layoutWanted'>): MixLayout {
  if (layoutApplied === null) return layoutWanted
  return follow && standsFor(follow, layoutApplied) ? follow : layoutApplied
}

function standsFor(follow: FollowLayout, applied: MixLayout): boolean {
  const sharer = applied.mode === 'screenShare' ? applied.main ?? '' : ''
  return isDeepStrictEqual(resolveMixLayout(follow, null), applied) || isDeepStrictEqual(resolveMixLayout(follow, sharer), applied)
}
