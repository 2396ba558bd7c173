import { execFileSync } from 'node:child_process'
import process from 'node:process'
import { fileURLToPath } from 'node:url'

/** The page is built once for all tests. */
export default function buildPage() {
  const script = fileURLToPath(new URL('../server/build-page.ts', import.meta.url))
  execFileSync(process.execPath, ['--import', 'tsx', '--conditions=@roomkit-recording/source', script], { stdio: 'inherit' })
}
