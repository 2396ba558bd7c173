import type { Buffer } from 'node:buffer'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { accessSync, chmodSync, constants } from 'node:fs'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { MediaError } from './rendition.js'

export interface FfmpegOptions {
  /** Written to its standard input. */
  input?: Iterable<Buffer> | AsyncIterable<Buffer>
  signal?: AbortSignal
}

/** @throws MediaError with the end of what ffmpeg said, or with what broke off its input: ffmpeg takes that for the end */
export async function runFfmpeg(args: string[], { input, signal }: FfmpegOptions = {}): Promise<void> {
  const ffmpeg = spawn(await findFfmpeg(), ['-hide_banner', '-nostdin', '-loglevel', 'error', '-y', ...args], { stdio: [input ? 'pipe' : 'ignore', 'ignore', 'pipe'], signal })
  let said = ''
  ffmpeg.stderr!.setEncoding('utf8').on('data', (text: string) => { said = (said + text).slice(-2000) })
  const closed = once(ffmpeg, 'close') as Promise<[code: number | null]>
  const fed = input ? pipeline(Readable.from(input, { objectMode: true }), ffmpeg.stdin!).then(() => undefined, (error: Error) => error) : undefined
  const [code] = await closed.catch(error => { throw new MediaError(`ffmpeg could not run: ${(error as Error).message}`, { cause: error }) })
  const broken = await fed
  // when ffmpeg gives up its input breaks, too, and why is what its exit tells
  if (code !== 0) throw new MediaError(`ffmpeg failed: ${said.trim() || `exit code ${code}`}`, { cause: broken })
  if (broken) throw new MediaError(`ffmpeg was not given everything: ${broken.message}`, { cause: broken })
}

async function findFfmpeg(): Promise<string> {
  let path: string
  try {
    ({ default: { path } } = await import('@ffmpeg-installer/ffmpeg'))
  } catch (error) {
    throw new MediaError(`There is no ffmpeg for this machine: ${String(error)}`, { cause: error })
  }
  try {
    accessSync(path, constants.X_OK)
  } catch {
    // Package managers that run no install scripts may have left it like this.
    chmodSync(path, 0o755)
  }
  return path
}
