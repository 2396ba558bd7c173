import type { FakeRoom } from '@roomkit-recording/core/testing'
import type { Browser, Page } from 'playwright'
import type { Work } from './trace.js'
import { chromium } from 'playwright'
import { launchOptions } from '../browser/chromium.mjs'
import { startGallery } from '../server/gallery.js'
import { percentile } from './percentile.js'
import { traceWork } from './trace.js'

export interface Surface {
  /** Milliseconds of work in one second, and layouts in one second. */
  perSecond: Record<'idle' | 'ticking', Work>
  /** Milliseconds until button and indicator are mounted, with controller and all. */
  mount: { p50: number, p95: number }
  /** Milliseconds of work for each of 22 people who join three others while the picker is shown. */
  pickerJoin: Work
}

const SECONDS = 10
const MOUNTS = 20
const JOINING = 22

async function open(browser: Browser, url: string, scene: string): Promise<Page> {
  const page = await browser.newPage({ viewport: { width: 900, height: 700 } })
  await page.goto(`${url}/gallery?scene=${scene}`)
  await page.locator('.scene[data-ready]').waitFor()
  return page
}

const round = (value: number) => Math.round(value * 100) / 100
const share = ({ scripting, layout, layouts }: Work, of: number): Work =>
  ({ scripting: round(scripting / of), layout: round(layout / of), layouts: round(layouts / of) })

/** What the components cost a page that shows them, measured in the gallery's scenes. */
export async function measureSurface(): Promise<Surface> {
  const gallery = await startGallery()
  const browser = await chromium.launch(launchOptions())
  async function perSecond(scene: string): Promise<Work> {
    const page = await open(browser, gallery.url, scene)
    const work = await traceWork(browser, page, () => page.waitForTimeout(SECONDS * 1000))
    await page.close()
    return share(work, SECONDS)
  }
  try {
    const idle = await perSecond('RecordingIndicator/idle')
    const ticking = await perSecond('RecordingIndicator/recording')

    const mounts: number[] = []
    for (let mount = 0; mount < MOUNTS; mount++) {
      const page = await open(browser, gallery.url, 'RecordButton/with-indicator')
      mounts.push(await page.evaluate(() => performance.getEntriesByName('mount').at(-1)!.duration))
      await page.close()
    }

    const page = await open(browser, gallery.url, 'LayoutPicker/choice')
    const joins = await traceWork(browser, page, () => page.evaluate(async count => {
      const { room } = (window as unknown as { sceneFakes: { room: FakeRoom } }).sceneFakes
      for (let index = 0; index < count; index++) {
        room.enter({ userId: `user-${index}`, name: `Person ${index}` })
        await new Promise(resolve => requestAnimationFrame(resolve))
      }
    }, JOINING))
    await page.close()
    return {
      perSecond: { idle, ticking },
      mount: { p50: round(percentile(mounts, 0.5)), p95: round(percentile(mounts, 0.95)) },
      pickerJoin: share(joins, JOINING),
    }
  } finally {
    await browser.close()
    await gallery.stop()
  }
}
