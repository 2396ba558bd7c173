import { spawnSync } from 'node:child_process'
import process from 'node:process'
import { findChromium } from './chromium.mjs'

function run(command, ...args) {
  return spawnSync(command, args, { stdio: 'inherit' }).status === 0
}

const isRoot = process.getuid?.() === 0

function installWithApt() {
  if (!isRoot) return false
  return run('apt-get', 'update', '-qq') && run('apt-get', 'install', '-y', '-qq', 'chromium', 'fonts-noto-cjk', 'fonts-noto-color-emoji')
}

if (!findChromium()) {
  console.log('No Chromium found; installing one for the browser tests.')
  if (!run('pnpm', 'exec', 'playwright', 'install', 'chromium-headless-shell')) installWithApt()
}

const path = findChromium()
if (!path) {
  console.error('No Chromium for the browser tests. Install one (e.g. `apt-get install chromium`) or set CHROMIUM_PATH.')
  process.exit(1)
}
console.log(`Chromium: ${path}`)
