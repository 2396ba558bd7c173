import { setTimeout as wait } from 'node:timers/promises'
import { clock, percentiles, startPeer } from './processes.js'

export interface CallbacksResult {
  /** As fast as they are answered. */
  perSecond: number
  /** Of the measured process, for one of them and what it and others before it bring about, in milliseconds. */
  cpuMs: number
  /** At 1,500 a second. */
  p50: number
  p99: number
  max: number
  /** Until the last one of all has taken effect, in seconds. */
  effectSeconds: number
  effectsPerSecond: number
}

export const CALLBACK_RATE = 1_500

/** Callbacks of running recordings: verified, on the disk of a PostgreSQL, answered. */
export async function measureCallbacks(databaseUrl: string, seconds: number): Promise<CallbacksResult> {
  const server = startPeer('callback-server.ts')
  const senders = startPeer('callback-senders.ts')
  try {
    const { port, tasks } = await server.ask<{ port: number, tasks: object[] }>({ type: 'serve', databaseUrl, rooms: 100 })
    const ask = (connections: number, count: number, perSecond: number | null) =>
      senders.ask<{ seconds: number, delays: number[] }>({ port, tasks, connections, count, perSecond })
    const settle = async () => {
      const from = clock()
      while ((await server.ask<{ waiting: number }>({ type: 'waiting' })).waiting > 0 && clock() < from + 120_000) await wait(250)
      return clock() - from
    }
    await ask(64, 2_000, null)
    await settle()
    const cpu = async () => {
      const { user, system } = await server.ask<NodeJS.CpuUsage>({ type: 'cpu' })
      return (user + system) / 1000
    }
    const cpuBefore = await cpu()
    const steady = await ask(64, CALLBACK_RATE * seconds, CALLBACK_RATE)
    const fast = await ask(64, CALLBACK_RATE * seconds, null)
    const cpuMs = (await cpu() - cpuBefore) / (2 * CALLBACK_RATE * seconds)
    const stored = 2 * CALLBACK_RATE * seconds
    const effectSeconds = await settle() / 1000 + steady.seconds + fast.seconds
    const { p50, p99, max } = percentiles(steady.delays)
    return { perSecond: Math.round(fast.delays.length / fast.seconds), cpuMs: Number(cpuMs.toFixed(2)), p50, p99, max, effectSeconds: Number(effectSeconds.toFixed(1)), effectsPerSecond: Math.round(stored / effectSeconds) }
  } finally {
    await Promise.all([server.end(), senders.end()])
  }
}
