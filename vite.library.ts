import type { PluginOption, UserConfig } from 'vite'
import { isAbsolute } from 'node:path'

export interface LibraryOptions {
  /** Entry name (also its path in dist) to source file. */
  entries: Record<string, string>
  /**
   * A module per source file instead of one per entry: apps split what they load at once from what they load on demand by modules.
   * @default false
   */
  keepModules?: boolean
  plugins?: PluginOption[]
}

/** How every package is built: ES modules, nothing of others bundled in. */
export function library({ entries, keepModules = false, plugins = [] }: LibraryOptions): UserConfig {
  return {
    plugins,
    build: {
      lib: { entry: entries, formats: ['es'], cssFileName: 'style' },
      target: 'es2022',
      minify: false,
      sourcemap: true,
      rolldownOptions: {
        external: id => !id.startsWith('.') && !isAbsolute(id) && !id.startsWith('\0'),
        ...keepModules && { output: { preserveModules: true, preserveModulesRoot: 'src' } },
      },
    },
  }
}
