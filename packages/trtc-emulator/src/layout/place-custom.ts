import type { CapturedStream } from '../capture.js'
import type { Layout, PlacedPicture } from './place-pictures.js'
import { mediaIds, picture } from './place-pictures.js'

/**
 * MixLayoutMode 4. Each entry shows its user; one without a user takes the next by time of entry. Whoever has no entry is
 * heard and not seen. Inferred: "next" passes over those who have an entry of their own, and those who lack its MediaId.
 */
export function placeCustom(streams: readonly CapturedStream[], { MixLayoutList = [], PlaceHolderMode }: Layout): PlacedPicture[] {
  const waiting = streams.filter(stream => !MixLayoutList.some(({ UserId, MediaId }) => UserId === stream.userId && mediaIds[MediaId] === stream.mediaId))
  return MixLayoutList.flatMap(({ UserId, MediaId, Left, Top, Width, Height, ImageLayer, Alpha, RenderMode }): PlacedPicture[] => {
    const mediaId = mediaIds[MediaId]
    const stream = UserId === undefined
      ? takeFirst(waiting, mediaId)
      : streams.find(each => each.userId === UserId && each.mediaId === mediaId)
    const shown = stream ?? (PlaceHolderMode === 1 && UserId !== undefined ? { userId: UserId, mediaId, shows: 'placeholder' as const } : undefined)
    if (!shown || Width === 0 || Height === 0) return []
    return [{ ...picture(shown), left: Left, top: Top, width: Width, height: Height, layer: ImageLayer, alpha: Alpha, renderMode: RenderMode }]
  }).sort((a, b) => a.layer - b.layer)
}

function takeFirst(waiting: CapturedStream[], mediaId: CapturedStream['mediaId']): CapturedStream | undefined {
  const index = waiting.findIndex(stream => stream.mediaId === mediaId)
  return index < 0 ? undefined : waiting.splice(index, 1)[0]
}
