import type { Recipe } from './recipe.js'
import { existsSync } from 'node:fs'
import { describe, expect, it, onTestFinished } from 'vitest'
import { createMediaRenderer } from './media-renderer.js'
import { MediaError } from './rendition.js'

const sound: Recipe = {
  name: 'a.aac',
  format: 'aac',
  begin: 0,
  duration: 1000,
  canvas: null,
  sound: { sampleRate: 16_000, channels: 1, bitRate: 32_000 },
  moments: [{ at: 0, scene: { canvas: { width: 2, height: 2 }, background: '#000000', pictures: [], waterMarks: [] }, frozenAt: null, heard: ['alice'] }],
}

function start(options: Partial<Parameters<typeof createMediaRenderer>[0]> = {}) {
  const renderer = createMediaRenderer({ renderMedia: true, ...options })
  onTestFinished(() => renderer.close())
  return renderer
}

describe('a rendition', () => {
  it('is made when it is asked for, and once', async () => {
    let made = 0
    const rendition = start().rendition(() => {
      made++
      return sound
    })
    expect([rendition.facts, made]).toEqual([null, 0])
    const [first, second] = await Promise.all([rendition.render(), rendition.render()])
    expect(first).toBe(second)
    expect(made).toBe(1)
    expect(rendition.facts).toEqual({ size: first.size, durationSeconds: 1.024, width: 0, height: 0, bitrate: first.bitrate, container: 'aac' })
  })

  it('that was long ago makes room for others, and is made again', async () => {
    const renderer = start({ keep: 5000 })
    const [one, two] = [renderer.rendition(() => sound), renderer.rendition(() => sound)]
    const first = await one.render()
    expect(first.size * 2).toBeGreaterThan(5000)
    await two.render()
    expect(existsSync(first.parts[0]!.path)).toBe(false)
    expect(one.facts?.size).toBe(first.size)
    const again = await one.render()
    expect(existsSync(again.parts[0]!.path)).toBe(true)
  })

  it('that fails says what ffmpeg said, and keeps nobody waiting', async () => {
    const renderer = start()
    const broken = renderer.rendition(() => ({ ...sound, sound: { ...sound.sound!, sampleRate: -1 } }))
    await expect(broken.render()).rejects.toThrow(/ffmpeg failed: .+/)
    await expect(broken.render()).rejects.toBeInstanceOf(MediaError)
    expect((await renderer.rendition(() => sound).render()).size).toBeGreaterThan(0)
  })

  it('is gone from the disk once everything is closed, and made no more', async () => {
    const renderer = start()
    const rendition = renderer.rendition(() => sound)
    const { parts: [part] } = await rendition.render()
    await renderer.close()
    expect(existsSync(part!.path)).toBe(false)
    await expect(renderer.rendition(() => sound).render()).rejects.toBeInstanceOf(MediaError)
  })

  it('stops at once when everything is closed', async () => {
    const renderer = start()
    const long = { ...sound, format: 'mp4' as const, duration: 86_400_000 }
    let begin = () => {}
    const began = new Promise<void>(resolve => { begin = resolve })
    const rendering = renderer.rendition(() => {
      begin()
      return long
    }).render()
    const outcome = expect(rendering).rejects.toBeInstanceOf(MediaError)
    await began
    await renderer.close()
    await outcome
  })
})
