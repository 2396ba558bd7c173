import type { RecordingDetail, RoomSnapshot } from '@roomkit-recording/core'
import type { RecordingTask, TrtcEmulator } from '@roomkit-recording/trtc-emulator'
import type { Buffer } from 'node:buffer'
import type { BackendProcess } from '../backend-process.js'
import { setTimeout as wait } from 'node:timers/promises'
import { createTrtcEmulator } from '@roomkit-recording/trtc-emulator'
import { startBackendProcess } from '../backend-process.js'
import { forward, readBody, startRelay } from '../relay.js'
import { CALLBACK_KEY, key, quick, userSig } from '../stack.js'
import { isMute } from './fault-points.js'

/** What is left when the world has calmed down. */
export interface Aftermath {
  /** By the emulator's own books. */
  tasks: RecordingTask[]
  recording: RecordingDetail
  /** The next recording of the room could start. */
  isFree: boolean
}

export interface CrashChain {
  /** What became of the room in which the process was killed at this point. @throws Error when the point was never reached */
  aftermath: (point: string) => Promise<Aftermath>
  close: () => Promise<void>
}

const actions: Record<string, string> = { create: 'CreateCloudRecording', describe: 'DescribeCloudRecording', modify: 'ModifyCloudRecording', delete: 'DeleteCloudRecording', remove: 'RemoveUserByStrRoomId' }
/** TRTC waits 5 s for an answer to a callback; so long a load balancer may hold one while nobody listens. */
const HELD_MS = 4_000
/** A life in which nothing gets to its point ends all the same. */
const PATIENCE_MS = 120_000
/** What was on its way when a process died arrives when the next one is there. */
const LATE_MS = 1_200

/**
 * One backend after the other on one database, each killed at the next of `points`, with one TRTC and one address. Each point has a room
 * of its own; what was begun in it goes on in the lives that follow.
 */
