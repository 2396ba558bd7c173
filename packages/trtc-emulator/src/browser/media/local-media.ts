import type { Picture } from './pictures.js'
import type { VideoSource } from './video-views.js'

export interface CameraOptions {
  deviceId?: string | undefined
  /** Phones have two. @default true */
  isFrontCamera?: boolean | undefined
}

const picture = (drawn: Picture): VideoSource => ({ kind: 'picture', picture: drawn })

/**
 * The camera if the browser has one and may use it, else the picture.
 * An emulated meeting needs no camera: no device and no permission are no error here.
 */
export async function openCamera({ deviceId, isFrontCamera = true }: CameraOptions, fallback: Picture): Promise<VideoSource> {
  // absent on pages that are not from a secure origin
  if (!('mediaDevices' in navigator)) return picture(fallback)
  try {
    const video: MediaTrackConstraints = {
      width: { ideal: 1280 },
      height: { ideal: 720 },
      ...(deviceId ? { deviceId: { exact: deviceId } } : { facingMode: isFrontCamera ? 'user' : 'environment' }),
    }
    const stream = await navigator.mediaDevices.getUserMedia({ video })
    return { kind: 'capture', stream, isMirrored: isFrontCamera }
  } catch {
    return picture(fallback)
  }
}

/**
 * The screen, window or tab that the user picks; the picture where that is not possible.
 *
 * @throws DOMException NotAllowedError when the user picks nothing
 */
export async function openScreen(fallback: Picture): Promise<VideoSource> {
  // phones have no such function; in an automated browser the picker waits for somebody who isn't there
  const canPick = 'mediaDevices' in navigator && 'getDisplayMedia' in navigator.mediaDevices && !navigator.webdriver
  if (!canPick) return picture(fallback)
  try {
    const stream = await navigator.mediaDevices.getDisplayMedia({ video: true })
    return { kind: 'capture', stream, isMirrored: false }
  } catch (error) {
    if (error instanceof DOMException && error.name === 'NotAllowedError') throw error
    return picture(fallback)
  }
}

export function stopSource(source: VideoSource | null): void {
  if (source?.kind !== 'capture') return
  for (const track of source.stream.getTracks()) track.stop()
}
