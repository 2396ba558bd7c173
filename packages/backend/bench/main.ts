import { mkdir, writeFile } from 'node:fs/promises'
import { availableParallelism, loadavg } from 'node:os'
import { dirname, join } from 'node:path'
import { parseArgs } from 'node:util'
import { startPostgres } from '../testing/postgres.js'
import { CALLBACK_RATE, measureCallbacks } from './callbacks.js'
import { measureReconciliation } from './reconciliation.js'
import { measureStart } from './start-overhead.js'
import { measureStreams } from './streams.js'

const budget = { streamsRatio: 1.5, callbacksPerSecond: CALLBACK_RATE, callbacksP99: 50, callsPerSecond: 20, proofSeconds: 60 }
const { values: { json, streams, seconds, only } } = parseArgs({ options: {
  json: { type: 'string', default: join(import.meta.dirname, '../.roomkit-recording/bench-backend.json') },
  streams: { type: 'string', default: '10000' },
  seconds: { type: 'string', default: '8' },
  only: { type: 'string', default: 'streams,callbacks,start,reconciliation' },
} })
const wanted = new Set(only.split(','))
const load = loadavg()[0]!
const rows: Record<string, { measured: string, budget: string, verdict: string }> = {}
const results: Record<string, unknown> = {}

function judge(name: string, measured: string, limit: string, isWithin: boolean | null): void {
  rows[name] = { measured, budget: limit, verdict: isWithin === null ? '' : isWithin ? 'within budget' : 'OVER BUDGET' }
  if (isWithin === false) process.exitCode = 1
}

// what is durable is on the disk
const postgres = await startPostgres({ isDurable: true })
try {
  if (wanted.has('streams')) {
    const result = await measureStreams(Number(streams), await postgres.createDatabase())
    results.streams = result
    judge(`a change reaches ${result.streams} streams of one room`, `${result.backendMs} ms, bare loop ${result.bareMs} ms: ${result.ratio}×`, `${budget.streamsRatio}×`, result.ratio <= budget.streamsRatio)
    judge('memory of a stream', `${result.backendKilobytes} kB, bare ${result.bareKilobytes} kB`, '', null)
  }
  if (wanted.has('callbacks')) {
    const result = await measureCallbacks(await postgres.createDatabase(), Number(seconds))
    results.callbacks = result
    judge('callbacks verified, stored and answered', `${result.perSecond} a second, ${result.cpuMs} ms of CPU each`, `≥ ${budget.callbacksPerSecond}`, result.perSecond >= budget.callbacksPerSecond)
    judge(`the same at ${CALLBACK_RATE} a second`, `p50 ${result.p50} ms, p99 ${result.p99} ms`, `p99 < ${budget.callbacksP99} ms`, result.p99 < budget.callbacksP99)
    judge('callbacks that took effect meanwhile', `${result.effectsPerSecond} a second`, '', null)
  }
  if (wanted.has('start')) {
    const result = await measureStart(await postgres.createDatabase(), 50)
    results.start = result
    judge('a start on its way to TRTC', `p50 ${result.backend.p50} ms, p95 ${result.backend.p95} ms; the bare SDK ${result.sdk.p50} and ${result.sdk.p95} ms`, '', null)
    judge('a start answered', `p50 ${result.answer.p50} ms, p95 ${result.answer.p95} ms`, '', null)
  }
  if (wanted.has('reconciliation')) {
    const result = await measureReconciliation(await postgres.createDatabase(), 500, 60)
    results.reconciliation = result
    judge(`calls for ${result.tasks} running tasks, ${result.instances} instances`, `${result.mostCallsInASecond} in the busiest second`, `≤ ${budget.callsPerSecond}`, result.mostCallsInASecond <= budget.callsPerSecond)
    judge('their oldest proof', `${result.oldestProofSeconds} s`, `< ${budget.proofSeconds} s`, result.oldestProofSeconds < budget.proofSeconds)
  }
} finally {
  await postgres.stop()
}

console.log(`\nThe backend; ${availableParallelism()} cores, load ${load.toFixed(1)} before`)
console.table(rows)
await mkdir(dirname(json), { recursive: true })
await writeFile(json, `${JSON.stringify({ measuredAt: new Date().toISOString(), cores: availableParallelism(), loadBefore: load, budget, ...results }, null, 2)}\n`)
console.log(`As JSON: ${json}`)
