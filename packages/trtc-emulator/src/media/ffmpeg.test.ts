import { Buffer } from 'node:buffer'
import { describe, expect, it } from 'vitest'
import { runFfmpeg } from './ffmpeg.js'
import { MediaError } from './rendition.js'

const toNowhere = ['-f', 's16le', '-ar', '8000', '-ac', '1', '-i', 'pipe:0', '-f', 'null', '-']

describe('what ffmpeg makes', () => {
  it('is done when it was given everything', async () => {
    await expect(runFfmpeg(toNowhere, { input: [Buffer.alloc(16_000)] })).resolves.toBeUndefined()
    await expect(runFfmpeg(['-f', 'lavfi', '-i', 'anullsrc', '-t', '0.1', '-f', 'null', '-'])).resolves.toBeUndefined()
  })

  it('is not passed off as whole when its input broke off', async () => {
    const reason = new RangeError('There is no more')
    function* brokenInput() {
      yield Buffer.alloc(16_000)
      throw reason
    }
    const failure = await runFfmpeg(toNowhere, { input: brokenInput() }).catch((error: unknown) => error)
    expect(failure).toBeInstanceOf(MediaError)
    expect(failure).toMatchObject({ message: expect.stringContaining('There is no more') as string, cause: reason })
  })

  it('is missing for a reason that ffmpeg tells, even if it stops listening', async () => {
    function* endlessInput() {
      while (true) yield Buffer.alloc(65_536)
    }
    await expect(runFfmpeg(['-i', '/nowhere/at-all.mp4', ...toNowhere], { input: endlessInput() })).rejects.toThrow(/ffmpeg failed: .*nowhere/)
  })
})
