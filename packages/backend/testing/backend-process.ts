import type { BackendInternals } from '../src/options.js'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { environmentOf } from './environment.js'

export interface BackendProcessOptions {
  /** From `bundle`. */
  file: string
  databaseUrl: string
  /** Where TRTC is, and where VOD and the Conference service are. */
  trtcUrl: string
  cloudUrl: string
  timings: NonNullable<BackendInternals['timings']>
  /** `<point> <roomId>` at which it kills itself. */
  crashAt?: string
  env?: Record<string, string>
}

export interface BackendProcess {
  /** Resolves with the port; with `null` when it ended before it listened. */
  listening: Promise<number | null>
  dead: Promise<void>
  /** SIGKILL. */
  kill: () => void
}

/** The standalone backend, bundled from `crash/crashing-backend.ts`, as a process of its own. */
export function startBackendProcess({ file, databaseUrl, trtcUrl, cloudUrl, timings, crashAt, env = {} }: BackendProcessOptions): BackendProcess {
  const child = spawn(process.execPath, [file], {
    stdio: ['pipe', 'pipe', 'inherit'],
    env: {
      PATH: process.env.PATH,
      ...process.env.LOG_LEVEL !== undefined && { LOG_LEVEL: process.env.LOG_LEVEL },
      ...crashAt !== undefined && { CRASH_AT: crashAt },
      TIMINGS: JSON.stringify(timings),
      ...environmentOf({ databaseUrl, trtcUrl, cloudUrl }),
      VOD_SUB_APP_ID: '1500000001',
      ...env,
    },
  })
  const dead = once(child, 'exit').then(() => {})
  const listening = new Promise<number | null>(resolve => {
    createInterface(child.stdout).on('line', line => {
      const { msg, port } = JSON.parse(line) as { msg: string, port: number }
      if (msg === 'listening') resolve(port)
    })
    void dead.then(() => resolve(null))
  })
  return { listening, dead, kill: () => { child.kill('SIGKILL') } }
}
