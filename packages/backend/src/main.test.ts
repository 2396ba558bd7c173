import type { TrtcEmulator } from '@roomkit-recording/trtc-emulator'
import type { AddressInfo } from 'node:net'
import { once } from 'node:events'
import { createServer } from 'node:http'
import { createTrtcEmulator } from '@roomkit-recording/trtc-emulator'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { standaloneServer } from '../testing/child.js'
import { temporaryDatabase } from '../testing/database.js'
import { environmentOf } from '../testing/environment.js'
import { browser, CALLBACK_KEY, key, openRoom, soon } from '../testing/stack.js'

const startChild = standaloneServer()

let emulator: TrtcEmulator
/** Stays, while the backend behind it comes and goes. */
let url = ''
let port = 0

beforeAll(async () => {
  const proxy = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    try {
      const answer = await fetch(`http://127.0.0.1:${port}${request.url}`, { method: request.method!, headers: request.headers as Record<string, string>, ...chunks.length > 0 && { body: Buffer.concat(chunks) } })
      response.writeHead(answer.status, { 'content-type': answer.headers.get('content-type') ?? 'text/plain' })
      response.end(await answer.text())
    } catch {
      response.writeHead(502).end()
    }
  })
  proxy.listen(0, '127.0.0.1')
  await once(proxy, 'listening')
  url = `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`
  emulator = await createTrtcEmulator({ ...key, port: 0, callbackUrl: `${url}/v1/trtc/callbacks`, callbackKey: CALLBACK_KEY, recorderStartDelayMs: 20, recorderStopDelayMs: 20, vodCommitDelayMs: 20 })
  return async () => {
    proxy.close()
    proxy.closeAllConnections()
  }
})
afterAll(() => emulator.close())

async function environment() {
  const { databaseUrl, remove } = await temporaryDatabase()
  onTestFinished(remove)
  return environmentOf({ databaseUrl, trtcUrl: emulator.url })
}

const tasksOf = (roomId: string) => emulator.control.tasks.list().filter(task => task.request.RoomId === roomId)
const statusOf = async (roomId: string) => (await browser({ url }, 'alice').snapshot(roomId)).current?.status ?? null

describe('the standalone server', () => {
  it('that is killed while recording goes on with the same recording and the same task', async () => {
    const env = await environment()
    const roomId = openRoom({ emulator })
    const alice = browser({ url }, 'alice')
    const first = startChild(env)
    port = await first.listening
    const { body } = await alice.start(roomId)
    await expect.poll(() => statusOf(roomId), { timeout: 15_000 }).toBe('recording')
    const before = await alice.snapshot(roomId)

    first.process.kill('SIGKILL')
    expect((await first.exit).signal).toBe('SIGKILL')
    const second = startChild(env)
    port = await second.listening
    const after = await alice.snapshot(roomId)
    expect(after).toMatchObject({ epoch: before.epoch, current: { id: body.current.id, status: 'recording', startedAt: before.current!.startedAt } })
    expect(after.revision).toBeGreaterThanOrEqual(before.revision)

    await alice.stop(roomId, body.current.id)
    await expect.poll(async () => (await alice.snapshot(roomId)).recent[0]?.status, { timeout: 15_000 }).toBe('ready')
    expect(tasksOf(roomId)).toMatchObject([{ leaveCode: 0 }])

    second.process.kill('SIGTERM')
    expect(await second.exit).toEqual({ code: 0, signal: null })
  })

  it('that is killed while TRTC is called has one task in the end, and knows it', async () => {
    const env = await environment()
    const roomId = openRoom({ emulator })
    const alice = browser({ url }, 'alice')
    const first = startChild(env)
    port = await first.listening
    // the task is made, and its answer never comes
    emulator.control.faults.set([{ action: 'CreateCloudRecording', effect: 'lostAnswer', delayMs: 60_000, times: 1 }, { callback: 301, effect: 'delay', delayMs: 3_000, times: 1 }])
    const { body } = await alice.start(roomId)
    await emulator.control.until(() => tasksOf(roomId).length === 1, soon())
    first.process.kill('SIGKILL')
    await first.exit

    port = await startChild(env).listening
    await expect.poll(() => statusOf(roomId), { timeout: 15_000 }).toBe('recording')
    // callback 301 brought it, or, if this machine is too slow for that, a repeat under the same recorder replaced it
    expect(new Set(tasksOf(roomId).map(task => task.recorderId)).size).toBe(1)
    expect(tasksOf(roomId).filter(task => task.phase === 'running')).toHaveLength(1)
    await alice.stop(roomId, body.current.id)
    await expect.poll(() => statusOf(roomId), { timeout: 15_000 }).toBe(null)
    expect(tasksOf(roomId).filter(task => task.phase === 'running')).toEqual([])
    expect(tasksOf(roomId).at(-1)).toMatchObject({ leaveCode: 0 })
  })

  it('does not open a database that another one has open', async () => {
    const env = await environment()
    await startChild(env).listening
    const second = startChild(env)
    expect((await second.exit).code).toBe(1)
    expect(second.errors()).toMatch(/is in use by process \d+/)
  })

  it('says in one line which variable is missing, and ends', async () => {
    const { TRTC_CALLBACK_KEY: _, ...env } = await environment()
    const child = startChild(env)
    expect((await child.exit).code).toBe(1)
    expect(child.errors()).toBe('TRTC_CALLBACK_KEY is missing\n')
  })

  it('says that its port is taken, and ends', async () => {
    const env = await environment()
    const child = startChild({ ...env, PORT: new URL(emulator.url).port })
    expect((await child.exit).code).toBe(1)
    expect(child.errors()).toBe('PORT is in use by another process\n')
  })
})
