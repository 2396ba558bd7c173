import type { PluginOption, UserConfig } from 'vite'
import { isAbsolute } from 'node:path'

export interface LibraryOptions {
  /** Entry name (also its path in dist) to source file. */
  entries: Record<string, string>
  plugins?: PluginOption[]
}

/** How every package is built: ES modules, one per entry, nothing of others bundled in. */
export function library({ entries, plugins = [] }: LibraryOptions): UserConfig {
  return {
    plugins,
    build: {
      lib: { entry: entries, formats: ['es'], cssFileName: 'style' },
      target: 'es2022',
      minify: false,
      sourcemap: true,
      rolldownOptions: {
        external: id => !id.startsWith('.') && !isAbsolute(id) && !id.startsWith('\0'),
      },
    },
  }
}
