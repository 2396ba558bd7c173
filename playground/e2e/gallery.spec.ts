import { axeViolations } from './support/axe.js'
import { expect, test } from './support/gallery.js'

/** What every scene has to hold on a phone in the dark, in Chinese, where rooms are narrow and words are short. */
test('no scene breaks a rule of accessibility or is wider than a small phone', async ({ gallery, page }) => {
  test.setTimeout(600_000)
  const faults: string[] = []
  for (const { id } of await gallery.scenes()) {
    await page.setViewportSize({ width: 320, height: 640 })
    await gallery.open(id, { language: 'zh-CN', theme: 'dark', size: 'small' })
    faults.push(...(await axeViolations(page)).map(violation => `${id}: ${violation}`))
    const width = await page.evaluate(() => document.documentElement.scrollWidth)
    if (width > 320) faults.push(`${id}: ${width} pixels wide`)
  }
  expect(faults).toEqual([])
})
