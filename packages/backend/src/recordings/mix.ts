import type { FixedMixLayout, MixLayout, SubscribeUsers } from '@roomkit-recording/core'
import type { RecordingRow, TaskRow } from '../store/schema.js'
import { isSelected } from '@roomkit-recording/core'
import { resolveMixLayout } from '../trtc/mix-layout-params.js'

/** What Create and Modify carry: all of it each time, since TRTC replaces all of it. */
export interface SentMix {
  /** `changeVersion` of the recording. */
  version: number
  wanted: MixLayout
  /** What `wanted` stands for now. */
  layout: FixedMixLayout
  subscribe: SubscribeUsers
  /** Whom this part records; `null`: everybody. */
  members: string[] | null
}

export function mixOf({ changeVersion, layoutWanted, sharer, subscribeWanted }: RecordingRow, { members }: TaskRow): SentMix {
  return { version: changeVersion, wanted: layoutWanted, layout: resolveMixLayout(layoutWanted, sharer), subscribe: subscribeWanted, members }
}

/**
 * Who is recorded by one part: its members, as far as the recording takes them.
 * TRTC takes an empty list as everybody, so a part that takes nobody names its own recorder, who publishes nothing.
 */
export function subscribeOf({ subscribe, members }: Pick<SentMix, 'subscribe' | 'members'>, recorderUserId: string): SubscribeUsers {
  if (members === null) return subscribe
  const only = (kind: 'audio' | 'video') => {
    const taken = members.filter(userId => isSelected(subscribe[kind], userId, members))
    return { only: taken.length > 0 ? taken : [recorderUserId] }
  }
  return { audio: only('audio'), video: only('video') }
}
