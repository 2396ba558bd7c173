import { defineConfig, mergeConfig } from 'vite'
import { library } from '../../vite.library.js'

export default mergeConfig(
  library({ entries: { index: 'src/index.ts' } }),
  // apps split what they load at once from what they load on demand by modules: in one file they could not
  defineConfig({ build: { rolldownOptions: { output: { preserveModules: true, preserveModulesRoot: 'src' } } } }),
)
