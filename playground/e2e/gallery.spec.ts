import { axeViolations } from './support/axe.js'
import { expect, test } from './support/gallery.js'

test.describe.configure({ mode: 'parallel' })

const SHARES = 4

/** What every scene has to hold on a phone in the dark, in Chinese, where rooms are narrow and words are short. */
for (let share = 0; share < SHARES; share++) {
  test(`no scene breaks a rule of accessibility or is wider than a small phone, ${share + 1} of ${SHARES}`, async ({ gallery, page }) => {
    test.setTimeout(600_000)
    const scenes = (await gallery.scenes()).filter((_, index) => index % SHARES === share)
    const faults: string[] = []
    for (const { id } of scenes) {
      await page.setViewportSize({ width: 320, height: 640 })
      await gallery.open(id, { language: 'zh-CN', theme: 'dark', size: 'small' })
      faults.push(...(await axeViolations(page)).map(violation => `${id}: ${violation}`))
      const width = await page.evaluate(() => document.documentElement.scrollWidth)
      if (width > 320) faults.push(`${id}: ${width} pixels wide`)
    }
    expect(scenes).not.toEqual([])
    expect(faults).toEqual([])
  })
}

/** One state of each part, as people looked at it when it was last changed on purpose: `playwright test gallery --update-snapshots`. */
const chosen = [
  'RecordButton/recording',
  'RecordButton/asks-stop',
  'RecordingIndicator/recording',
  'RecordingIndicator/unconfirmed',
  'RecordingIndicator/both',
  'RecordingFailure/quota',
  'StartDialog/ready',
  'LayoutPicker/many',
  'LayoutPicker/sharing',
  'RecordingList/history',
  'RecordingPanel/people',
]

for (const look of [{ theme: 'light', language: 'en-US' }, { theme: 'dark', language: 'en-US' }] as const) {
  test(`chosen scenes look as they did, ${look.theme}`, async ({ gallery, page }) => {
    const heights = new Map((await gallery.scenes()).map(({ id, height }) => [id, height]))
    for (const id of chosen) {
      await page.setViewportSize({ width: 800, height: heights.get(id)! })
      await gallery.open(id, look)
      // letters are drawn a little differently by every version of a browser
      await expect.soft(page).toHaveScreenshot(`${id.replace('/', '-')}-${look.theme}.png`, { animations: 'disabled', maxDiffPixelRatio: 0.02 })
    }
  })
}
