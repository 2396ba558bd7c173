import type { Rgb } from '../src/index.js'
import { Buffer } from 'node:buffer'
import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import ffmpeg from '@ffmpeg-installer/ffmpeg'

const run = promisify(execFile)

/** What a decoder finds in a file or at an address. */
export interface Probe {
  seconds: number
  /** As ffmpeg tells it: `h264 (Constrained Baseline) (avc1 / 0x31637661), yuv420p …` */
  video: string | null
  audio: string | null
}

export async function probe(input: string): Promise<Probe> {
  // without an output ffmpeg tells all of the input, and fails
  const { stderr } = await run(ffmpeg.path, ['-hide_banner', '-i', input]).catch((error: { stderr: string }) => error)
  const [, hours, minutes, seconds] = /Duration: (\d+):(\d+):([\d.]+)/.exec(stderr) ?? []
  return {
    seconds: Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds),
    video: /Video: (.*)/.exec(stderr)?.[1] ?? null,
    audio: /Audio: (.*)/.exec(stderr)?.[1] ?? null,
  }
}

/** A picture as a function from a place to its colour. */
export type Picture = (x: number, y: number) => Rgb

/** A picture of a file: red, green and blue of each pixel, row by row, and from when on it is seen. */
export interface Decoded {
  /** Seconds from the file's begin. */
  at: number
  rgb: Uint8Array
}

/** Every picture of a file that is `width` × `height`. */
export async function decodeAll(input: string, width: number, height: number): Promise<Decoded[]> {
  const args = ['-hide_banner', '-nostats', '-i', input, '-an', '-vf', 'showinfo', '-vsync', 'passthrough', '-f', 'rawvideo', '-pix_fmt', 'rgb24', 'pipe:1']
  const { stdout, stderr } = await run(ffmpeg.path, args, { encoding: 'buffer', maxBuffer: 1e9 })
  const told = stderr.toString()
  const [, unit] = /time_base: 1\/(\d+)/.exec(told) ?? []
  const times = [...told.matchAll(/ pts: *(\d+)/g)].map(([, time]) => Number(time) / Number(unit))
  const pictures = cutPictures(stdout, times.length, width, height)
  return times.map((at, index) => ({ at, rgb: pictures[index]! }))
}

/** Cuts what ffmpeg wrote as `rgb24` into so many pictures. */
function cutPictures(raw: Buffer, count: number, width: number, height: number): Uint8Array[] {
  const size = width * height * 3
  if (raw.length !== count * size) throw new Error(`${count} pictures of ${width}×${height} are not ${raw.length} bytes`)
  return Array.from({ length: count }, (_, index) => raw.subarray(index * size, (index + 1) * size))
}

/** What is seen so many seconds after the begin. */
export function pictureAt(pictures: readonly Decoded[], seconds: number): Decoded {
  const picture = pictures.findLast(({ at }) => at <= seconds + 1e-6)
  if (!picture) throw new Error(`Nothing is seen at ${seconds} s`)
  return picture
}

/** Decodes all of a file that is `width` × `height`, and returns what is seen so many seconds after its begin. */
export async function decode(input: string, width: number, height: number): Promise<(seconds: number) => Picture> {
  const pictures = await decodeAll(input, width, height)
  return seconds => {
    const { rgb } = pictureAt(pictures, seconds)
    return (x, y) => {
      const at = (Math.floor(y) * width + Math.floor(x)) * 3
      return [rgb[at]!, rgb[at + 1]!, rgb[at + 2]!]
    }
  }
}

/** Decodes PNGs that are all `width` × `height`. */
export async function decodePngs(pngs: readonly Buffer[], width: number, height: number): Promise<Uint8Array[]> {
  const decoding = run(ffmpeg.path, ['-loglevel', 'error', '-f', 'image2pipe', '-c:v', 'png', '-i', 'pipe:0', '-vsync', 'passthrough', '-f', 'rawvideo', '-pix_fmt', 'rgb24', 'pipe:1'], { encoding: 'buffer', maxBuffer: 1e9 })
  decoding.child.stdin!.end(Buffer.concat(pngs))
  const { stdout } = await decoding
  return cutPictures(stdout, pngs.length, width, height)
}

/** How loud it is from second to second: the largest sample, 0 to 32768. */
export async function loudness(input: string, seconds: number): Promise<number[]> {
  const { stdout } = await run(ffmpeg.path, ['-loglevel', 'error', '-i', input, '-vn', '-ac', '1', '-ar', '8000', '-f', 's16le', 'pipe:1'], { encoding: 'buffer', maxBuffer: 1e9 })
  return Array.from({ length: seconds }, (_, second) => {
    const samples = Buffer.from(stdout.subarray(second * 16_000, (second + 1) * 16_000))
    return Array.from({ length: samples.length >> 1 }, (_, index) => Math.abs(samples.readInt16LE(index * 2))).reduce((most, sample) => Math.max(most, sample), 0)
  })
}

/** How far apart two colours are in their worst channel. */
export function distance(a: Rgb, b: Rgb): number {
  return Math.max(...a.map((channel, index) => Math.abs(channel - b[index]!)))
}
