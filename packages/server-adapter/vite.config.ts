import { library } from '../../vite.library.js'

export default library({ entries: { index: 'src/index.ts' }, keepModules: true })
