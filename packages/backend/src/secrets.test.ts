import { sql } from 'drizzle-orm'
import { expect, it, onTestFinished } from 'vitest'
import { temporaryDatabase } from '../testing/database.js'
import { keptLog } from '../testing/kept-log.js'
import { silent } from '../testing/silent.js'
import { browser, CALLBACK_KEY, key, openRoom, startStack, userSig } from '../testing/stack.js'
import { startReceiver, WEBHOOK_SECRET } from '../testing/webhook-receiver.js'
import { openDatabase } from './store/database.js'

it('no secret is found in logs, answers, events or the database', async () => {
  const { logger, lines } = keptLog('trace')
  const told: unknown[] = []
  const { databaseUrl, remove } = await temporaryDatabase()
  onTestFinished(remove)
  const receiver = await startReceiver((attempt, _, response) => attempt === 1 ? void response.writeHead(500).end() : null)
  const metricsToken = 'token-of-the-operator'
  const ours = { webhookUrl: receiver.url, webhookSecret: WEBHOOK_SECRET, metricsToken }
  const stack = await startStack({ internals: { webhook: { pausesMs: [10] } }, options: { ...ours, databaseUrl, logger, onEvent: event => { told.push(event) } } })
  const roomId = openRoom(stack)
  const alice = browser(stack, 'alice')
  const events = await alice.events(roomId)
  stack.emulator.control.faults.set([
    { action: 'CreateCloudRecording', effect: 'error', code: 'InternalError.CRInternalError', times: 1 },
    { action: 'CreateCloudRecording', effect: 'http500', times: 1 },
  ])
  const { body } = await alice.start(roomId, { name: 'weekly' })
  await events.snapshot(({ current }) => current?.status === 'recording')
  stack.emulator.control.faults.set([{ action: 'get_room_info', effect: 'http500' }])
  await alice.permissions(roomId)
  stack.emulator.control.faults.clear()
  await alice.stop(roomId, body.current.id)
  await events.snapshot(({ recent }) => recent[0]?.status === 'ready')
  await browser(stack, 'alice', 'eJforged').permissions(roomId)
  const detail = await alice.get(body.current.id)
  await receiver.until(tries => tries.some(({ type }) => type === 'ended'))
  await browser(stack, 'alice').call('POST', `/recordings/${body.current.id}/markers`, { label: 'late' })
  const metrics = await (await fetch(`${stack.url}/v1/metrics`, { headers: { authorization: `Bearer ${metricsToken}` } })).text()
  const problems = await Promise.all(['/metrics', '/readyz', '/nothing'].map(async path => (await fetch(`${stack.url}/v1${path}`)).text()))
  await stack.close()
  const rows = await everyRow(databaseUrl)
  expect(rows).toContain('callbacks')

  const everything = [...lines, ...events.seen.map(({ data }) => data), JSON.stringify([told, detail.body, receiver.tries]), metrics, ...problems, rows].join('\n')
  expect(lines.length).toBeGreaterThan(5)
  for (const secret of [WEBHOOK_SECRET, WEBHOOK_SECRET.slice(6), 'token=hidden', metricsToken, key.sdkSecretKey, 'demoSecretKey', CALLBACK_KEY, userSig('alice').slice(0, 40), 'eJforged']) expect(everything).not.toContain(secret)
  expect(everything).not.toMatch(/eJ[\w*-]{60,}/)
})

async function everyRow(databaseUrl: string): Promise<string> {
  const { db, close } = await openDatabase(databaseUrl, silent)
  const read = async (query: ReturnType<typeof sql>) => (await db.execute(query) as unknown as { rows: { text: string }[] }).rows.map(({ text }) => text)
  const tables = await read(sql`select table_name as text from information_schema.tables where table_schema = 'roomkit_recording'`)
  const rows = []
  for (const table of tables) rows.push(table, ...await read(sql`select row_to_json(t)::text as text from ${sql.identifier('roomkit_recording')}.${sql.identifier(table)} t`))
  await close()
  return rows.join('\n')
}
