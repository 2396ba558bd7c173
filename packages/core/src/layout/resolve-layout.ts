import type { FixedMixLayout, MixLayout, MixLayoutCommon, SubscribeUsers } from '../types.js'
import type { LayoutPerson } from './recorded-streams.js'
import { recordedStreams } from './recorded-streams.js'

/**
 * What TRTC is told for `layout` while these people are in the room. Only `follow` changes: into `share` (default: `screenShare` with the
 * first sharer by time of entry as `main`) while somebody who is recorded shares a screen, else into `otherwise` (default: `grid`).
 * Its `background`, `hideAudioOnly` and `fit` hold for both unless they say something else.
 */
export function resolveLayout(layout: MixLayout, people: readonly LayoutPerson[], subscribe: SubscribeUsers = {}): FixedMixLayout {
  if (layout.mode !== 'follow')
    return layout
  const { mode: _, share = { mode: 'screenShare' }, otherwise = { mode: 'grid' }, ...common } = layout
  const sharer = recordedStreams(people, subscribe).find(({ stream }) => stream === 'screen')
  return sharer ? withCommon(share.mode === 'screenShare' ? { main: sharer.userId, ...share } : share, common) : withCommon(otherwise, common)
}

function withCommon(layout: FixedMixLayout, common: MixLayoutCommon): FixedMixLayout {
  return { ...common, ...layout }
}
