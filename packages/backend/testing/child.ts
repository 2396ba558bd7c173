import type { ChildProcess } from 'node:child_process'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { onTestFinished } from 'vitest'
import { bundleForTests } from './bundle.js'

export interface Child {
  process: ChildProcess
  /** Resolves with the port as soon as it listens. */
  listening: Promise<number>
  /** Everything on stderr. */
  errors: () => string
  /** Everything on stdout. */
  output: () => string
  exit: Promise<{ code: number | null, signal: NodeJS.Signals | null }>
}

/** For a test file: starts the standalone server as a process of its own, with nothing but `env`. */
export function standaloneServer(): (env: Record<string, string>, args?: string[]) => Child {
  const main = bundleForTests('src/main.ts')
  return (env, args = []) => startChild(main(), env, args)
}

function startChild(file: string, env: Record<string, string>, args: string[]): Child {
  const child = spawn(process.execPath, [file, ...args], {
    env: { PATH: process.env.PATH, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  onTestFinished(() => { child.kill('SIGKILL') })
  let errors = ''
  let output = ''
  child.stdout.on('data', (chunk: Buffer) => { output += String(chunk) })
  child.stderr.on('data', (chunk: Buffer) => { errors += String(chunk) })
  const exit = once(child, 'exit').then(([code, signal]) => ({ code, signal }) as { code: number | null, signal: NodeJS.Signals | null })
  const listening = new Promise<number>((resolve, reject) => {
    createInterface(child.stdout).on('line', line => {
      if (!line.startsWith('{')) return
      const { msg, port } = JSON.parse(line) as { msg: string, port?: number }
      if (msg === 'listening') resolve(port!)
    })
    exit.then(({ code }) => { reject(new Error(`ended with ${code}: ${errors}`)) }, reject)
  })
  listening.catch(() => {})
  return { process: child, listening, errors: () => errors, output: () => output, exit }
}
