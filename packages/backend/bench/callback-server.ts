import type { AddressInfo } from 'node:net'
import type { Store } from '../src/store/store.js'
import { once } from 'node:events'
import { createServer } from 'node:http'
import { count, isNull } from 'drizzle-orm'
import { createBackend } from '../src/backend.js'
import { callbacks } from '../src/store/schema.js'
import { createObedientTrtc } from '../testing/plain.js'
import { backendOptions } from '../testing/stack.js'

/*
 * The measured process: a backend whose recordings' callbacks come from outside.
 */

type Task = { type: 'serve', databaseUrl: string, rooms: number } | { type: 'waiting' } | { type: 'cpu' }

let store: Store

async function perform(task: Task): Promise<unknown> {
  if (task.type === 'cpu') return process.cpuUsage()
  if (task.type === 'waiting') {
    const [row] = await store.db.select({ waiting: count() }).from(callbacks).where(isNull(callbacks.processedAt))
    return row
  }
  const trtc = createObedientTrtc()
  const backend = await createBackend(backendOptions('http://127.0.0.1:9', { databaseUrl: task.databaseUrl, authorize: () => true }), {
    trtc: trtc.api,
    timings: { firstDescribeMs: 10, describeMs: 600_000 },
    aroundStore: opened => store = opened,
  })
  const taskIds = await Promise.all(Array.from({ length: task.rooms }, async (_, room) => {
    const { current } = await backend.recordings.start({ roomId: `bench-${room}`, by: 'bench' })
    for (;;) {
      const { taskIds } = await backend.recordings.get(current!.id)
      if (taskIds.length > 0) return { roomId: `bench-${room}`, taskId: taskIds[0]!, recorderUserId: `rr_${current!.id}_0_1` }
    }
  }))
  const server = createServer(backend.nodeHandler)
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return { port: (server.address() as AddressInfo).port, tasks: taskIds }
}

process.on('message', (task: Task) => { void perform(task).then(answer => process.send!(answer as object)) })
process.on('disconnect', () => process.exit())
