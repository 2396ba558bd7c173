import process from 'node:process'
import { pageConfig } from './server/page-config.js'

export default pageConfig(process.env)
