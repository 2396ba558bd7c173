import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { join } from 'node:path'

const require = createRequire(import.meta.url)
const own = (name: string) => join(import.meta.dirname, '../../src/page/static', name)

/** What the page loads beside itself, as it lies in this package and in node_modules: from the source and from `dist` alike. */
const assets: Readonly<Record<string, { type: string, file: string }>> = {
  'page.css': { type: 'text/css; charset=utf-8', file: own('page.css') },
  'page.js': { type: 'text/javascript; charset=utf-8', file: own('page.js') },
  'idiomorph.js': { type: 'text/javascript; charset=utf-8', file: require.resolve('idiomorph/dist/idiomorph.esm.js') },
}

export async function readAsset(name: string): Promise<{ type: string, text: string } | null> {
  const asset = Object.hasOwn(assets, name) ? assets[name] : undefined
  return asset ? { type: asset.type, text: await readFile(asset.file, 'utf8') } : null
}
