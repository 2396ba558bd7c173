import type { Plugin } from 'vite'
import process from 'node:process'
import { createLogger, createServer, preview } from 'vite'
import { pageConfig } from './page-config.js'
import { serve } from './serve.js'

const port = Number(process.env.PAGE_PORT ?? 5173)
const host = process.env.PAGE_HOST ?? '127.0.0.1'
// read here and not by Vite, which would look for built packages
const config = { ...pageConfig(process.env), configFile: false, customLogger: quietLogger() } as const
const address = { port, host, strictPort: true }

/** Vite reports every browser tab that is closed while its line to the emulator is open. */
function quietLogger() {
  const logger = createLogger()
  return {
    ...logger,
    error(message: string, options?: Parameters<typeof logger.error>[1]) {
      if (!message.includes('ws proxy socket error')) logger.error(message, options)
    },
  }
}

/** On the way from this machine to itself, packing megabytes for every browser costs more than it saves. */
const unpacked: Plugin = {
  name: 'unpacked',
  configurePreviewServer({ middlewares }) {
    middlewares.use((request, _response, next) => {
      delete request.headers['accept-encoding']
      next()
    })
  },
}

void serve(async () => {
  if (process.env.PAGE_MODE === 'preview') {
    const server = await preview({ ...config, plugins: [config.plugins, unpacked], preview: { ...config.preview, ...address } })
    return () => server.close()
  }
  const server = await createServer({ ...config, server: { ...config.server, ...address } })
  await server.listen()
  return () => server.close()
})
