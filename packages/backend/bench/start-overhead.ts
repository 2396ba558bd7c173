import type { AddressInfo } from 'node:net'
import { once } from 'node:events'
import { createServer } from 'node:http'
import { setTimeout as wait } from 'node:timers/promises'
import { createBackend } from '../src/backend.js'
import { createTrtcClient } from '../src/trtc/trtc-client.js'
import { backendOptions } from '../testing/stack.js'
import { startFakeTrtc } from './fake-trtc.js'
import { clock, percentiles } from './processes.js'

export interface StartResult {
  /** From the client's call until TRTC has it, milliseconds. */
  sdk: ReturnType<typeof percentiles>
  /** From the request for a start until TRTC has the call, the intent stored before. */
  backend: ReturnType<typeof percentiles>
  /** From the request until its answer. */
  answer: ReturnType<typeof percentiles>
}

/** What a stored intent, a lease and a turn cost on the way to TRTC. */
export async function measureStart(databaseUrl: string, starts: number): Promise<StartResult> {
  const trtc = await startFakeTrtc()
  const generous = { burst: 1e9, perSecond: 1e9 }
  const backend = await createBackend(backendOptions(trtc.url, {
    databaseUrl,
    authenticate: () => ({ userId: 'host', name: 'Host', expiresAt: Date.now() + 3_600_000 }),
    authorize: () => true,
  }), { rateLimits: { all: generous, writes: generous, room: generous } })
  const server = createServer(backend.nodeHandler)
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const client = createTrtcClient({ sdkAppId: 1400000123, secretId: 'AKIDdemo', secretKey: 'demoSecretKey', region: 'ap-guangzhou', endpoint: trtc.url })
  const sdk: number[] = []
  const whole: number[] = []
  const answers: number[] = []
  for (let start = 0; start < starts; start++) {
    for (const side of ['sdk', 'backend'] as const) {
      const arrived = trtc.next('CreateCloudRecording')
      const at = clock()
      if (side === 'sdk') {
        await client.createCloudRecording({ RoomId: 'bench' } as never)
        sdk.push(await arrived - at)
      } else {
        const response = await fetch(`${url}/v1/rooms/start-${start}/recording`, { method: 'POST' })
        await response.arrayBuffer()
        answers.push(clock() - at)
        whole.push(await arrived - at)
      }
      // below the allowance, so that nobody waits for a turn
      await wait(100)
    }
  }
  client.close()
  await backend.close()
  server.close()
  server.closeAllConnections()
  trtc.close()
  return { sdk: percentiles(sdk), backend: percentiles(whole), answer: percentiles(answers) }
}
