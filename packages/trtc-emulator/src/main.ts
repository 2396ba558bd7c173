import type { EmulatorOptions } from './options.js'
import process from 'node:process'
import { explain, help, parseCli } from './cli.js'
import { createTrtcEmulator } from './emulator.js'

async function main() {
  let options: EmulatorOptions = {}
  try {
    const parsed = parseCli(process.argv.slice(2))
    if (parsed === 'help') {
      console.log(help)
      return
    }
    options = parsed
    const emulator = await createTrtcEmulator(options)
    console.log(`TRTC emulator for application ${options.sdkAppId ?? 1400000123} at ${emulator.url}`)
    for (const signal of ['SIGINT', 'SIGTERM'] as const)
      process.once(signal, () => { void emulator.close() })
  } catch (error) {
    console.error(`trtc-emulator: ${explain(error, options)}`)
    process.exitCode = 1
  }
}

void main()
