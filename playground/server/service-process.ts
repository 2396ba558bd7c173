import type { ChildProcess } from 'node:child_process'
import type { Env } from './environment.js'
import { fork } from 'node:child_process'
import { once } from 'node:events'
import process from 'node:process'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'

export interface ServiceProcessOptions {
  name: string
  /** A module in this folder that calls `serve()`. */
  module: string
  env: Env
  onLine: (name: string, line: string) => void
  /** It ended although nobody asked it to. */
  onDeath: (name: string, code: number | null) => void
}

const stopWithinMs = 5000

/** One part of the stack in a process of its own; it can be ended the hard way and started again. */
export class ServiceProcess {
  readonly name: string
  #options: ServiceProcessOptions
  #child: ChildProcess | null = null
  #isWanted = false

  constructor(options: ServiceProcessOptions) {
    this.name = options.name
    this.#options = options
  }

  /** Resolves once the part serves. */
  async start(): Promise<void> {
    const { name, module, env, onLine } = this.#options
    const child = fork(fileURLToPath(new URL(module, import.meta.url)), {
      execArgv: ['--import', import.meta.resolve('tsx'), '--conditions=@roomkit-recording/source'],
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    })
    this.#child = child
    this.#isWanted = true
    const last: string[] = []
    for (const output of [child.stdout, child.stderr]) {
      if (output) {
        createInterface({ input: output }).on('line', line => {
          last.push(line)
          if (last.length > 20) last.shift()
          onLine(name, line)
        })
      }
    }
    await new Promise<void>((resolve, reject) => {
      child.once('message', () => { resolve() })
      // 'close' comes after the last line of output, which says why
      child.once('close', code => { reject(new Error(`The ${name} did not start (exit code ${code}).\n${last.join('\n')}`)) })
      child.once('error', reject)
    })
    child.once('exit', code => {
      if (this.#child === child) this.#child = null
      if (this.#isWanted) this.#options.onDeath(name, code)
    })
  }

  /** Ends it at once, as a crash would (SIGKILL). */
  async kill(): Promise<void> {
    await this.#end('SIGKILL')
  }

  /** Lets it finish what it is doing. */
  async stop(): Promise<void> {
    await this.#end('SIGTERM')
  }

  async #end(signal: 'SIGKILL' | 'SIGTERM'): Promise<void> {
    this.#isWanted = false
    const child = this.#child
    if (!child || child.exitCode !== null || child.signalCode !== null) return
    const exited = once(child, 'exit')
    child.kill(signal)
    const timer = setTimeout(() => { child.kill('SIGKILL') }, stopWithinMs)
    await exited
    clearTimeout(timer)
  }
}
