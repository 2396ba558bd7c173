import vue from '@vitejs/plugin-vue'
import { defineConfig, mergeConfig } from 'vite'
import { library } from '../../vite.library.js'

export default mergeConfig(
  library({
    entries: {
      'index': 'src/index.ts',
      'pinia/index': 'src/pinia/index.ts',
      'roomkit/index': 'src/roomkit/index.ts',
      'trtc/index': 'src/trtc/index.ts',
      'styles/index': 'src/styles/index.ts',
      'styles/parts': 'src/styles/parts.ts',
    },
    keepModules: true,
    plugins: [
      vue(),
      {
        name: 'style-sheets-only',
        generateBundle: {
          order: 'post',
          handler(_, bundle) { for (const name of ['styles/index.js', 'styles/parts.js']) delete bundle[name] },
        },
      },
    ],
  }),
  defineConfig({
    build: {
      cssCodeSplit: true,
      // nesting is written out for the web views of older phones
      cssMinify: 'lightningcss',
      cssTarget: ['chrome88', 'safari14'],
    },
  }),
)
