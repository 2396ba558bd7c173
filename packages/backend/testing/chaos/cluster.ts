import type { BackendProcess, BackendProcessOptions } from '../backend-process.js'
import type { Random } from '../simulated-trtc.js'
import { setTimeout as wait } from 'node:timers/promises'
import { startBackendProcess } from '../backend-process.js'
import { forward, readBody, startRelay } from '../relay.js'

export interface Cluster {
  url: string
  start: (count: number, options: BackendProcessOptions) => void
  kills: () => number
  /** SIGKILL for one of them; another one takes its place. */
  killOne: () => void
  /** Resolves when all of them listen. */
  complete: () => Promise<void>
  close: () => Promise<void>
}

/** A load balancer that knows which instances listen; those are started later. */
export async function createCluster(random: Random): Promise<Cluster> {
  const ports = new Map<BackendProcess, number>()
  const instances = new Set<BackendProcess>()
  const killed = new Set<BackendProcess>()
  let ended = 0
  let turn = 0
  let kills = 0
  let closed = false
  let wanted = 0

  const balancer = await startRelay(async (request, response) => {
    const body = await readBody(request)
    const targets = [...ports.values()]
    try {
      await forward(request, response, body, targets[turn++ % targets.length]!)
    } catch {
      if (!response.headersSent) response.writeHead(502)
      response.end()
    }
  })

  function startOne(options: BackendProcessOptions): void {
    const instance = startBackendProcess(options)
    instances.add(instance)
    void instance.listening.then(port => { if (port !== null && instances.has(instance)) ports.set(instance, port) })
    void instance.dead.then(async () => {
      instances.delete(instance)
      ports.delete(instance)
      // whoever ends without being killed is not worth another try
      if (!killed.has(instance)) return void ended++
      await wait(random.between(100, 800))
      if (!closed) startOne(options)
    })
  }

  return {
    url: balancer.url,
    start(count, options) {
      wanted = count
      for (let instance = 0; instance < count; instance++) startOne(options)
    },
    kills: () => kills,
    killOne() {
      const living = [...ports.keys()]
      const victim = living[random.between(0, living.length - 1)]
      if (!victim) return
      kills++
      killed.add(victim)
      victim.kill()
    },
    async complete() {
      while (ports.size < wanted) {
        if (ended > 0) throw new Error('An instance ended by itself')
        await wait(50)
      }
    },
    async close() {
      closed = true
      const all = [...instances]
      for (const instance of all) {
        killed.add(instance)
        instance.kill()
      }
      await Promise.all(all.map(({ dead }) => dead))
      balancer.close()
    },
  }
}
