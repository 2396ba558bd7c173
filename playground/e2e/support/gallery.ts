import type { Page } from '@playwright/test'
import type { Choices } from '../../src/gallery/query.js'
import { test as base } from '@playwright/test'
import { startGallery } from '../../server/gallery.js'
import { sceneAddress } from '../../src/gallery/query.js'

export { expect } from '@playwright/test'

export interface Gallery {
  /** Opens one scene alone, with a clock that stands still. */
  open: (id: string, choices?: Partial<Choices>) => Promise<void>
  /** All that the gallery shows: `RecordButton/idle` and so on, and the height of its frame in pixels. */
  scenes: () => Promise<{ id: string, height: number }[]>
}

const defaults: Choices = { language: 'en-US', theme: 'light', look: 'own', size: 'desktop', direction: 'ltr', fault: 'none' }

export function createGallery(page: Page, url: string): Gallery {
  return {
    async open(id, choices) {
      await page.goto(`${url}/gallery${sceneAddress(id, { ...defaults, ...choices }, { frozen: true })}`)
      await page.locator('.scene[data-ready]').waitFor()
    },
    async scenes() {
      await page.goto(`${url}/gallery`)
      const figures = page.locator('figure')
      await figures.first().waitFor()
      return figures.evaluateAll(all => all.map(({ dataset }) => ({ id: dataset.scene!, height: Number(dataset.height) })))
    },
  }
}

export const test = base.extend<{ gallery: Gallery }, { galleryUrl: string }>({
  // eslint-disable-next-line no-empty-pattern -- Playwright reads the names of fixtures from this pattern
  galleryUrl: [async ({}, use) => {
    const server = await startGallery()
    await use(server.url)
    await server.stop()
  }, { scope: 'worker' }],

  gallery: async ({ page, galleryUrl }, use) => {
    const errors: string[] = []
    page.on('pageerror', error => errors.push(error.message))
    await use(createGallery(page, galleryUrl))
    base.expect(errors).toEqual([])
  },
})
