import type { RecordingFile, RecordingMarker } from '@roomkit-recording/core'
import { sameStream } from '../../file-label.js'
import { cleanName, formatElapsed } from '../../locale/format.js'

/** How much earlier than a file a marker may be and still mean its beginning. */
const EARLY_MS = 5000

/** Milliseconds from a file's beginning; `null`: not known. Media time is that of all files one after the other. */
function markerOffset({ at, mediaTimeMs }: RecordingMarker, { startedAt }: RecordingFile): number | null {
  return startedAt === null ? mediaTimeMs : at - startedAt
}

/** Where a marker is: in the file that plays if it can be, else in the piece before or after it, else in any. */
export function locateMarker(marker: RecordingMarker, files: readonly RecordingFile[], current: RecordingFile): { file: RecordingFile, seconds: number } | null {
  const inOrder = [current, ...files.filter(file => file !== current && sameStream(file, current)), ...files.filter(file => !sameStream(file, current))]
  for (const file of inOrder) {
    const offset = markerOffset(marker, file)
    if (offset !== null && offset >= -EARLY_MS && (file.durationMs === null || offset <= file.durationMs)) return { file, seconds: Math.max(0, offset) / 1000 }
  }
  return null
}

/** A marker as a player shows it. */
export interface MarkPlace {
  id: string
  label: string
  /** `mm:ss` of its file. */
  clock: string
  file: RecordingFile
  seconds: number
}

/** Where each marker is; those that no file holds are left out. */
export function markPlaces(markers: readonly RecordingMarker[], files: readonly RecordingFile[], current: RecordingFile): MarkPlace[] {
  return markers.flatMap(marker => {
    const place = locateMarker(marker, files, current)
    return place ? [{ id: marker.id, label: cleanName(marker.label), clock: formatElapsed(place.seconds * 1000), ...place }] : []
  })
}
