import type { FixedMixLayout, MixLayout, PictureFit, StreamKind, SubscribeUsers } from '../types.js'
import type { LayoutPerson, RecordedStream } from './recorded-streams.js'
import { placeCustom } from './place-custom.js'
import { placeFloat } from './place-float.js'
import { placeGrid } from './place-grid.js'
import { placeScreenShare } from './place-screen-share.js'
import { MAX_PICTURES, recordedStreams } from './recorded-streams.js'
import { resolveLayout } from './resolve-layout.js'

/** A rectangle in shares (0–1) of the canvas, from its top left corner. */
export interface Place {
  x: number
  y: number
  width: number
  height: number
}

/** A person's picture at its place in the mixed recording. */
export interface PlacedPicture extends Place {
  userId: string
  stream: StreamKind
  /** `false`: voice only, the place shows no picture. */
  video: boolean
  /** The big picture of `float` and `screenShare`. */
  isMain: boolean
  /** Smaller is further back. */
  layer: number
  fit: PictureFit
  /** 0 invisible, 1 opaque. */
  opacity: number
}

/** A stream and where it goes; the rest has defaults. */
export type Placement = Place & Pick<RecordedStream, 'userId' | 'stream' | 'video'> & Partial<PlacedPicture>

/**
 * Where TRTC puts whom ("MixLayoutParams" and the layout chapters of "Cloud recording").
 * All sizes are documented; so are the grid patterns, the starting corner of `float` and the sides of `screenShare`.
 * The order in which places are filled, which is by time of entry, is inferred from the drawings there.
 * Every rule is in shares of the canvas, so its size does not matter; rounding to pixels is the caller's.
 *
 * @param layout `follow` is resolved with what these people share.
 * @param people everybody in the room, in order of entry.
 * @param subscribe who is heard and seen.
 * @returns the pictures from back to front.
 */
export function placePictures(layout: MixLayout, people: readonly LayoutPerson[], subscribe: SubscribeUsers = {}): PlacedPicture[] {
  const fixed = resolveLayout(layout, people, subscribe)
  const streams = recordedStreams(people, subscribe)
  // PureAudioDisableLayout is a setting of the templates; a custom layout has its own list of places
  const shown = fixed.mode !== 'custom' && fixed.hideAudioOnly ? streams.filter(({ video }) => video) : streams
  return place(fixed, shown.slice(0, MAX_PICTURES))
    .map(placement => ({ isMain: false, layer: 0, fit: (fixed.mode !== 'custom' && fixed.fit) || 'crop', opacity: 1, ...placement }))
    .sort((a, b) => a.layer - b.layer)
}

function place(layout: FixedMixLayout, streams: RecordedStream[]): Placement[] {
  switch (layout.mode) {
    case 'grid': return placeGrid(streams)
    case 'float': return placeFloat(streams, layout)
    case 'screenShare': return placeScreenShare(streams, layout)
    case 'custom': return placeCustom(streams, layout)
  }
}
