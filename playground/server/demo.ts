import type { Stack } from './stack.js'
import { networkInterfaces } from 'node:os'
import process from 'node:process'
import { isEmulated, missingEnginePackages } from './environment.js'
import { portFromEnv, PortTakenError } from './ports.js'
import { startStack } from './stack.js'

const { env } = process
const colours: Record<string, number> = { emulator: 35, backend: 36, page: 33 }

function onLine(part: string, line: string) {
  const prefix = `${part.padEnd(8)} |`
  console.log(process.stdout.isTTY && !env.NO_COLOR ? `\u001B[${colours[part]}m${prefix}\u001B[0m ${line}` : `${prefix} ${line}`)
}

const isLocal = (host: string) => host === '127.0.0.1' || host === 'localhost'

function printLinks({ urls }: Stack, host: string) {
  const addresses = host === '0.0.0.0'
    ? Object.values(networkInterfaces()).flat().filter(address => address?.family === 'IPv4' && !address.internal).map(address => address!.address)
    : []
  const link = (user: string, name: string) => `${urls.page}/?room=demo&user=${user}&name=${name}`
  console.log([
    '',
    '  Open these in different tabs or browsers; the first one in owns the room.',
    '',
    `    host   ${link('alice', 'Alice')}`,
    `    guest  ${link('bob', 'Bob')}`,
    `    guest  ${link('carol', 'Carol')}`,
    '',
    `  A phone's view: add &view=h5. Others: &lang=zh-CN, &theme=dark.`,
    `  Every component in every state: ${urls.page}/gallery`,
    ...(isLocal(host) ? ['  From a phone or another computer: start it with PAGE_HOST=0.0.0.0'] : []),
    ...addresses.map(address => `  From another device: http://${address}:${new URL(urls.page).port}/?room=demo`),
    ...(urls.emulator ? [`  What TRTC sees: ${urls.emulator}/`] : []),
    '  Ctrl-C ends it.',
    '',
  ].join('\n'))
}

async function main() {
  const emulate = isEmulated(env)
  const missing = emulate ? [] : missingEnginePackages()
  if (missing.length > 0) {
    throw new Error([
      `TRTC_SDK_APP_ID is set, so the page would talk to Tencent's service, but it needs ${missing.join(' and ')}.`,
      'Install them:  pnpm --filter playground add @tencentcloud/tuiroom-engine-js@^4.2.5 @tencentcloud/lite-chat@^1.6.18',
      'Or unset TRTC_SDK_APP_ID to use the emulator.',
    ].join('\n'))
  }

  const host = env.PAGE_HOST || '127.0.0.1'
  let stack: Stack | null = null
  let isEnding = false

  async function end(exitCode: number) {
    // a second Ctrl-C is impatient
    if (isEnding) process.exit(1)
    isEnding = true
    await stack?.close()
    process.exit(exitCode)
  }
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => { void end(0) })

  stack = await startStack({
    ports: { page: portFromEnv(env, 'PAGE_PORT', 5173), emulator: portFromEnv(env, 'EMULATOR_PORT', 7070), backend: portFromEnv(env, 'PORT', 8787) },
    host,
    emulate,
    ...(env.DATABASE_URL && { databaseUrl: env.DATABASE_URL }),
    onLine,
    onDeath(part, code) {
      console.error(`The ${part} ended by itself (exit code ${code}).`)
      void end(1)
    },
  })
  if (!emulate) console.log(`\n  This talks to Tencent's service. Its callbacks must reach ${stack.urls.backend}/v1/trtc/callbacks; set a public address in the console.`)
  printLinks(stack, host)
}

main().catch(error => {
  console.error(error instanceof PortTakenError || error instanceof RangeError ? error.message : (error as Error).message)
  process.exit(1)
})
