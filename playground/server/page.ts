import process from 'node:process'
import { createServer, preview } from 'vite'
import { pageConfig } from './page-config.js'
import { serve } from './serve.js'

const port = Number(process.env.PAGE_PORT ?? 5173)
const host = process.env.PAGE_HOST ?? '127.0.0.1'
// read here and not by Vite, which would look for built packages
const config = { ...pageConfig(process.env), configFile: false } as const
const address = { port, host, strictPort: true }

void serve(async () => {
  if (process.env.PAGE_MODE === 'preview') {
    const server = await preview({ ...config, preview: { ...config.preview, ...address } })
    return () => server.close()
  }
  const server = await createServer({ ...config, server: { ...config.server, ...address } })
  await server.listen()
  return () => server.close()
})
