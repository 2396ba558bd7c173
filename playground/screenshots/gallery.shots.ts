import type { Choices } from '../src/gallery/query.js'
import { mkdir } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import process from 'node:process'
import { test } from '../e2e/support/gallery.js'

const folder = join(import.meta.dirname, 'gallery')

interface Look extends Partial<Choices> {
  name: string
  viewport: { width: number, height: number }
  /** As Windows shows pages to those who chose a contrast theme. */
  forcedColors?: 'active'
}

const looks: Look[] = [
  { name: 'desktop-light-en', language: 'en-US', theme: 'light', viewport: { width: 800, height: 720 } },
  { name: 'desktop-dark-zh', language: 'zh-CN', theme: 'dark', viewport: { width: 800, height: 720 } },
  { name: 'phone-light-zh', language: 'zh-CN', theme: 'light', size: 'phone', viewport: { width: 390, height: 844 } },
  { name: 'phone-dark-en', language: 'en-US', theme: 'dark', size: 'phone', viewport: { width: 390, height: 844 } },
  { name: 'small-light-en', language: 'en-US', theme: 'light', size: 'small', viewport: { width: 320, height: 480 } },
  { name: 'forced-light-en', language: 'en-US', theme: 'light', viewport: { width: 800, height: 720 }, forcedColors: 'active' },
  { name: 'forced-dark-en', language: 'en-US', theme: 'dark', viewport: { width: 800, height: 720 }, forcedColors: 'active' },
  { name: 'rtl-light-en', language: 'en-US', theme: 'light', direction: 'rtl', viewport: { width: 800, height: 720 } },
  { name: 'rtl-small-en', language: 'en-US', theme: 'light', direction: 'rtl', size: 'small', viewport: { width: 320, height: 480 } },
  // 1280 × 720 at twice the size
  { name: 'zoom-light-en', language: 'en-US', theme: 'light', size: 'phone', viewport: { width: 640, height: 360 } },
]

/** `SCENES=StartDialog` takes only the scenes whose id begins so, `LOOKS=rtl` only the looks whose name does. */
const { SCENES: wanted = '', LOOKS: wantedLooks = '' } = process.env

for (const { name, viewport, forcedColors, ...choices } of looks.filter(look => look.name.startsWith(wantedLooks))) {
  test(name, async ({ gallery, page }) => {
    test.setTimeout(600_000)
    await page.emulateMedia({ forcedColors: forcedColors ?? null, colorScheme: choices.theme ?? null })
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