export async function startCrashChain({ file, databaseUrl, points }: { file: string, databaseUrl: string, points: readonly string[] }): Promise<CrashChain> {
  const never = new Promise<number | null>(() => {})
  let child: BackendProcess | null = null
  let listening = never
  let kill: { action: string, roomId: string } | null = null
  let closed = false

  const front = await startRelay(async (request, response) => {
    const body = await readBody(request)
    const isCallback = request.url!.endsWith('/callbacks')
    try {
      const port = await Promise.race([listening, wait(isCallback ? HELD_MS : 200, null, { ref: false })])
      if (port === null) throw new Error('nobody listens')
      await forward(request, response, body, port)
    } catch {
      if (!response.headersSent) response.writeHead(502)
      response.end()
    }
  })
  const emulator: TrtcEmulator = await createTrtcEmulator({ ...key, port: 0, callbackUrl: `${front.url}/v1/trtc/callbacks`, callbackKey: CALLBACK_KEY, recorderStartDelayMs: 40, recorderStopDelayMs: 20, vodCommitDelayMs: 20, renderMedia: false })
  const cloudPort = Number(new URL(emulator.url).port)
  /** Between the backend and TRTC: what has come this far takes effect, whatever becomes of the sender. */
  const cloud = await startRelay(async (request, response) => {
    const body = await readBody(request)
    if (kill && request.headers['x-tc-action'] === kill.action && roomOf(body) === kill.roomId) {
      kill = null
      child!.kill()
      await wait(LATE_MS)
    }
    await forward(request, response, body, cloudPort).catch(() => { response.destroy() })
  })

  function roomOf(body: Buffer): string | undefined {
    const { RoomId, TaskId } = JSON.parse(body.toString()) as { RoomId?: string, TaskId?: string }
    return RoomId ?? emulator.control.tasks.find(TaskId ?? '')?.request.RoomId
  }

  /** Resolves when it listens. */
  async function live(armed: { point: string, roomId: string } | null): Promise<{ dead: Promise<void> }> {
    const [call, step] = armed?.point.split('.') ?? []
    kill = step === 'underway' ? { action: actions[call!]!, roomId: armed!.roomId } : null
    child = startBackendProcess({
      file,
      databaseUrl,
      trtcUrl: cloud.url,
      cloudUrl: emulator.url,
      timings: quick,
      ...armed && step !== 'underway' && { crashAt: `${armed.point} ${armed.roomId}` },
    })
    listening = child.listening
    const { dead } = child
    void dead.then(() => { listening = never })
    await listening
    return { dead }
  }

  async function call(method: string, path: string, body: unknown, press: string): Promise<{ status: number, body: any }> {
    const response = await fetch(`${front.url}/v1${path}`, {
      method,
      headers: { 'authorization': `Bearer ${userSig('alice')}`, 'content-type': 'application/json', 'idempotency-key': press },
      ...body !== undefined && { body: JSON.stringify(body) },
    })
    const text = await response.text()
    return { status: response.status, body: text === '' ? null : JSON.parse(text) as unknown }
  }

  /** As a browser does: whoever gets no answer asks again. */
  async function insist(method: string, path: string, body: unknown, isAnswer: (status: number) => boolean, press = 'press'): Promise<any> {
    for (;;) {
      if (closed) throw new Error('the chain was closed')
      const answer = await call(method, path, body, press).catch(() => ({ status: 0, body: null }))
      if (isAnswer(answer.status)) return answer.body
      await wait(100)
    }
  }

  async function until(roomId: string, fits: (snapshot: RoomSnapshot) => boolean): Promise<RoomSnapshot> {
    for (;;) {
      const snapshot = await insist('GET', `/rooms/${roomId}/recording`, undefined, status => status === 200) as RoomSnapshot
      if (fits(snapshot)) return snapshot
      await wait(200)
    }
  }

  const tasksOf = (roomId: string) => emulator.control.tasks.list().filter(task => task.request.RoomId === roomId)
  const isSettled = (roomId: string) => (snapshot: RoomSnapshot) => snapshot.current === null && snapshot.recent[0]?.status === 'ready' && tasksOf(roomId).every(task => task.phase === 'gone')

  /** Start, change the layout, stop. Where TRTC is mute, the stop comes while it is still starting. */
  async function record(roomId: string, mute: boolean): Promise<Aftermath> {
    const path = `/rooms/${roomId}/recording`
    const started = await insist('POST', path, {}, status => status === 202) as RoomSnapshot
    const { id } = started.current ?? (await until(roomId, () => true)).recent[0]!
    if (mute) {
      await emulator.control.until(() => tasksOf(roomId).some(task => task.phase === 'running'))
    } else {
      await until(roomId, ({ current }) => current?.status === 'recording')
      await insist('PATCH', `${path}?id=${id}`, { layout: { mode: 'float' } }, status => status === 202)
      await until(roomId, ({ current }) => current?.layout.applied?.mode === 'float')
    }
    await insist('DELETE', `${path}?id=${id}`, undefined, status => status === 202 || status === 200)
    await until(roomId, isSettled(roomId))
    const recording = await insist('GET', `/recordings/${id}`, undefined, status => status === 200) as RecordingDetail
    const tasks = tasksOf(roomId)
    const again = await insist('POST', path, {}, status => status !== 0 && status < 500, 'press-again') as { current?: { id: string } }
    emulator.control.rooms.close(emulator.control.rooms.find(roomId)!)
    return { tasks, recording, isFree: again.current !== undefined && again.current.id !== id }
  }

  const roomFor = (point: string) => `${point.startsWith('remove.') ? 'mute-' : ''}${point.replace('.', '-')}`

  async function dieAt(point: string, settle: (aftermath: Promise<Aftermath>) => void): Promise<void> {
    const roomId = roomFor(point)
    const room = emulator.control.rooms.enter(roomId, { userId: 'alice' })
    emulator.control.rooms.update(room, 'alice', { camera: true, microphone: true })
    const { dead } = await live({ point, roomId })
    const recorded = record(roomId, isMute(roomId))
    const isDead = await Promise.race([dead.then(() => true), recorded.then(() => false), wait(PATIENCE_MS, false, { ref: false })])
    if (isDead) return settle(recorded)
    child!.kill()
    await dead
    throw new Error(`The point ${point} was never reached`)
  }

  const aftermaths = new Map(points.map(point => [point, deferred<Aftermath>()]))
  for (const { promise } of aftermaths.values()) promise.catch(() => {})

  async function liveOn(): Promise<void> {
    for (const point of points) {
      if (closed) return
      const { resolve, reject } = aftermaths.get(point)!
      await dieAt(point, resolve).catch(reject)
    }
    if (!closed) await live(null)
  }

  const lives = liveOn()
  return {
    aftermath: async point => await aftermaths.get(point)!.promise,
    async close() {
      closed = true
      child?.kill()
      await lives
      child?.kill()
      await emulator.close()
      front.close()
      cloud.close()
    },
  }
}

function deferred<T>() {
  let resolve!: (value: T | Promise<T>) => void
  let reject!: (reason: unknown) => void
  const promise = new Promise<T>((resolvePromise, rejectPromise) => {
    resolve = resolvePromise
    reject = rejectPromise
  })
  return { promise, resolve, reject }
}
