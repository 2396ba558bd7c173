import { Buffer } from 'node:buffer'
import { createHmac } from 'node:crypto'
import { Agent, request } from 'node:http'
import { CALLBACK_KEY } from '../testing/stack.js'
import { clock } from './processes.js'

/*
 * TRTC, sending callbacks: as many at once as there are connections, or so many a second.
 */

interface Task {
  port: number
  tasks: { roomId: string, taskId: string, recorderUserId: string }[]
  connections: number
  count: number
  perSecond: number | null
}

interface Prepared {
  data: Buffer
  headers: Record<string, string | number>
}

let made = 0
const eventTypes = [301, 303, 307, 304]

/** Made and signed before the clock runs. */
function prepare(tasks: Task['tasks']): Prepared {
  const { roomId, taskId, recorderUserId } = tasks[made % tasks.length]!
  const EventMsTs = Date.now() - 60_000 + made++
  const data = Buffer.from(JSON.stringify({ EventGroupId: 3, EventType: eventTypes[made % eventTypes.length], CallbackTs: EventMsTs, EventInfo: { RoomId: roomId, EventTs: Math.floor(EventMsTs / 1000), EventMsTs, UserId: recorderUserId, TaskId: taskId, Payload: { Status: 0 } } }))
  return { data, headers: { 'Content-Type': 'application/json', 'Content-Length': data.length, 'SdkAppId': '1400000123', 'Sign': createHmac('sha256', CALLBACK_KEY).update(data).digest('base64') } }
}

function send(agent: Agent, port: number, { data, headers }: Prepared): Promise<void> {
  return new Promise((resolve, reject) => {
    request({ agent, port, host: '127.0.0.1', method: 'POST', path: '/v1/trtc/callbacks', headers }, response => {
      response.resume().once('end', () => response.statusCode === 200 ? resolve() : reject(new Error(`answered with ${response.statusCode}`)))
    }).once('error', reject).end(data)
  })
}

async function perform({ port, tasks, connections, count, perSecond }: Task): Promise<{ seconds: number, delays: number[] }> {
  const agent = new Agent({ keepAlive: true, maxSockets: connections })
  const delays: number[] = []
  const prepared = Array.from({ length: count }, () => prepare(tasks))
  let next = 0
  const begun = clock()
  const one = async () => {
    const at = clock()
    await send(agent, port, prepared[next++]!)
    delays.push(clock() - at)
  }
  if (perSecond === null) {
    let left = count
    await Promise.all(Array.from({ length: connections }, async () => {
      while (left-- > 0) await one()
    }))
  } else {
    const under: Promise<void>[] = []
    while (under.length < count) {
      const due = Math.min(count, Math.floor((clock() - begun) / 1000 * perSecond))
      while (under.length < due) under.push(one())
      await new Promise(resolve => setTimeout(resolve, 2))
    }
    await Promise.all(under)
  }
  const seconds = (clock() - begun) / 1000
  agent.destroy()
  return { seconds, delays }
}

process.on('message', (task: Task) => { void perform(task).then(answer => process.send!(answer)) })
process.on('disconnect', () => process.exit())
