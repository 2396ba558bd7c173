import type { RecordingMode } from '@roomkit-recording/core'

export interface PictureSize {
  width: number
  height: number
}

export type ProcessTier = 'audio' | 'hd' | 'fhd' | '2k' | '4k'
export type StreamTier = ProcessTier | 'sd'

/** What is recorded at one moment. */
export interface RecordedStreams {
  mode: RecordingMode
  /** Streams with a picture; their sound costs nothing more. */
  pictures: readonly PictureSize[]
  /** Streams with nothing but sound. */
  voices: number
}

/** Pixels up to which a sum of pictures belongs to a tier ("Billing of On-Cloud Recording and Recording Delivery"). */
const processTiers: [ProcessTier, pixels: number][] = [['hd', 921_600], ['fhd', 2_073_600], ['2k', 3_686_400], ['4k', Infinity]]

/** Pixels up to which one picture belongs to a tier (云端录制计费说明). */
const streamTiers: [StreamTier, pixels: number][] = [['sd', 640 * 480], ['hd', 1280 * 720], ['fhd', 1920 * 1080], ['2k', 2560 * 1440], ['4k', Infinity]]

const pixels = ({ width, height }: PictureSize): number => width * height
const tierOf = <T>(tiers: [T, number][], size: number): T => tiers.find(([, most]) => size <= most)![0]

/** International rule: a recording process is charged once, by the sum of its pictures. Without any, waiting included, as audio. */
export const chargedByProcess = (pictures: readonly PictureSize[]): ProcessTier =>
  pictures.length === 0 ? 'audio' : tierOf(processTiers, pictures.reduce((sum, picture) => sum + pixels(picture), 0))

/**
 * China rule: every stream is charged by itself; of a mix without any picture all voices together are one. Waiting costs as much as
 * one voice.
 */
export function chargedByStream({ mode, pictures, voices }: RecordedStreams): StreamTier[] {
  if (pictures.length === 0 && (voices === 0 || mode === 'mixed')) return ['audio']
  return [...pictures.map(picture => tierOf(streamTiers, pixels(picture))), ...Array.from({ length: voices }, (): StreamTier => 'audio')]
}
