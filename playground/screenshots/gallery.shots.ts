import type { Choices } from '../src/gallery/query.js'
import { mkdir } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import process from 'node:process'
import { test } from '../e2e/support/gallery.js'

const folder = join(import.meta.dirname, 'gallery')

const looks: (Partial<Choices> & { name: string, viewport: { width: number, height: number } })[] = [
  { name: 'desktop-light-en', language: 'en-US', theme: 'light', viewport: { width: 800, height: 720 } },
  { name: 'desktop-dark-zh', language: 'zh-CN', theme: 'dark', viewport: { width: 800, height: 720 } },
  { name: 'phone-light-zh', language: 'zh-CN', theme: 'light', size: 'phone', viewport: { width: 390, height: 844 } },
  { name: 'phone-dark-en', language: 'en-US', theme: 'dark', size: 'phone', viewport: { width: 390, height: 844 } },
  { name: 'small-light-en', language: 'en-US', theme: 'light', size: 'small', viewport: { width: 320, height: 480 } },
]

/** `SCENES=StartDialog` takes only the scenes whose id begins so. */
const wanted = process.env.SCENES ?? ''

for (const { name, viewport, ...choices } of looks) {
  test(name, async ({ gallery, page }) => {
    test.setTimeout(600_000)
    const scenes = (await gallery.scenes()).filter(({ id }) => id.startsWith(wanted))
    for (const { id, height } of scenes) {
      const path = join(folder, name, `${id}.png`)
      await mkdir(dirname(path), { recursive: true })
      await page.setViewportSize(choices.size ? viewport : { ...viewport, height })
      await gallery.open(id, choices)
      await page.screenshot({ path, animations: 'disabled' })
    }
  })
}
