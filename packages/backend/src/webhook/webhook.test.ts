import type { Behaviour } from '../../testing/webhook-receiver.js'
import { createTrtcEmulator } from '@roomkit-recording/trtc-emulator'
import { asc } from 'drizzle-orm'
import { describe, expect, it, onTestFinished } from 'vitest'
import { standaloneServer } from '../../testing/child.js'
import { temporaryDatabase } from '../../testing/database.js'
import { environmentOf } from '../../testing/environment.js'
import { keptLog } from '../../testing/kept-log.js'
import { startPlain } from '../../testing/plain.js'
import { silent } from '../../testing/silent.js'
import { browser, key, openRoom } from '../../testing/stack.js'
import { startReceiver, WEBHOOK_SECRET } from '../../testing/webhook-receiver.js'
import { openDatabase } from '../store/database.js'
import { webhooks } from '../store/schema.js'
import { nextDue } from './webhook-sender.js'

const startChild = standaloneServer()

const quick = { timeoutMs: 20_000, pausesMs: [10, 20, 30], pauseMs: 50 }

async function record(behave?: Behaviour, webhook: object = quick) {
  const receiver = await startReceiver(behave)
  const { databaseUrl, remove } = await temporaryDatabase()
  onTestFinished(remove)
  const { logger, lines } = keptLog('trace')
  const told: string[] = []
  const plain = await startPlain({
    options: { databaseUrl, webhookUrl: receiver.url, webhookSecret: WEBHOOK_SECRET, onEvent: ({ type }) => { told.push(type) }, logger },
    internals: { webhook, timings: { nothingCapturedMs: 10, resultsMs: 10, quietMs: 10 } },
  })
  let closed = false
  const close = async () => {
    if (!closed) await plain.close()
    closed = true
  }
  onTestFinished(close)
  async function run(roomId: string): Promise<void> {
    const { id } = (await plain.call('POST', `/v1/rooms/${roomId}/recording`, { body: {} })).body.current
    await expect.poll(async () => (await plain.call('GET', `/v1/rooms/${roomId}/recording`)).body.current?.status).toBe('recording')
    await plain.call('DELETE', `/v1/rooms/${roomId}/recording?id=${id}`)
  }
  async function rows() {
    await close()
    const { db, close: end } = await openDatabase(databaseUrl, silent)
    const all = await db.select().from(webhooks).orderBy(asc(webhooks.seq))
    await end()
    return all
  }
  return { plain, receiver, run, rows, lines, told, databaseUrl }
}

const types = (tries: { type: string }[]) => tries.map(({ type }) => type)

