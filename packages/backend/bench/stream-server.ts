import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { once } from 'node:events'
import { createServer } from 'node:http'
import { setTimeout as wait } from 'node:timers/promises'
import { createBackend } from '../src/backend.js'
import { createObedientTrtc } from '../testing/plain.js'
import { backendOptions } from '../testing/stack.js'
import { clock } from './processes.js'

/*
 * The measured process: the backend with all its streams, or a bare loop over the responses of Node's http that writes the same bytes.
 */

type Task = { type: 'serve', kind: 'backend' | 'bare', databaseUrl: string } | { type: 'change', mark: string, bytes: number } | { type: 'memory' }

let change: (mark: string, bytes: number) => Promise<void>

async function serveBackend(databaseUrl: string): Promise<Server> {
  const trtc = createObedientTrtc()
  const generous = { burst: 1e9, perSecond: 1e9 }
  const backend = await createBackend(backendOptions('http://127.0.0.1:9', {
    databaseUrl,
    authenticate: () => ({ userId: 'viewer', name: 'Viewer', expiresAt: Date.now() + 3_600_000 }),
    authorize: () => true,
  }), {
    rateLimits: { all: generous, writes: generous, room: generous },
    // that TRTC took the change is told later, and not measured
    timings: { mergeMs: 5_000, firstDescribeMs: 10, describeMs: 600_000 },
    heartbeatMs: 600_000,
    permissionsMs: 600_000,
    trtc: { ...trtc.api, describeCloudRecording: async () => ({ status: 'InProgress' as const }) },
  })
  const { current } = await backend.recordings.start({ roomId: 'bench', by: 'bench' })
  while ((await backend.recordings.snapshot('bench')).current?.status !== 'recording') await wait(50)
  change = async mark => {
    await backend.recordings.update({ roomId: 'bench', recordingId: current!.id, by: 'bench', layout: { mode: 'float', background: mark } })
  }
  // what has run a few times only is not compiled yet, and a server with that many streams has run for a while
  for (let time = 0; time < 100; time++) await change(`#${(0xDEF000 + time).toString(16)}`, 0)
  return createServer(backend.nodeHandler)
}

function serveBare(): Server {
  const responses = new Set<import('node:http').ServerResponse>()
  change = async (mark, bytes) => {
    const text = `event: snapshot\ndata: ${mark}${' '.repeat(Math.max(0, bytes - mark.length - 24))}\n\n`
    for (const response of responses) response.write(text)
  }
  return createServer((request, response) => {
    response.writeHead(200, { 'Content-Type': 'text/event-stream; charset=utf-8', 'Cache-Control': 'no-store' })
    response.flushHeaders()
    responses.add(response)
    response.on('close', () => responses.delete(response))
  })
}

async function perform(task: Task): Promise<unknown> {
  switch (task.type) {
    case 'serve': {
      const server = task.kind === 'backend' ? await serveBackend(task.databaseUrl) : serveBare()
      server.listen({ port: 0, host: '127.0.0.1', backlog: 4096 })
      await once(server, 'listening')
      return { port: (server.address() as AddressInfo).port }
    }
    case 'change': {
      const at = clock()
      await change(task.mark, task.bytes)
      return { at }
    }
    case 'memory': {
      globalThis.gc?.()
      return { bytes: process.memoryUsage().rss }
    }
  }
}

process.on('message', (task: Task) => { void perform(task).then(answer => process.send!(answer as object)) })
process.on('disconnect', () => process.exit())
