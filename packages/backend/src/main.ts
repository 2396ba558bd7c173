import type { AddressInfo } from 'node:net'
import { createServer } from 'node:http'
import { createRecordingBackend } from './backend.js'
import { ConfigError, configFromEnv } from './config.js'
import { createLogger } from './logger.js'
import { runDoctor } from './operations/doctor/run-doctor.js'

/** The standalone server. */
async function main(): Promise<void> {
  const logger = createLogger()
  const config = configFromEnv()
  const backend = await createRecordingBackend({ ...config, logger })
  const server = createServer(backend.nodeHandler)

  let stopping = false
  const stop = async (signal: NodeJS.Signals) => {
    if (stopping) return
    stopping = true
    logger.info({ signal }, 'stopping')
    server.close()
    await backend.close()
    server.closeAllConnections()
    logger.info('stopped')
  }
  process.on('SIGTERM', stop)
  process.on('SIGINT', stop)

  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(config.port, config.host, resolve)
  })
  const { port } = server.address() as AddressInfo
  logger.info({ host: config.host, port }, 'listening')
}

const [command, ...args] = process.argv.slice(2)

async function run(): Promise<void> {
  if (command === undefined) return main()
  if (command === 'doctor') process.exit(await runDoctor({ args, env: process.env, print: line => process.stdout.write(`${line}\n`) }))
  throw new Error(`there is no command ${command}, only doctor`)
}

run().catch((error: unknown) => {
  // one line that names it, for the person who starts this
  console.error(explain(error))
  process.exit(1)
})

function explain(error: unknown): string {
  if (error instanceof ConfigError) return error.message
  const { code, message } = error as NodeJS.ErrnoException
  if (code === 'EADDRINUSE') return 'PORT is in use by another process'
  return `The backend could not be started: ${message.split('\n')[0]}`
}
