import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { platform } from 'node:os'
import process from 'node:process'
import { chromium } from 'playwright'

/** What a Chromium needs to run as root, without a GPU and without a network. */
const chromiumArgs = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

const names = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome']

const usual = {
  darwin: ['/Applications/Google Chrome.app/Contents/MacOS/Google Chrome', '/Applications/Chromium.app/Contents/MacOS/Chromium'],
  win32: ['C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe', 'C:\\Program Files (x86)\\Google\\Chrome\\Application\\chrome.exe'],
}

function onPath(name) {
  if (platform() === 'win32') return undefined
  try {
    return execFileSync('sh', ['-c', 'command -v "$0"', name], { encoding: 'utf8' }).trim() || undefined
  } catch {
    return undefined
  }
}

/**
 * The Chromium to test with: `CHROMIUM_PATH`, Playwright's own, or one that the machine has.
 * @returns {string | undefined} its path
 */
export function findChromium() {
  if (process.env.CHROMIUM_PATH) return process.env.CHROMIUM_PATH
  const own = chromium.executablePath()
  if (existsSync(own)) return own
  return names.map(onPath).find(Boolean) ?? usual[platform()]?.find(existsSync)
}

/** How Playwright starts it. */
export function launchOptions() {
  const executablePath = findChromium()
  return { args: chromiumArgs, ...(executablePath && { executablePath }) }
}
