import type { Recipe } from './recipe.js'
import type { RenderedPart } from './rendition.js'
import { readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { segmentLength } from './frame-times.js'

type MakePart = (name: string, path: string, contentType: string) => Promise<RenderedPart>

/** Segments and their index, named as TRTC's document "On-Cloud Recording" says. `encode` is given what tells ffmpeg where to. */
export async function writeHls(recipe: Recipe, folder: string, encode: (output: string[]) => Promise<void>, part: MakePart): Promise<RenderedPart[]> {
  const list = join(folder, 'segments.csv')
  const length = String(segmentLength(recipe.duration) / 1000)
  await encode(['-f', 'segment', '-segment_format', 'mpegts', '-segment_time', length, '-segment_time_delta', '0.05', '-segment_list', list, '-segment_list_type', 'csv', join(folder, '%05d.ts')])
  const segments = parseSegments(await readFile(list, 'utf8'))
  await rm(list)

  const base = recipe.name.replace(/\.m3u8$/, '')
  const named = segments.map(({ file, start, end }) => ({ file, seconds: end - start, name: `${base}_${utcStamp(recipe.begin + start * 1000)}.ts` }))
  const index = join(folder, 'index.m3u8')
  await writeFile(index, hlsIndex(recipe, named))
  return [
    await part(recipe.name, index, 'application/vnd.apple.mpegurl'),
    ...await Promise.all(named.map(({ file, name }) => part(name, join(folder, file), 'video/mp2t'))),
  ]
}

export function hlsIndex({ begin, canvas }: Pick<Recipe, 'begin' | 'canvas'>, segments: { name: string, seconds: number }[]): string {
  return `${[
    '#EXTM3U',
    '#EXT-X-VERSION:3',
    '#EXT-X-ALLOW-CACHE:NO',
    '#EXT-X-MEDIA-SEQUENCE:0',
    `#EXT-X-TARGETDURATION:${Math.max(1, ...segments.map(({ seconds }) => Math.ceil(seconds)))}`,
    `#EXT-X-TRTC-START-REC-TIME:${begin}`,
    ...canvas ? [`#EXT-X-TRTC-VIDEO-METADATA:WIDTH:${canvas.width} HEIGHT:${canvas.height}`] : [],
    ...segments.flatMap(({ name, seconds }) => [`#EXTINF:${seconds.toFixed(3)},`, name]),
    '#EXT-X-ENDLIST',
  ].join('\n')}\n`
}

/** `yyyyMMddHHmmssSSS`, the milliseconds included. */
export function utcStamp(at: number): string {
  return new Date(at).toISOString().replace(/\D/g, '')
}

function parseSegments(csv: string): { file: string, start: number, end: number }[] {
  return csv.trim().split('\n').map(line => {
    const [file, start, end] = line.split(',') as [string, string, string]
    return { file, start: Math.max(0, Number(start)), end: Number(end) }
  })
}
