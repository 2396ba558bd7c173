/// <reference path="./chromium.d.ts" />
import type { Browser, BrowserContextOptions, Page } from 'playwright'
import { chromium } from 'playwright'
import { afterAll, expect, onTestFinished } from 'vitest'
import { launchOptions } from '../../../playground/browser/chromium.mjs'

/** One Chromium for the tests of a file, a fresh profile for each page. A page may not complain in its console. */
export function useBrowser() {
  let browser: Promise<Browser> | undefined
  afterAll(async () => { await (await browser)?.close() })
  return async function visit(url: string, options: BrowserContextOptions = {}): Promise<Page> {
    browser ??= chromium.launch(launchOptions())
    const context = await (await browser).newContext({ viewport: { width: 1280, height: 800 }, ...options })
    context.setDefaultTimeout(10_000)
    const page = await context.newPage()
    const complaints: string[] = []
    page.on('pageerror', error => { complaints.push(String(error)) })
    page.on('console', message => { if (message.type() === 'error') complaints.push(message.text()) })
    onTestFinished(async () => {
      await context.close()
      // answers that refuse, and connections that a test cuts, are told there, too
      expect(complaints.filter(text => !/^Failed to load resource|net::ERR_/.test(text))).toEqual([])
    })
    await page.goto(url)
    return page
  }
}
