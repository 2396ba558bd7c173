import { mkdtemp, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'vite'
import { afterAll, beforeAll } from 'vitest'

const backend = fileURLToPath(new URL('..', import.meta.url))

/** One file with all that a process needs: it starts in a fraction of the time. */
export async function bundle(entry: string, root = backend): Promise<{ file: string, remove: () => Promise<void> }> {
  const directory = await mkdtemp(join(root, 'node_modules', '.cache-bundle-'))
  await build({
    configFile: false,
    root,
    logLevel: 'error',
    ssr: { noExternal: true, resolve: { conditions: ['@roomkit-recording/source', 'node'] } },
    build: { ssr: entry, outDir: directory, minify: false, target: 'node20', rolldownOptions: { external: [/pglite/, 'pg-native', 'tls-sig-api-v2'], output: { entryFileNames: 'child.mjs' } } },
  })
  return { file: join(directory, 'child.mjs'), remove: () => rm(directory, { recursive: true, force: true }) }
}

/** The same for all tests of a file. Call what it returns within them. */
export function bundleForTests(entry: string, root?: string): () => string {
  let bundled: Awaited<ReturnType<typeof bundle>> | undefined
  beforeAll(async () => { bundled = await bundle(entry, root) })
  afterAll(() => bundled?.remove())
  return () => bundled!.file
}
