import type { PlacedPicture } from '../layout/place-pictures.js'

/** Red, green and blue, 0 to 255. */
export type Rgb = readonly [red: number, green: number, blue: number]

/**
 * The colour of a user's picture in every recorded file. The same id always has the same one; that of a screen is lighter.
 * A decoder gives it back with an error of a few steps.
 */
export function userColour(userId: string, mediaId: PlacedPicture['mediaId'] = 'main'): Rgb {
  const hash = hashOf(userId)
  return fromHue(hash % 360, 0.5 + (hash >>> 16) % 3 * 0.15, mediaId === 'aux' ? 0.62 : 0.42)
}

/** The colour in the middle of a placed picture: dark for a voice alone, grey for a placeholder. */
export function pictureColour({ userId, mediaId, shows }: Pick<PlacedPicture, 'userId' | 'mediaId' | 'shows'>): Rgb {
  if (shows === 'placeholder') return [64, 64, 64]
  const [red, green, blue] = userColour(userId, mediaId)
  return shows === 'video' ? [red, green, blue] : [red >> 2, green >> 2, blue >> 2]
}

export function parseColour(colour: string): Rgb {
  const number = Number.parseInt(colour.slice(1), 16)
  return [number >> 16, number >> 8 & 255, number & 255]
}

/** FNV-1a, its bits well mixed: ids that differ in one letter must not look alike. */
export function hashOf(text: string): number {
  let hash = 0x811C9DC5
  for (const byte of new TextEncoder().encode(text)) hash = Math.imul(hash ^ byte, 0x01000193)
  hash = Math.imul(hash ^ hash >>> 16, 0x85EBCA6B)
  return (hash ^ hash >>> 13) >>> 0
}

function fromHue(hue: number, saturation: number, lightness: number): Rgb {
  const channel = (shift: number) => {
    const k = (shift + hue / 30) % 12
    return Math.round(255 * (lightness - saturation * Math.min(lightness, 1 - lightness) * Math.max(-1, Math.min(k - 3, 9 - k, 1))))
  }
  return [channel(0), channel(8), channel(4)]
}
