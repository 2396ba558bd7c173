import type { Page } from 'playwright'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium } from 'playwright'
import { launchOptions } from '../browser/chromium.mjs'
import { startStack } from '../server/stack.js'
import { percentile } from './percentile.js'

export interface PressToRec {
  presses: number
  /** Milliseconds from the press that confirms the start to the last of the indicators. */
  pressToRec: { p50: number, p95: number }
  /** Milliseconds from the emulator's callback 301 to the last of the indicators. */
  callbackToRec: { p50: number, p95: number }
}

interface Callback {
  eventType: number | string
  roomId: string
  attempts: { at: number }[]
}

/** Resolves with the time (Unix ms) at which this page's indicator begins to say that it records. */
function whenRecording(page: Page): Promise<number> {
  return page.evaluate(() => new Promise<number>(resolve => {
    new MutationObserver((_, observer) => {
      if (!document.querySelector('[data-part="recording-indicator"][data-status="recording"]')) return
      observer.disconnect()
      resolve(performance.timeOrigin + performance.now())
    }).observe(document.body, { subtree: true, childList: true, attributes: true, attributeFilter: ['data-status'] })
  }))
}

/** Two browsers, one room each time; the host presses Record, and both wait for REC. */
export async function measurePressToRec(presses: number): Promise<PressToRec> {
  const folder = await mkdtemp(join(tmpdir(), 'roomkit-recording-bench-'))
  const stack = await startStack({ ports: { page: 0, emulator: 0, backend: 0 }, page: 'preview', databaseUrl: `pglite:${join(folder, 'db')}` })
  const browsers = await Promise.all([chromium.launch(launchOptions()), chromium.launch(launchOptions())])
  const fromPress: number[] = []
  const fromCallback: number[] = []
  try {
    for (let press = 0; press < presses; press++) {
      const room = `bench-${press}`
      const pages = await Promise.all(browsers.map(browser => browser.newPage({ locale: 'en-US' })))
      const [host, guest] = pages as [Page, Page]
      for (const [page, user] of [[host, 'alice'], [guest, 'bob']] as const) {
        await page.goto(`${stack.urls.page}/?room=${room}&user=${user}&lang=en-US`)
        await page.locator('#roomPage').waitFor()
      }
      const button = host.locator('[data-part="record-button"]')
      await button.waitFor({ state: 'attached' })
      await host.mouse.move(400, 300)
      await host.mouse.move(420, 310)
      await button.click()
      const confirm = host.locator('[data-part="start-dialog"]').getByRole('button', { name: 'Start recording' })
      await confirm.waitFor()
      const seen = Promise.all(pages.map(whenRecording))
      const pressed = await confirm.evaluate((element: HTMLElement) => {
        element.click()
        return performance.timeOrigin + performance.now()
      })
      const last = Math.max(...await seen)
      const callbacks = await (await fetch(`${stack.urls.emulator}/_emulator/v1/callbacks`)).json() as Callback[]
      const sent = callbacks.find(({ eventType, roomId }) => eventType === 301 && roomId === room)!.attempts[0]!.at
      fromPress.push(last - pressed)
      fromCallback.push(last - sent)
      for (const page of pages) await page.close()
      await fetch(`${stack.urls.emulator}/_emulator/v1/rooms/${room}`, { method: 'DELETE' })
    }
  } finally {
    for (const browser of browsers) await browser.close()
    await stack.close()
    await rm(folder, { recursive: true })
  }
  const spread = (values: number[]) => ({ p50: Math.round(percentile(values, 0.5)), p95: Math.round(percentile(values, 0.95)) })
  return { presses, pressToRec: spread(fromPress), callbackToRec: spread(fromCallback) }
}
