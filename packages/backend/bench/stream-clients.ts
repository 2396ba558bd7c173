import type { Socket } from 'node:net'
import { Buffer } from 'node:buffer'
import { connect } from 'node:net'
import { clock } from './processes.js'

/*
 * Everybody who listens. Sockets that only look for a mark, so that reading costs little.
 */

type Task = { type: 'connect', port: number, count: number } | { type: 'await', mark: string }

const sockets: Socket[] = []
let mark: Buffer = Buffer.alloc(0)
let reached = 0
let bytes = 0
let done: (() => void) | null = null

async function open(port: number): Promise<void> {
  const socket = connect(port, '127.0.0.1')
  let tail: Buffer = Buffer.alloc(0)
  let has: Buffer = Buffer.alloc(0)
  sockets.push(socket)
  await new Promise<void>((resolve, reject) => {
    socket.once('error', reject)
    socket.once('data', () => resolve())
    socket.on('data', (chunk: Buffer) => {
      if (mark.length === 0 || has === mark) return
      bytes += chunk.length
      const seen = tail.length > 0 ? Buffer.concat([tail, chunk]) : chunk
      if (!seen.includes(mark)) {
        tail = seen.subarray(-mark.length)
        return
      }
      tail = Buffer.alloc(0)
      has = mark
      if (++reached === sockets.length) done?.()
    })
    socket.write('GET /v1/rooms/bench/events HTTP/1.1\r\nHost: localhost\r\n\r\n')
  })
}

async function perform(task: Task): Promise<unknown> {
  if (task.type === 'connect') {
    for (let opened = 0; opened < task.count; opened += 100) await Promise.all(Array.from({ length: Math.min(100, task.count - opened) }, () => open(task.port)))
    return {}
  }
  mark = Buffer.from(task.mark)
  reached = 0
  bytes = 0
  const last = new Promise<void>(resolve => { done = resolve })
  process.send!({ type: 'ready' })
  await last
  const at = clock()
  mark = Buffer.alloc(0)
  return { at, bytes: Math.round(bytes / sockets.length) }
}

process.on('message', (task: Task) => { void perform(task).then(answer => process.send!(answer as object)) })
process.on('disconnect', () => process.exit())
