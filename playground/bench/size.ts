import type { Rolldown } from 'vite'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'
import vue from '@vitejs/plugin-vue'
import { build } from 'vite'

export interface Size {
  name: string
  /** Loaded with the page. */
  js: number
  jsGzip: number
  jsBrotli: number
  css: number
  cssGzip: number
  /** Loaded on demand: dialogs and the like. */
  lazyGzip: number
}

interface Case {
  name: string
  entry: string
}

/** What a page that records cannot do without, and the same for the TUIRoomKit path. */
const cases: Case[] = [
  {
    name: 'button + indicator + controller + adapter',
    entry: `
      export { createRecordingController } from '@roomkit-recording/core'
      export { createServerAdapter } from '@roomkit-recording/server-adapter'
      export { createRecording, RecordButton, RecordingIndicator } from '@roomkit-recording/vue'
      import '@roomkit-recording/vue/style.css'
    `,
  },
  {
    name: 'the same, installed in TUIRoomKit',
    entry: `
      export { createServerAdapter } from '@roomkit-recording/server-adapter'
      export { installRoomKitRecording } from '@roomkit-recording/vue/roomkit'
    `,
  },
]

const external = [/^vue$/, /^pinia$/, /^axios(\/|$)/, /^@tencentcloud\//, /^tuikit-atomicx-vue3(\/|$)/]

function isChunk(output: Rolldown.OutputChunk | Rolldown.OutputAsset): output is Rolldown.OutputChunk {
  return output.type === 'chunk'
}

/** Everything that `entry` imports without `import()`, itself included. */
function loadedAtOnce(chunks: Rolldown.OutputChunk[]): Set<string> {
  const byName = new Map(chunks.map(chunk => [chunk.fileName, chunk]))
  const seen = new Set<string>()
  const visit = (fileName: string) => {
    const chunk = byName.get(fileName)
    if (!chunk || seen.has(fileName)) return
    seen.add(fileName)
    chunk.imports.forEach(visit)
  }
  for (const chunk of chunks) {
    if (chunk.isEntry) visit(chunk.fileName)
  }
  return seen
}

const gzip = (text: string) => gzipSync(text, { level: 9 }).length
const brotli = (text: string) => brotliCompressSync(text, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }).length
const sum = (values: number[]) => values.reduce((total, value) => total + value, 0)

async function measure({ name, entry }: Case): Promise<Size> {
  const dir = await mkdtemp(join(import.meta.dirname, '.size-'))
  try {
    const file = join(dir, 'entry.ts')
    await writeFile(file, entry)
    const result = await build({
      root: dir,
      configFile: false,
      logLevel: 'error',
      plugins: [vue()],
      define: { 'process.env.NODE_ENV': '"production"' },
      resolve: { conditions: ['@roomkit-recording/source', 'browser', 'import', 'module', 'default'] },
      build: {
        lib: { entry: file, formats: ['es'], cssFileName: 'style' },
        target: 'es2022',
        minify: true,
        write: false,
        assetsInlineLimit: 0,
        // as in an app: an entry of its own would split off what the parts loaded on demand share with it
        rolldownOptions: { external, preserveEntrySignatures: 'allow-extension', output: { minify: true } },
      },
    })
    const { output } = (Array.isArray(result) ? result[0] : result) as Rolldown.RolldownOutput
    const chunks = output.filter(isChunk)
    const atOnce = loadedAtOnce(chunks)
    const first = chunks.filter(chunk => atOnce.has(chunk.fileName)).map(chunk => chunk.code)
    const lazy = chunks.filter(chunk => !atOnce.has(chunk.fileName)).map(chunk => chunk.code)
    const css = output.filter(asset => !isChunk(asset) && asset.fileName.endsWith('.css')).map(asset => String((asset as Rolldown.OutputAsset).source))
    return {
      name,
      js: sum(first.map(code => Buffer.byteLength(code))),
      jsGzip: sum(first.map(gzip)),
      jsBrotli: sum(first.map(brotli)),
      css: sum(css.map(code => Buffer.byteLength(code))),
      cssGzip: sum(css.map(gzip)),
      lazyGzip: sum(lazy.map(gzip)),
    }
  } finally {
    await rm(dir, { recursive: true })
  }
}

/** Minified sizes with Vue, Pinia, axios and the TUIRoomKit packages left outside. */
export async function measureSizes(): Promise<Size[]> {
  const sizes: Size[] = []
  for (const each of cases) sizes.push(await measure(each))
  return sizes
}
