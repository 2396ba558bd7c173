import type { AddressInfo } from 'node:net'
import { once } from 'node:events'
import { createServer } from 'node:http'
import { clock } from './processes.js'

/** TRTC that answers at once and notes when it was asked. */
export async function startFakeTrtc() {
  const calls: { action: string, at: number }[] = []
  const arrivals = new Set<(action: string, at: number) => void>()
  const server = createServer((request, response) => {
    const at = clock()
    const action = String(request.headers['x-tc-action'])
    calls.push({ action, at })
    for (const tell of arrivals) tell(action, at)
    request.resume().once('end', () => {
      const fields = action === 'DescribeCloudRecording' ? { Status: 'InProgress' } : { TaskId: `task-${calls.length}.` }
      response.end(JSON.stringify({ Response: { ...fields, RequestId: 'x' } }))
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    calls,
    /** When the next call of this action arrives. */
    next: (action: string) => new Promise<number>(resolve => {
      const tell = (called: string, at: number) => {
        if (called !== action) return
        arrivals.delete(tell)
        resolve(at)
      }
      arrivals.add(tell)
    }),
    close() {
      server.close()
      server.closeAllConnections()
    },
  }
}
