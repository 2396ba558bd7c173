import type { RequestListener } from 'node:http'
import type { Stack } from '../../../testing/stack.js'
import type { RecordingBackendConfig } from '../../config.js'
import type { DoctorOptions } from './doctor.js'
import type { NamedFinding } from './finding.js'
import { createServer } from 'node:http'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { standaloneServer } from '../../../testing/child.js'
import { temporaryDatabase } from '../../../testing/database.js'
import { serve } from '../../../testing/serve.js'
import { silent } from '../../../testing/silent.js'
import { backendOptions, CALLBACK_KEY, startStack } from '../../../testing/stack.js'
import { openDatabase } from '../../store/database.js'
import { checkCallbacks } from './check-callbacks.js'
import { examine } from './doctor.js'
import { runDoctor } from './run-doctor.js'

const startChild = standaloneServer()

let stack: Stack
let databaseUrl: string
beforeAll(async () => {
  stack = await startStack()
  const database = await temporaryDatabase()
  databaseUrl = database.databaseUrl
  return database.remove
})
afterAll(() => stack.close())

async function examineAll(config: Partial<RecordingBackendConfig> = {}, options: DoctorOptions = {}): Promise<NamedFinding[]> {
  const findings = []
  const { logger: _, ...whole } = backendOptions(stack.emulator.url, { databaseUrl, vodSubAppId: 1500000001, ...config })
  for await (const finding of examine(whole, { publicUrl: stack.url, timeoutMs: 5_000, ...options })) findings.push(finding)
  return findings
}
const wrong = (findings: NamedFinding[]) => findings.filter(({ state }) => state === 'failed').map(({ check }) => check)

describe('the doctor', () => {
  it('finds nothing wrong where nothing is', async () => {
    const findings = await examineAll()
    expect(findings.map(({ check, state }) => `${check} ${state}`)).toEqual(['clock ok', 'trtc ok', 'conference ok', 'storage ok', 'database ok', 'callbacks warning'])
    // it is loopback without https, and says so
    expect(findings.at(-1)!.message).toContain('in the clear')
    expect(stack.emulator.control.tasks.list()).toEqual([])
  })

  const nowhere = 'http://127.0.0.1:9'
  it.each<[string, Partial<RecordingBackendConfig>, DoctorOptions, string[], RegExp]>([
    ['the secret key', { tencentcloudSecretKey: 'another' }, {}, ['trtc', 'storage'], /TENCENTCLOUD_SECRET_KEY does not belong/],
    ['the secret id', { tencentcloudSecretId: 'AKIDother' }, {}, ['trtc', 'storage'], /TENCENTCLOUD_SECRET_ID is not known/],
    ['TRTC', { trtcEndpoint: nowhere }, {}, ['clock', 'trtc'], /Check TRTC_ENDPOINT/],
    ['the storage', { vodEndpoint: nowhere }, {}, ['storage'], /VOD/],
    ['the bucket', { cosBucket: 'recordings-1250000000', cosRegion: 'ap-guangzhou', cosSecretId: 'AKIDother', cosSecretKey: 'x', cosEndpoint: 'http://127.0.0.1:9/{Bucket}' }, {}, ['storage'], /COS_BUCKET/],
    ['the application\'s key', { trtcSdkSecretKey: 'f'.repeat(64) }, {}, ['conference'], /TRTC_SDK_SECRET_KEY is not the key/],
    ['the administrator', { conferenceAdminUserId: 'alice' }, {}, ['conference'], /must be an app administrator/],
    ['the Conference API', { conferenceEndpoint: nowhere }, {}, ['conference'], /Check CONFERENCE_ENDPOINT/],
    ['the database', { databaseUrl: 'postgres://u:hidden@127.0.0.1:9/db' }, {}, ['database'], /Check DATABASE_URL/],
    ['the directory', { databaseUrl: 'pglite:/dev/null/db' }, {}, ['database'], /Check DATABASE_URL/],
    ['the callback key', { trtcCallbackKey: 'another' }, {}, ['callbacks'], /TRTC_CALLBACK_KEY of the running backend is another one/],
    ['the address', {}, { publicUrl: nowhere }, ['callbacks'], /TRTC comes from the internet/],
    ['the clock', {}, { now: () => Date.now() + 6 * 60_000 }, ['clock'], /Let NTP keep the clock/],
  ])('finds what is wrong with %s, and says what to do', async (_, config, options, checks, advice) => {
    const findings = await examineAll(config, options)
    expect(wrong(findings)).toEqual(checks)
    expect(findings.map(finding => `${finding.message} ${finding.advice}`).join('\n')).toMatch(advice)
    expect(JSON.stringify(findings)).not.toMatch(/hidden|demoSecretKey|0123456789abcdef/)
  })

  it('finds that the account wants its VOD application named', async () => {
    const { vodSubAppId: _, logger: __, ...config } = backendOptions(stack.emulator.url, { databaseUrl })
    const findings = []
    for await (const finding of examine(config)) findings.push(finding)
    expect(wrong(findings)).toEqual(['storage'])
    expect(findings.find(({ check }) => check === 'storage')!.message).toContain('set VOD_SUB_APP_ID')
  })

  it('warns of a clock that is a little off, and of what it could not look at', async () => {
    const findings = await examineAll({}, { now: () => Date.now() - 60_000, publicUrl: undefined })
    expect(findings.filter(({ state }) => state === 'warning').map(({ check }) => check)).toEqual(['clock', 'callbacks'])
    expect(findings[0]!.message).toMatch(/^This machine's clock is (?:59|6[01]) s behind TRTC's$/)
  })

  it('leaves a database alone that a running backend has open', async () => {
    const other = await temporaryDatabase()
    const open = await openDatabase(other.databaseUrl, silent)
    const finding = (await examineAll({ databaseUrl: other.databaseUrl })).find(({ check }) => check === 'database')
    expect(finding).toMatchObject({ state: 'warning', message: expect.stringContaining('the backend runs') as string })
    await open.close()
    await other.remove()
  })
})

