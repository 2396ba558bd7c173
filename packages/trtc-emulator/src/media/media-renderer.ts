import type { Recipe } from './recipe.js'
import type { MediaFacts, RenderedMedia, Rendition } from './rendition.js'
import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { renderMedia } from './render-media.js'
import { MediaError } from './rendition.js'

export interface MediaRendererOptions {
  /** `false`: nothing is ever rendered. */
  renderMedia: boolean
  /** Bytes on disk; beyond, what was rendered first is forgotten and rendered again when it is asked for. */
  keep?: number
}

export type MediaRenderer = ReturnType<typeof createMediaRenderer>

/** Renders recipes, one at a time, into a folder of its own that is gone after `close`. */
export function createMediaRenderer({ renderMedia: enabled, keep = 2_000_000_000 }: MediaRendererOptions) {
  const closing = new AbortController()
  const kept = new Map<object, { size: number, folder: string, forget: () => void }>()
  let root: Promise<string> | undefined
  let line: Promise<unknown> = Promise.resolve()
  let count = 0

  async function render(recipe: Recipe): Promise<{ media: RenderedMedia, folder: string }> {
    if (closing.signal.aborted) throw new MediaError('The emulator is closed')
    const folder = join(await (root ??= mkdtemp(join(tmpdir(), 'trtc-emulator-'))), String(++count))
    await mkdir(folder)
    try {
      return { media: await renderMedia(recipe, folder, closing.signal), folder }
    } catch (error) {
      await rm(folder, { recursive: true, force: true })
      throw closing.signal.aborted ? new MediaError('The emulator is closed', { cause: error }) : error
    }
  }

  async function makeRoom() {
    let total = [...kept.values()].reduce((sum, { size }) => sum + size, 0)
    for (const [key, { size, folder, forget }] of [...kept].slice(0, -1)) {
      if (total <= keep) break
      total -= size
      kept.delete(key)
      forget()
      await rm(folder, { recursive: true, force: true })
    }
  }

  return {
    rendition(makeRecipe: () => Recipe): Rendition {
      const key = {}
      let facts: MediaFacts | null = null
      let rendered: Promise<RenderedMedia> | null = null
      const forget = () => { rendered = null }

      async function start(): Promise<RenderedMedia> {
        const { media, folder } = await render(makeRecipe())
        const { parts, ...known } = media
        facts = known
        kept.set(key, { size: media.size, folder, forget })
        await makeRoom()
        return media
      }

      return {
        get facts() { return facts },
        async render() {
          if (!enabled) throw new MediaError('This emulator renders no media: its option renderMedia is false.')
          if (!rendered) {
            rendered = line.then(start)
            rendered.catch(forget)
            line = rendered.catch(() => {})
          }
          return rendered
        },
      }
    },

    async close(): Promise<void> {
      closing.abort()
      await line
      if (root) await rm(await root, { recursive: true, force: true })
    },
  }
}
