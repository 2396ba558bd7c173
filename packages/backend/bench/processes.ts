import { fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'

export interface Peer {
  send: (task: object) => void
  /** What it says next. */
  next: <T>() => Promise<T>
  /** Asks it to do something and resolves with what it answers. */
  ask: <T>(task: object) => Promise<T>
  end: () => Promise<void>
}

/** Another process of this bench, so that measuring costs the measured one nothing. */
export function startPeer(file: string, execArgv: string[] = []): Peer {
  const child = fork(join(import.meta.dirname, file), { execArgv: [...process.execArgv, ...execArgv] })
  const ended = once(child, 'exit').then(() => { throw new Error(`${file} ended`) })
  ended.catch(() => {})
  const next = <T>() => new Promise<T>((resolve, reject) => {
    child.once('message', resolve)
    ended.catch(reject)
  })
  return {
    next,
    send: task => { child.send(task) },
    ask<T>(task: object) {
      const answer = next<T>()
      child.send(task)
      return answer
    },
    async end() {
      if (child.exitCode !== null) return
      child.disconnect()
      child.kill()
      await once(child, 'exit')
    },
  }
}

/** The same clock in all processes of this machine, in milliseconds. */
export const clock = (): number => Number(process.hrtime.bigint()) / 1e6

export function percentiles(values: number[]): { p50: number, p95: number, p99: number, max: number } {
  const sorted = values.toSorted((a, b) => a - b)
  const at = (share: number) => Number((sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN).toFixed(1))
  return { p50: at(0.5), p95: at(0.95), p99: at(0.99), max: at(1) }
}
