import { spawnSync } from 'node:child_process'
import process from 'node:process'
import { parseArgs } from 'node:util'

/*
 * The long forms of what `pnpm test` does in short: many rooms, many seeds, many simulations, many malformed requests.
 * `--seeds 5 --rooms 200 --seconds 60` are the defaults for the chaos.
 */

const { values: { seeds, rooms, seconds } } = parseArgs({ options: {
  seeds: { type: 'string', default: '5' },
  rooms: { type: 'string', default: '200' },
  seconds: { type: 'string', default: '60' },
} })

const { status } = spawnSync('pnpm', ['exec', 'vitest', 'run', '--project', 'backend', '--no-file-parallelism', '--testTimeout', '3600000', 'chaos', 'crash', 'simulation', 'fuzz'], {
  stdio: 'inherit',
  shell: process.platform === 'win32',
  env: { ...process.env, CHAOS_RUNS: seeds, CHAOS_ROOMS: rooms, CHAOS_SECONDS: seconds, SIMULATIONS: '30000', FUZZ_RUNS: '100000' },
})
process.exitCode = status ?? 1
