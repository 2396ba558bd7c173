import type { AddressInfo } from 'node:net'
import { once } from 'node:events'
import { createServer } from 'node:http'
import process from 'node:process'
import { configFromEnv, createRecordingBackend } from '@roomkit-recording/backend'
import { serve } from './serve.js'

void serve(async () => {
  const { MAX_IDLE_SECONDS } = process.env
  const backend = await createRecordingBackend({ ...configFromEnv(), ...(MAX_IDLE_SECONDS && { maxIdleSeconds: Number(MAX_IDLE_SECONDS) }) })
  const server = createServer(backend.nodeHandler)
  server.listen(Number(process.env.PORT ?? 8787), process.env.HOST ?? '127.0.0.1')
  await once(server, 'listening')
  console.log(`Recording backend at http://127.0.0.1:${(server.address() as AddressInfo).port}`)
  return async () => {
    server.close()
    server.closeAllConnections()
    await backend.close()
  }
})
