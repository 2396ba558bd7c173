import process from 'node:process'
import { build } from 'vite'
import { pageConfig } from './page-config.js'

/** Builds the page into `dist`, for `vite preview`. */
build({ ...pageConfig(process.env), configFile: false, logLevel: 'warn' }).then(() => {
  process.send?.('built')
  process.disconnect?.()
}, error => {
  console.error(error)
  process.exit(1)
})
