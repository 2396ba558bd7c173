import type { EmulatorOptions } from '@roomkit-recording/trtc-emulator'
import process from 'node:process'
import { createTrtcEmulator } from '@roomkit-recording/trtc-emulator'
import { serve } from './serve.js'

void serve(async () => {
  const options = JSON.parse(process.env.EMULATOR_OPTIONS ?? '{}') as EmulatorOptions
  const emulator = await createTrtcEmulator(options)
  console.log(`TRTC emulator at ${emulator.url}`)
  return () => emulator.close()
})
