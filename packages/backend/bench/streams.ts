import { setTimeout as wait } from 'node:timers/promises'
import { startPeer } from './processes.js'

export interface StreamsResult {
  streams: number
  /** Milliseconds until a change has reached the last one, the median of all rounds. */
  backendMs: number
  bareMs: number
  ratio: number
  bytesOfAChange: number
  /** Of the process, for each stream. */
  backendKilobytes: number
  bareKilobytes: number
}

const ROUNDS = 9

/** A change of one room until all its streams have it, against a bare loop that writes the same bytes to as many. */
export async function measureStreams(streams: number, databaseUrl: string): Promise<StreamsResult> {
  const kinds = ['backend', 'bare'] as const
  const sides = await Promise.all(kinds.map(async kind => {
    const server = startPeer('stream-server.ts', ['--expose-gc'])
    const clients = startPeer('stream-clients.ts')
    const { port } = await server.ask<{ port: number }>({ type: 'serve', kind, databaseUrl })
    return { kind, server, clients, port, times: [] as number[], kilobytes: 0 }
  }))
  try {
    for (const side of sides) {
      const before = await side.server.ask<{ bytes: number }>({ type: 'memory' })
      await side.clients.ask({ type: 'connect', port: side.port, count: streams })
      await wait(2_000)
      const after = await side.server.ask<{ bytes: number }>({ type: 'memory' })
      side.kilobytes = (after.bytes - before.bytes) / streams / 1024
    }
    let bytes = 1_000
    // in turns, so that whatever else this machine does befalls both
    for (let round = 0; round < ROUNDS; round++) {
      for (const side of sides) {
        const mark = `#${(0xABC000 + round).toString(16)}`
        await side.clients.ask({ type: 'await', mark })
        const received = side.clients.next<{ at: number, bytes: number }>()
        const { at } = await side.server.ask<{ at: number }>({ type: 'change', mark, bytes })
        const last = await received
        side.times.push(last.at - at)
        if (side.kind === 'backend') bytes = last.bytes
        await wait(300)
      }
    }
    const median = (times: number[]) => Number(times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)]!.toFixed(1))
    const [backend, bare] = sides as [typeof sides[0], typeof sides[0]]
    return {
      streams,
      backendMs: median(backend.times),
      bareMs: median(bare.times),
      ratio: Number((median(backend.times) / median(bare.times)).toFixed(2)),
      bytesOfAChange: bytes,
      backendKilobytes: Number(backend.kilobytes.toFixed(1)),
      bareKilobytes: Number(bare.kilobytes.toFixed(1)),
    }
  } finally {
    await Promise.all(sides.flatMap(({ server, clients }) => [server.end(), clients.end()]))
  }
}
