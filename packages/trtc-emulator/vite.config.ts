import { library } from '../../vite.library.js'

export default library({
  entries: {
    'index': 'src/index.ts',
    'main': 'src/main.ts',
    'vite/index': 'src/vite/index.ts',
    'page/assets': 'src/page/assets.ts',
    'browser/engine': 'src/browser/engine.ts',
    'browser/lite-chat': 'src/browser/lite-chat.ts',
  },
})
