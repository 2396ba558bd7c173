import type { Moment, Recipe, SoundFormat } from './recipe.js'
import { Buffer } from 'node:buffer'
import { createWriteStream } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { runFfmpeg } from './ffmpeg.js'
import { hashOf } from './user-colour.js'

/** Samples of an AAC frame. */
const FRAME = 1024

/** After so many equal frames the encoder has settled, and repeats itself byte by byte. */
const SETTLED = 14
const FRAMES_EACH = 16

const MOST_VOICES = 4

/** Longer files have sound that takes less space. */
const LONG = 3_600_000
const longFormat: SoundFormat = { sampleRate: 8000, channels: 1, bitRate: 1000 }

/** In which format a file's sound really is. */
export function renderedFormat({ duration, sound }: Recipe): SoundFormat | null {
  return sound && duration > LONG ? longFormat : sound
}

/** How long so much sound lasts in whole frames, in milliseconds. */
export function soundDuration(duration: number, { sampleRate }: SoundFormat): number {
  return frameCount(duration, sampleRate) * FRAME * 1000 / sampleRate
}

/**
 * Writes AAC in which everybody who sends sound is a tone of their own, and nobody is silence. Only a few frames are
 * encoded for each chord; tones with whole numbers of periods in a frame can then be repeated as often as it takes.
 */
export async function writeSound(recipe: Recipe, format: SoundFormat, path: string, signal: AbortSignal): Promise<void> {
  const chords = [...new Map(recipe.moments.map(({ heard }) => [chordOf(heard).join(), chordOf(heard)]))]
  const frames = await encodeChords(chords.map(([, voices]) => voices), format, `${path}.chords`, signal)
  const byChord = new Map(chords.map(([key], index) => [key, frames[index]!]))
  await pipeline(Readable.from(soundFrames(recipe, format, byChord), { objectMode: true }), createWriteStream(path), { signal })
}

function* soundFrames({ moments, duration }: Recipe, { sampleRate }: SoundFormat, byChord: Map<string, Buffer>): Generator<Buffer> {
  let written = 0
  for (const [index, { heard }] of moments.entries()) {
    const until = frameCount(moments[index + 1]?.at ?? duration, sampleRate)
    const frame = byChord.get(chordOf(heard).join())!
    while (written < until) {
      const count = Math.min(until - written, Math.ceil(65_536 / frame.length))
      yield Buffer.alloc(count * frame.length, frame)
      written += count
    }
  }
}

function frameCount(ms: number, sampleRate: number): number {
  return Math.ceil(ms * sampleRate / 1000 / FRAME)
}

/** Those of whom the tones are heard. */
function chordOf(heard: Moment['heard']): string[] {
  return heard.slice(0, MOST_VOICES)
}

async function encodeChords(chords: string[][], { sampleRate, channels, bitRate }: SoundFormat, path: string, signal: AbortSignal): Promise<Buffer[]> {
  const input = ['-f', 's16le', '-ar', String(sampleRate), '-ac', String(channels), '-i', 'pipe:0']
  await runFfmpeg([...input, '-c:a', 'aac', '-b:a', String(bitRate), '-f', 'adts', path], { input: samplesOf(chords, sampleRate, channels), signal })
  const frames = splitAdts(await readFile(path))
  // the encoder begins with a frame of its own
  return chords.map((_, index) => frames[1 + index * FRAMES_EACH + SETTLED]!)
}

function* samplesOf(chords: string[][], sampleRate: number, channels: number): Generator<Buffer> {
  for (const voices of chords) {
    const periods = voices.map(voice => Math.round((220 + hashOf(voice) % 660) * FRAME / sampleRate))
    const block = Buffer.alloc(FRAME * channels * 2)
    for (let index = 0; index < FRAME; index++) {
      const sample = Math.round(periods.reduce((sum, count) => sum + 4000 * Math.sin(2 * Math.PI * count * index / FRAME), 0))
      for (let channel = 0; channel < channels; channel++) block.writeInt16LE(sample, (index * channels + channel) * 2)
    }
    for (let count = 0; count < FRAMES_EACH; count++) yield block
  }
}

/** ISO/IEC 13818-7: 13 bits from the middle of an ADTS header say how long its frame is. */
function splitAdts(data: Buffer): Buffer[] {
  const frames: Buffer[] = []
  for (let at = 0; at + 7 <= data.length;) {
    const length = (data[at + 3]! & 3) << 11 | data[at + 4]! << 3 | data[at + 5]! >> 5
    frames.push(data.subarray(at, at + length))
    at += length
  }
  return frames
}
