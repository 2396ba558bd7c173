import type { FixedMixLayout, MixLayout, PictureFit, RecordingQuality, Tile } from '@roomkit-recording/core'

/** MixLayoutParams of CreateCloudRecording and ModifyCloudRecording. */
export interface MixLayoutParams {
  /** 1 float, 2 screen share, 3 grid, 4 custom. */
  MixLayoutMode: 1 | 2 | 3 | 4
  MixLayoutList?: MixLayoutItem[]
  BackGroundColor?: string
  MaxResolutionUserId?: string
  /** 0 main stream, 1 auxiliary stream of `MaxResolutionUserId`. */
  MediaId?: 0 | 1
  RenderMode?: 0 | 1 | 2
  MaxResolutionUserAlign?: 0 | 1
  PureAudioDisableLayout?: boolean
}

export interface MixLayoutItem {
  Top: number
  Left: number
  Width: number
  Height: number
  UserId?: string
  /** 0 opaque, 255 invisible. */
  Alpha?: number
  RenderMode?: 0 | 1 | 2
  MediaId?: 0 | 1
  ImageLayer?: number
}

/** Landscape; TRTC's own default is 360×640, upright. */
export const canvases: Record<RecordingQuality, { width: number, height: number }> = {
  sd: { width: 640, height: 360 },
  hd: { width: 1280, height: 720 },
  fhd: { width: 1920, height: 1080 },
}

const renderModes: Record<PictureFit, 0 | 1 | 2> = { stretch: 0, crop: 1, contain: 2 }

/** What TRTC can do at this moment: it knows no layout that follows the screen share, but has to be told whose it is. */
export function resolveMixLayout(layout: MixLayout, sharer: string | null): FixedMixLayout {
  if (layout.mode !== 'follow') return layout
  if (sharer === null) return { ...common(layout), ...layout.otherwise ?? { mode: 'grid' } }
  const share: FixedMixLayout = { ...common(layout), ...layout.share ?? { mode: 'screenShare' } }
  return share.mode === 'screenShare' ? { main: sharer, ...share } : share
}

export function mixLayoutParams(layout: FixedMixLayout, quality: RecordingQuality): MixLayoutParams {
  const { background, hideAudioOnly, fit } = layout
  const shared = {
    ...background !== undefined && { BackGroundColor: background },
    ...hideAudioOnly !== undefined && { PureAudioDisableLayout: hideAudioOnly },
    ...fit !== undefined && { RenderMode: renderModes[fit] },
  }
  switch (layout.mode) {
    case 'grid':
      return { MixLayoutMode: 3, ...shared }
    case 'float':
      return { MixLayoutMode: 1, ...shared, ...layout.main !== undefined && { MaxResolutionUserId: layout.main, MediaId: 0 } }
    case 'screenShare':
      return {
        MixLayoutMode: 2,
        ...shared,
        // the big picture is found by user and MediaId together; a shared screen is the auxiliary stream
        ...layout.main !== undefined && { MaxResolutionUserId: layout.main, MediaId: 1 },
        ...layout.align !== undefined && { MaxResolutionUserAlign: layout.align === 'right' ? 1 : 0 },
      }
    case 'custom':
      return { MixLayoutMode: 4, ...shared, MixLayoutList: layout.tiles.map(tile => mixLayoutItem(tile, quality)) }
  }
}

function mixLayoutItem({ x, y, width, height, userId, stream, layer, fit, opacity }: Tile, quality: RecordingQuality): MixLayoutItem {
  const canvas = canvases[quality]
  // edges are rounded, not sizes: neighbours stay neighbours, and nothing reaches over the canvas
  const [left, right] = [x, x + width].map(share => Math.min(canvas.width, Math.round(share * canvas.width))) as [number, number]
  const [top, bottom] = [y, y + height].map(share => Math.min(canvas.height, Math.round(share * canvas.height))) as [number, number]
  return {
    Left: left,
    Top: top,
    Width: right - left,
    Height: bottom - top,
    ...userId !== undefined && { UserId: userId },
    ...stream !== undefined && { MediaId: stream === 'screen' ? 1 : 0 },
    ...layer !== undefined && { ImageLayer: layer },
    ...fit !== undefined && { RenderMode: renderModes[fit] },
    ...opacity !== undefined && { Alpha: Math.round((1 - opacity) * 255) },
  }
}

function common({ background, hideAudioOnly, fit }: MixLayout): Pick<FixedMixLayout, 'background' | 'hideAudioOnly' | 'fit'> {
  return {
    ...background !== undefined && { background },
    ...hideAudioOnly !== undefined && { hideAudioOnly },
    ...fit !== undefined && { fit },
  }
}
