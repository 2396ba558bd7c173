import type { MixLayoutParams } from '../actions/mix-params.js'
import type { CapturedStream } from '../capture.js'
import type { EmulatorVariants } from '../variants.js'
import type { Canvas, Cell, Rect } from './place.js'
import { floatCells, wholeCanvas } from './float-cells.js'
import { gridCells } from './grid-cells.js'
import { placeCustom } from './place-custom.js'
import { cellRect } from './place.js'
import { screenShareCells } from './screen-share-cells.js'

/** Where a picture is in the mix. */
export interface PlacedPicture extends Rect {
  userId: string
  mediaId: CapturedStream['mediaId']
  /** `voice`: sound alone. `placeholder`: an expected user who sends nothing. */
  shows: 'video' | 'voice' | 'placeholder'
  /** Smaller is further back. */
  layer: number
  /** 0 opaque, 255 invisible. */
  alpha: number
  renderMode: RenderMode
}

/** How a picture fills its place: 0 stretched, 1 cropped, 2 with bars, 3 cropped by at most 20 % and then stretched. */
export type RenderMode = 0 | 1 | 2 | 3

/** The points on which Tencent's documents are silent or disagree. */
export type LayoutRules = Pick<EmulatorVariants, 'mixPictures' | 'gridLastRow' | 'mirroredBottomRow'>

/** Of a layout, what decides on places. */
export type Layout = Pick<MixLayoutParams, 'MixLayoutMode'> & Partial<MixLayoutParams>

/** What TRTC mixes by when the request names no layout. */
const defaultLayout: Layout = { MixLayoutMode: 3 }

export const mediaIds = ['main', 'aux'] as const

/**
 * Where TRTC puts whom ("CreateCloudRecording", MixLayoutParams, and "On-Cloud Recording").
 * The order in which places are filled, which is by time of entry, is only shown in drawings there.
 *
 * @param streams what is recorded, in order of entry; who sends sound alone takes a place too, unless the layout says otherwise
 * @returns the pictures from back to front
 */
export function placePictures(streams: readonly CapturedStream[], canvas: Canvas, layout: Layout = defaultLayout, rules: LayoutRules): PlacedPicture[] {
  const { MixLayoutMode, PureAudioDisableLayout, RenderMode = 1 } = layout
  const shown = (MixLayoutMode !== 4 && PureAudioDisableLayout ? streams.filter(({ video }) => video) : streams).slice(0, Number(rules.mixPictures))
  if (MixLayoutMode === 4) return placeCustom(shown, layout)
  return place(shown, layout, rules).map(({ stream, cell, layer = 0 }) =>
    ({ ...picture(stream), ...cellRect(cell, canvas), layer, alpha: 0, renderMode: RenderMode }))
}

interface Placement {
  stream: Shown
  cell: Cell
  layer?: number
}

type Shown = CapturedStream | Pick<PlacedPicture, 'userId' | 'mediaId' | 'shows'>

function place(streams: CapturedStream[], layout: Layout, rules: LayoutRules): Placement[] {
  switch (layout.MixLayoutMode) {
    case 1: {
      const big = bigPicture(streams, layout) ?? streams[0]
      if (!big) return []
      const others = streams.filter(stream => stream !== big)
      return [{ stream: big, cell: wholeCanvas }, ...fill(floatCells(others.length + 1), others, 1)]
    }
    case 2: {
      // Without a big picture the background shows in its place, which is kept free.
      const big = bigPicture(streams, layout)
      const others = streams.filter(stream => stream !== big)
      const cells = screenShareCells(others.length + 1, layout.MaxResolutionUserAlign === 1 ? 'right' : 'left', rules.mirroredBottomRow)
      return [...big ? [{ stream: big, cell: cells.big }] : [], ...fill(cells.small, others)]
    }
    default:
      return fill(gridCells(streams.length, rules.gridLastRow), streams)
  }
}

/** Found by user id and MediaId together. With PlaceHolderMode 1 its place waits for it. */
function bigPicture(streams: CapturedStream[], { MaxResolutionUserId, MediaId = 0, PlaceHolderMode }: Layout): Shown | undefined {
  if (MaxResolutionUserId === undefined) return undefined
  const mediaId = mediaIds[MediaId]
  return streams.find(stream => stream.userId === MaxResolutionUserId && stream.mediaId === mediaId)
    ?? (PlaceHolderMode === 1 ? { userId: MaxResolutionUserId, mediaId, shows: 'placeholder' } : undefined)
}

function fill(cells: Cell[], streams: CapturedStream[], layer = 0): Placement[] {
  return streams.slice(0, cells.length).map((stream, index) => ({ stream, cell: cells[index]!, layer }))
}

export function picture(stream: Shown): Pick<PlacedPicture, 'userId' | 'mediaId' | 'shows'> {
  const { userId, mediaId } = stream
  return { userId, mediaId, shows: 'shows' in stream ? stream.shows : stream.video ? 'video' : 'voice' }
}
