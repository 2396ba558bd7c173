import type { SubscribeUsers, UserSelection } from '@roomkit-recording/core'
import { checkSubscribeUsers, isSelected } from '@roomkit-recording/core'

/** `subscribe` without somebody's voice and picture; `null` when TRTC's lists have no place for one more. */
export function leaveOut({ audio, video }: SubscribeUsers, userId: string): SubscribeUsers | null {
  const next = { audio: without(audio, userId), video: without(video, userId) }
  return checkSubscribeUsers(next).length === 0 && !isSelected(next.audio, userId, [userId]) && !isSelected(next.video, userId, [userId]) ? next : null
}

function without(selection: UserSelection | undefined, userId: string): UserSelection {
  if (!selection?.only) return { except: [...(selection?.except ?? []).filter(id => id !== userId), userId] }
  return { only: selection.only.filter(id => id !== userId) }
}