describe('the webhook', () => {
  it('tells what onEvent tells, in order, signed so that a ready verifier takes it, each under an id of its own', async () => {
    const { receiver, run, rows, told } = await record()
    await run('room')
    await receiver.until(tries => tries.length === 3)
    expect(types(receiver.tries)).toEqual(['started', 'ended', 'failed'])
    expect(told).toEqual(types(receiver.tries))
    expect(receiver.tries[2]).toMatchObject({ timestamp: expect.stringMatching(/^\d{4}-.*Z$/), data: { roomId: 'room', recording: { status: 'failed', error: { code: 'files_missing' } } } })
    expect(new Set(receiver.tries.map(({ id }) => id)).size).toBe(3)
    expect(await rows()).toMatchObject(Array.from({ length: 3 }, () => ({ dueAt: null, attempts: 1, deliveredAt: expect.any(Number), lastProblem: null })))
  })

  it.each<[string, Behaviour, string]>([
    ['refuses', (attempt, _, response) => attempt < 3 ? void response.writeHead(503).end() : null, 'status 503'],
    ['goes elsewhere', (attempt, _, response) => attempt < 3 ? void response.writeHead(302, { location: 'http://127.0.0.1:1/' }).end() : null, 'status 302'],
    ['dies', (attempt, request) => attempt < 3 ? void request.socket.destroy() : null, 'UND_ERR_SOCKET'],
  ])('comes again, as the same, to a receiver that %s; what follows waits', async (_, behave, problem) => {
    const { receiver, run, lines, rows } = await record(behave)
    await run('room')
    await receiver.until(tries => tries.some(({ type }) => type === 'failed'))
    expect(types(receiver.tries)).toEqual(['started', 'started', 'started', 'ended', 'failed'])
    const [first, second, third] = receiver.tries
    expect([second!.id, third!.id, third!.data]).toEqual([first!.id, first!.id, first!.data])
    await rows()
    expect(lines.map(line => JSON.parse(line)).filter(({ msg }) => msg === 'a webhook was not taken')).toMatchObject([{ problem, attempts: 1 }, { problem, attempts: 2 }])
    for (const secret of [WEBHOOK_SECRET, WEBHOOK_SECRET.slice(6), 'token=hidden']) expect(lines.join()).not.toContain(secret)
  })

  it('comes again, as the same, to a receiver that is slow; what follows waits', async () => {
    const { receiver, run, lines } = await record(attempt => attempt === 1 ? undefined : null, { ...quick, timeoutMs: 500 })
    await run('room')
    await receiver.until(tries => tries.some(({ type }) => type === 'failed'))
    // on a machine that is slow itself there may be more
    expect(receiver.tries.filter(({ type }) => type === 'started').length).toBeGreaterThan(1)
    expect([...new Map(receiver.tries.map(({ id, type }) => [id, type])).values()]).toEqual(['started', 'ended', 'failed'])
    expect(lines.join()).toContain('no answer in time')
  })

  it('is given up after the last pause, or when the receiver says so, and the next one goes on', async () => {
    const { receiver, run, rows } = await record((attempt, _, response) => attempt === 5 ? void response.writeHead(410).end() : attempt < 5 ? void response.writeHead(500).end() : null)
    await run('room')
    await receiver.until(tries => tries.some(({ type }) => type === 'failed'))
    expect(types(receiver.tries)).toEqual(['started', 'started', 'started', 'started', 'ended', 'failed'])
    expect(await rows()).toMatchObject([
      { type: 'started', dueAt: null, deliveredAt: null, attempts: 4, lastProblem: 'status 500' },
      { type: 'ended', dueAt: null, deliveredAt: null, attempts: 1, lastProblem: 'status 410' },
      { type: 'failed', deliveredAt: expect.any(Number) },
    ])
  })

  it('waits out its pause, however much waits behind it', async () => {
    const hour = 3_600_000
    const { receiver, run, rows, databaseUrl, told } = await record((_, __, response) => void response.writeHead(500).end(), { ...quick, pausesMs: [hour] })
    await run('room')
    await receiver.until(tries => tries.length === 1)
    await expect.poll(() => told).toEqual(['started', 'ended', 'failed'])
    const [first, ...others] = await rows()
    expect(others.every(({ dueAt, attempts }) => dueAt !== null && dueAt < first!.createdAt + hour && attempts === 0)).toBe(true)
    const { db, close } = await openDatabase(databaseUrl, silent)
    expect(await nextDue(db)).toBe(first!.dueAt)
    expect(first!.dueAt! - first!.createdAt).toBeGreaterThanOrEqual(hour)
    await close()
  })

  it('of one room does not hold up another', async () => {
    const { receiver, run, plain } = await record(() => undefined, { ...quick, timeoutMs: 60_000 })
    await run('one')
    await receiver.until(tries => tries.length === 1)
    await run('two')
    await receiver.until(tries => tries.length === 2)
    expect(receiver.tries[1]).toMatchObject({ type: 'started', data: { roomId: 'two' } })
    expect(receiver.tries[1]!.id).not.toBe(receiver.tries[0]!.id)
    // what is under way is cut short, and goes on with the next process
    await plain.close()
  })

  it('that was under way when the process was killed comes again from the next one, as the same', async () => {
    const { databaseUrl, remove } = await temporaryDatabase()
    onTestFinished(remove)
    const emulator = await createTrtcEmulator({ ...key, port: 0, recorderStartDelayMs: 20, recorderStopDelayMs: 20 })
    onTestFinished(() => emulator.close())
    let isDead = true
    const receiver = await startReceiver(() => isDead ? undefined : null)
    const env = { ...environmentOf({ databaseUrl, trtcUrl: emulator.url }), WEBHOOK_URL: receiver.url, WEBHOOK_SECRET }
    const roomId = openRoom({ emulator })
    const first = startChild(env)
    const alice = browser({ url: `http://127.0.0.1:${await first.listening}` }, 'alice')
    expect((await alice.start(roomId)).status).toBe(202)
    await receiver.until(tries => tries.length === 1)
    first.process.kill('SIGKILL')
    await first.exit

    isDead = false
    await startChild(env).listening
    await receiver.until(tries => tries.length === 2)
    const [before, after] = receiver.tries
    expect(before!.type).toBe('started')
    expect([after!.id, after!.timestamp, after!.data]).toEqual([before!.id, before!.timestamp, before!.data])
  })
})
