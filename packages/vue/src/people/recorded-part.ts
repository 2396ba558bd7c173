import type { SubscribeUsers, UserSelection } from '@roomkit-recording/core'
import { isSelected, MAX_SELECTED_USERS } from '@roomkit-recording/core'

/** What of a person is recorded. */
export type RecordedPart = 'full' | 'voiceOnly' | 'pictureOnly' | 'leftOut'

/** Why a part can't be chosen for somebody. */
export type PartObstacle = 'byRule' | 'lastOne' | 'tooMany'

const heard: Record<RecordedPart, boolean> = { full: true, voiceOnly: true, pictureOnly: false, leftOut: false }
const seen: Record<RecordedPart, boolean> = { full: true, voiceOnly: false, pictureOnly: true, leftOut: false }

export function recordedPart({ audio, video }: SubscribeUsers, userId: string, presentIds: readonly string[]): RecordedPart {
  const isHeard = isSelected(audio, userId, presentIds)
  const isSeen = isSelected(video, userId, presentIds)
  return isHeard ? isSeen ? 'full' : 'voiceOnly' : isSeen ? 'pictureOnly' : 'leftOut'
}

/**
 * The subscription after `part` of one person is to be recorded from now on; a word why TRTC's lists can't say so:
 * they hold 32 ids, an empty list means everybody, and `abc.*$` stands for many.
 */
export function withRecordedPart(subscribe: SubscribeUsers, userId: string, part: RecordedPart, presentIds: readonly string[]): SubscribeUsers | PartObstacle {
  const audio = select(subscribe.audio, userId, heard[part], presentIds)
  const video = select(subscribe.video, userId, seen[part], presentIds)
  if (typeof audio === 'string') return audio
  if (typeof video === 'string') return video
  return { ...audio && { audio }, ...video && { video } }
}

function select(selection: UserSelection | undefined, userId: string, wanted: boolean, presentIds: readonly string[]): UserSelection | undefined | PartObstacle {
  if (isSelected(selection, userId, presentIds) === wanted) return selection
  // As a list that holds everybody, an empty `only` is no list of these.
  const next: UserSelection = selection?.only?.length
    ? { only: wanted ? [...selection.only, userId] : selection.only.filter(id => id !== userId) }
    : { except: wanted ? (selection?.except ?? []).filter(id => id !== userId) : [...selection?.except ?? [], userId] }
  const ids = next.only ?? next.except
  if (next.only && ids.length === 0) return 'lastOne'
  if (ids.length > MAX_SELECTED_USERS) return 'tooMany'
  // Another entry still says the opposite.
  if (isSelected(next, userId, presentIds) !== wanted) return 'byRule'
  return ids.length === 0 ? undefined : next
}
