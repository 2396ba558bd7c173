/// <reference path="../testing/tls-sig-api-v2.d.ts" />
import type { Outcome, Task } from './room-clients.js'
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, writeFile } from 'node:fs/promises'
import { availableParallelism, loadavg } from 'node:os'
import { dirname, join } from 'node:path'
import process from 'node:process'
import { parseArgs } from 'node:util'
import { Api } from 'tls-sig-api-v2'
import { createTrtcEmulator } from '../src/index.js'

const BUDGET_MS = 100

const scenes = [
  { name: '300 people in one room', rooms: 1, peoplePerRoom: 300, changes: 200, changesPerSecond: 10 },
  { name: '200 rooms of 5 people', rooms: 200, peoplePerRoom: 5, changes: 2000, changesPerSecond: 200 },
]

const sdkAppId = 1400000123
const sdkSecretKey = '0123456789abcdef'.repeat(4)

/** Real WebSocket clients, in a process of their own, against one emulator. */
async function measure({ name, ...scene }: typeof scenes[0]) {
  const emulator = await createTrtcEmulator({ port: 0, sdkAppId, sdkSecretKey })
  const signer = new Api(sdkAppId, sdkSecretKey)
  const people = Array.from({ length: scene.rooms * scene.peoplePerRoom }, (_, index) => {
    const userId = `person-${index}`
    return { userId, userSig: signer.genUserSig(userId, 3600) }
  })
  const clients = fork(join(import.meta.dirname, 'room-clients.ts'))
  try {
    clients.send({ url: emulator.url, sdkAppId, ...scene, people } satisfies Task)
    const ended = once(clients, 'exit').then(() => { throw new Error('The clients gave up') })
    ended.catch(() => {})
    const [{ entering, delays }] = await Promise.race([once(clients, 'message') as Promise<[Outcome]>, ended])
    const sorted = delays.toSorted((a, b) => a - b)
    const at = (share: number) => Number(sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))]!.toFixed(1))
    return { name, ...scene, enteringMs: Math.round(entering), p50Ms: at(0.5), p95Ms: at(0.95), maxMs: at(1), isWithinBudget: at(0.95) < BUDGET_MS }
  } finally {
    clients.kill()
    await emulator.close()
  }
}

async function main() {
  const { values: { json } } = parseArgs({ options: { json: { type: 'string', default: join(import.meta.dirname, '../.roomkit-recording/bench-room-service.json') } } })
  const load = loadavg()[0]!
  const results = []
  for (const scene of scenes) results.push(await measure(scene))

  console.log(`From a camera's change to the last one in the room who hears of it; ${availableParallelism()} cores, load ${load.toFixed(1)} before`)
  console.table(Object.fromEntries(results.map(({ name, changes, changesPerSecond, p50Ms, p95Ms, maxMs, isWithinBudget }) =>
    [name, { changes, 'a second': changesPerSecond, 'p50 ms': p50Ms, 'p95 ms': p95Ms, 'max ms': maxMs, [`p95 < ${BUDGET_MS} ms`]: isWithinBudget ? 'yes' : 'NO' }])))
  await mkdir(dirname(json), { recursive: true })
  await writeFile(json, `${JSON.stringify({ measuredAt: new Date().toISOString(), cores: availableParallelism(), loadBefore: load, budgetMs: BUDGET_MS, results }, null, 2)}\n`)
  console.log(`Written to ${json}`)
  if (results.some(({ isWithinBudget }) => !isWithinBudget)) process.exitCode = 1
}

void main()
