import type { IncomingMessage, ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Timings } from '../../src/recordings/recording-state.js'
import { Buffer } from 'node:buffer'
import { createServer } from 'node:http'
import { pino } from 'pino'
import { createBackend } from '../../src/backend.js'
import { configFromEnv } from '../../src/config.js'
import { defaultTimings } from '../../src/recordings/recording-state.js'
import { crashingStore } from './crashing-store.js'
import { crashingTrtc } from './crashing-trtc.js'
import { isMute, reach } from './fault-points.js'

/*
 * The standalone server as a process that kills itself at one point of one room, `CRASH_AT`, and otherwise is as it is.
 */

const timings: Timings = { ...defaultTimings, ...JSON.parse(process.env.TIMINGS ?? '{}') as Partial<Timings> }
const crash = reach(process.env.CRASH_AT)
const generous = { burst: 100_000, perSecond: 100_000 }
// stdout is for the port
const logger = pino({ level: process.env.LOG_LEVEL ?? 'silent' }, pino.destination(2))
const backend = await createBackend({ ...configFromEnv(), logger }, {
  timings,
  pauseMs: Number(process.env.PAUSE_MS ?? 500),
  rateLimits: { all: generous, writes: generous, room: generous },
  fileTimings: { looksMs: [500, 1_500, 3_000, 6_000, 9_000, 12_000, 18_000, 24_000, 36_000, 48_000], indexMs: 1_000, stragglerMs: 3_000, retryMs: 200, retryMaxMs: 2_000, unknownMs: 3_000 },
  aroundStore: store => crashingStore(store, crash, timings),
  aroundTrtc: trtc => crashingTrtc(trtc, crash),
})

async function handleCallback(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  const body = Buffer.concat(chunks)
  const { EventType, EventInfo } = JSON.parse(body.toString()) as { EventType: number, EventInfo: { RoomId: string | number } }
  const roomId = String(EventInfo.RoomId)
  if (EventType === 301 && isMute(roomId)) return void response.end('{"code":0}')
  await crash(`${EventType}.received`, roomId)
  const answer = await backend.fetch(new Request(`http://backend${request.url}`, { method: 'POST', headers: request.headers as Record<string, string>, body }))
  await crash(`${EventType}.stored`, roomId)
  response.on('finish', () => void crash(`${EventType}.answered`, roomId))
  response.writeHead(answer.status, { 'content-type': 'application/json' })
  response.end(await answer.text())
}

const server = createServer((request, response) => {
  if (request.method === 'POST' && request.url?.endsWith('/trtc/callbacks')) void handleCallback(request, response)
  else backend.nodeHandler(request, response)
})
server.listen(0, '127.0.0.1', () => {
  process.stdout.write(`${JSON.stringify({ msg: 'listening', port: (server.address() as AddressInfo).port })}\n`)
})
// left alone, it ends
process.stdin.on('end', () => process.exit()).resume()