describe('the way of callbacks', () => {
  const check = (publicUrl: string) => checkCallbacks({ publicUrl, callbackKey: CALLBACK_KEY, sdkAppId: 1400000123 })

  it.each<[string, RequestListener, RegExp]>([
    ['redirects', (_, response) => response.writeHead(301, { location: 'https://x.example/' }).end(), /does not follow/],
    ['leads elsewhere', (_, response) => response.writeHead(404).end(), /prefix/],
    ['shows a page', (_, response) => response.writeHead(200).end('<html>'), /Something else answers/],
    ['has a proxy without a backend', (_, response) => response.writeHead(502).end(), /look at its log/],
    ['has a body parser', (_, response) => response.writeHead(500).end('{"code":"body_already_read"}'), /body parser/],
    ['alters the body', async (request, response) => {
      const chunks: Buffer[] = []
      for await (const chunk of request) chunks.push(chunk as Buffer)
      const answer = await fetch(`${stack.url}${request.url}`, { method: 'POST', headers: { sign: request.headers.sign as string }, body: JSON.stringify(JSON.parse(Buffer.concat(chunks).toString())) })
      response.writeHead(answer.status).end(await answer.text())
    }, /alters the body/],
  ])('that %s is told from one that works', async (_, listener, advice) => {
    expect(await check(await serve(createServer(listener)))).toMatchObject({ state: 'failed', advice: expect.stringMatching(advice) as string })
  })
})

describe('the command', () => {
  async function run(...args: string[]) {
    const lines: string[] = []
    const { trtcSdkAppId, ...text } = backendOptions(stack.emulator.url, { databaseUrl })
    const env = { TRTC_SDK_APP_ID: String(trtcSdkAppId), VOD_SUB_APP_ID: '1500000001', ...Object.fromEntries(Object.entries(text).filter(([, value]) => typeof value === 'string').map(([name, value]) => [name.replace(/[A-Z]/g, letter => `_${letter}`).toUpperCase(), value as string])) }
    return { code: await runDoctor({ args, env, print: line => { lines.push(line) } }), text: lines.join('\n') }
  }

  it('prints a sign for each, and what to do', async () => {
    const { code, text } = await run()
    expect(code).toBe(0)
    expect(text).toMatch(/^✓ clock: .+\n✓ trtc: .+\n✓ conference: .+\n✓ storage: .+\n✓ database: .+\n! callbacks: .+\n {4}→ Give --public-url/)
  })

  it('ends with 1 when something does not work, as JSON too', async () => {
    const { code, text } = await run('--public-url', 'http://127.0.0.1:9', '--json')
    expect(code).toBe(1)
    expect(JSON.parse(text)).toMatchObject({ ok: false, findings: expect.arrayContaining([expect.objectContaining({ check: 'callbacks', state: 'failed' })]) })
  })

  it.each([[['--public-url', 'example.com']], [['--what']], [['--public-url']]])('explains itself after %j', async args => {
    const { code, text } = await run(...args)
    expect([code, text]).toEqual([1, expect.stringContaining('roomkit-recording-backend doctor [--public-url')])
  })

  it('is one of the standalone server, and names a variable that is missing', async () => {
    const child = startChild({ TRTC_SDK_APP_ID: '1400000123' }, ['doctor'])
    expect((await child.exit).code).toBe(1)
    expect(child.output()).toBe('✗ configuration: TRTC_SDK_SECRET_KEY is missing\n    → Set TRTC_SDK_SECRET_KEY in the environment; the README lists all of them.\n')
    const other = startChild({}, ['docter'])
    expect((await other.exit).code).toBe(1)
    expect(other.errors()).toContain('there is no command docter')
  })
})
