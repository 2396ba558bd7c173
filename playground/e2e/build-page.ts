import { fileURLToPath } from 'node:url'
import { build } from 'vite'

/** The page is built once for all tests. */
export default async function buildPage() {
  await build({ root: fileURLToPath(new URL('..', import.meta.url)), logLevel: 'warn' })
}
