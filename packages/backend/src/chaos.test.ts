import type { Postgres } from '../testing/postgres.js'
import { randomInt } from 'node:crypto'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { bundle } from '../testing/bundle.js'
import { runChaos } from '../testing/chaos/run-chaos.js'
import { startPostgres } from '../testing/postgres.js'

/** One short run; longer and more of them in a soak. */
const { CHAOS_SEED, CHAOS_RUNS = '1', CHAOS_ROOMS = '40', CHAOS_SECONDS = '20', CHAOS_TRACE } = process.env
const seeds = Array.from({ length: Number(CHAOS_RUNS) }, (_, run) => CHAOS_SEED === undefined ? randomInt(1_000_000) : Number(CHAOS_SEED) + run)
const stormMs = Number(CHAOS_SECONDS) * 1000
const calmMs = 240_000 + Number(CHAOS_ROOMS) * 500

let postgres: Postgres
let backend: Awaited<ReturnType<typeof bundle>> | undefined

beforeAll(async () => {
  [postgres, backend] = await Promise.all([startPostgres(), bundle('testing/crash/crashing-backend.ts')])
})
afterAll(async () => {
  await postgres.stop()
  await backend?.remove()
})

it.each(seeds)('three instances that are killed, and a TRTC at its worst, lose nothing and record nothing twice (seed %i)', async seed => {
  const books = await runChaos({
    seed,
    rooms: Number(CHAOS_ROOMS),
    instances: 3,
    stormMs,
    calmMs,
    file: backend!.file,
    databaseUrl: await postgres.createDatabase(),
    ...CHAOS_TRACE !== undefined && { trace: console.log },
  })
  const { problems, ...numbers } = books
  console.log(`chaos, seed ${seed}:`, numbers)
  expect(problems).toEqual([])
  expect(numbers.mostCallsInASecond).toBeLessThanOrEqual(20)
  expect(numbers.recordings).toBeGreaterThanOrEqual(Number(CHAOS_ROOMS))
}, stormMs + calmMs + 60_000)
