import type { Recipe } from './recipe.js'
import type { RenderedMedia, RenderedPart } from './rendition.js'
import { rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { runFfmpeg } from './ffmpeg.js'
import { segmentStarts } from './frame-times.js'
import { writeHls } from './hls.js'
import { pictureStream } from './pictures.js'
import { renderedFormat, soundDuration, writeSound } from './sound.js'

const containers = { mp4: 'mov,mp4,m4a,3gp,3g2,mj2', aac: 'aac', m3u8: 'hls' } as const

const colours = ['-color_primaries', 'bt709', '-color_trc', 'bt709', '-colorspace', 'bt709', '-color_range', 'tv']
const videoCodec = ['-c:v', 'libx264', '-preset', 'ultrafast', '-crf', '23', '-g', '250', '-pix_fmt', 'yuv420p', ...colours, '-vsync', 'passthrough', '-enc_time_base', '1:1000']

/** Writes the file, or the files, of a recipe into an empty folder. @throws MediaError when ffmpeg cannot make it */
export async function renderMedia(recipe: Recipe, folder: string, signal: AbortSignal): Promise<RenderedMedia> {
  const { format, canvas, duration } = recipe
  const sound = renderedFormat(recipe)
  const soundPath = join(folder, format === 'aac' ? 'file.aac' : 'sound.aac')
  if (sound) await writeSound(recipe, sound, soundPath, signal)

  const parts = format === 'aac'
    ? [await part(recipe.name, soundPath, 'audio/aac')]
    : format === 'mp4'
      ? await renderMp4(recipe, folder, sound ? soundPath : null, signal)
      : await writeHls(recipe, folder, output => encode(recipe, sound ? soundPath : null, output, signal), part)
  if (format !== 'aac') await rm(soundPath, { force: true })
  await rm(`${soundPath}.chords`, { force: true })

  const size = parts.reduce((sum, each) => sum + each.size, 0)
  const durationSeconds = Math.max(canvas ? duration : 0, sound ? soundDuration(duration, sound) : 0) / 1000
  return {
    size,
    durationSeconds,
    width: canvas?.width ?? 0,
    height: canvas?.height ?? 0,
    bitrate: Math.round(size * 8 / durationSeconds),
    container: containers[format],
    parts,
  }
}

async function renderMp4(recipe: Recipe, folder: string, soundPath: string | null, signal: AbortSignal): Promise<RenderedPart[]> {
  const path = join(folder, 'file.mp4')
  await encode(recipe, soundPath, ['-bsf:a', 'aac_adtstoasc', '-movflags', '+faststart', '-f', 'mp4', path], signal)
  return [await part(recipe.name, path, recipe.canvas ? 'video/mp4' : 'audio/mp4')]
}

/** Pictures come at their own times and keep them; sound is AAC already. */
async function encode(recipe: Recipe, soundPath: string | null, output: string[], signal: AbortSignal): Promise<void> {
  const { canvas, format } = recipe
  const pictures = canvas ? ['-f', 'matroska', '-i', 'pipe:0'] : []
  const sound = soundPath ? ['-f', 'aac', '-i', soundPath] : []
  const keyFrames = format === 'm3u8' ? ['-force_key_frames', segmentStarts(recipe).map(at => at / 1000).join()] : []
  const video = canvas ? [...videoCodec, ...keyFrames] : []
  const args = [...pictures, ...sound, ...video, ...soundPath ? ['-c:a', 'copy'] : [], ...soundPath ? output : withoutSoundOptions(output)]
  await runFfmpeg(args, { signal, ...canvas ? { input: pictureStream(recipe, canvas) } : {} })
}

function withoutSoundOptions(output: string[]): string[] {
  const at = output.indexOf('-bsf:a')
  return at < 0 ? output : output.toSpliced(at, 2)
}

async function part(name: string, path: string, contentType: string): Promise<RenderedPart> {
  return { name, path, size: (await stat(path)).size, contentType }
}
