import vue from '@vitejs/plugin-vue'
import { defineConfig, mergeConfig } from 'vite'
import { library } from '../../vite.library.js'

export default mergeConfig(
  library({
    entries: {
      'index': 'src/index.ts',
      'pinia/index': 'src/pinia/index.ts',
      'roomkit/index': 'src/roomkit/index.ts',
      'style': 'src/styles/index.ts',
    },
    plugins: [
      vue(),
      {
        name: 'style-sheet-only',
        generateBundle: {
          order: 'post',
          handler(_, bundle) { delete bundle['style.js'] },
        },
      },
    ],
  }),
  defineConfig({
    // nesting is written out for the web views of older phones
    build: { cssMinify: 'lightningcss', cssTarget: ['chrome88', 'safari14'] },
  }),
)
