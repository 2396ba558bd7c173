import vue from '@vitejs/plugin-vue'
import { library } from '../../vite.library.js'

export default library({
  entries: { 'index': 'src/index.ts', 'pinia/index': 'src/pinia/index.ts', 'roomkit/index': 'src/roomkit/index.ts' },
  plugins: [vue()],
})
