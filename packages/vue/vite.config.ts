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
      'style': 'src/styles/index.ts',
      'parts': 'src/styles/parts.ts',
    },
    plugins: [
      vue(),
      {
        name: 'style-sheets-only',
        generateBundle: {
          order: 'post',
          handler(_, bundle) { for (const name of ['style.js', 'parts.js']) delete bundle[name] },
        },
      },
    ],
  }),
  defineConfig({
    // nesting is written out for the web views of older phones
    build: { cssCodeSplit: true, cssMinify: 'lightningcss', cssTarget: ['chrome88', 'safari14'] },
  }),
)
