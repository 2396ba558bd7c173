import type { RecordingQuality } from './types.js'

/** Canvas of a mixed recording in pixels. TRTC's own default would be portrait, 360×640. */
export const qualitySize: Record<RecordingQuality, { width: number, height: number }> = {
  sd: { width: 640, height: 360 },
  hd: { width: 1280, height: 720 },
  fhd: { width: 1920, height: 1080 },
}
