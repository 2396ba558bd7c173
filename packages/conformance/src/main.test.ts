import type { Stack } from '../../backend/testing/stack.js'
import type { FaultyBackend } from '../testing/faulty-backend.js'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { CALLBACK_KEY, userSig } from '../../backend/testing/stack.js'
import { conformanceCommand } from '../testing/command.js'
import { startFaultyBackend } from '../testing/faulty-backend.js'
import { startOwnBackend } from '../testing/own-backend.js'
import { allRules } from './rules/index.js'

const runCommand = conformanceCommand()

let stack: Stack
let faulty: FaultyBackend
beforeAll(async () => {
  stack = await startOwnBackend()
  faulty = await startFaultyBackend(stack.url)
})
afterAll(async () => {
  await faulty.close()
  await stack.close()
})

const run = (...args: string[]) => runCommand(['--base-url', faulty.url, '--emulator', stack.emulator.url, '--callback-key', CALLBACK_KEY, ...args])

describe('the command', () => {
  it('ends with 0 and a report when no rule is broken', async () => {
    faulty.twist({})
    const { code, output, errors } = await run('--only', 'snapshot.empty,permissions.host')
    expect([code, errors]).toEqual([0, ''])
    expect(output).toContain('✓ The owner of a room may view, control, list, play and delete. [permissions.host]')
    expect(output).toMatch(/2 passed, 0 failed, 0 skipped in/)
  })

  it('ends with 1 when one is, says what was expected and what came, and writes JUnit XML', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'conformance-'))
    onTestFinished(() => rm(folder, { recursive: true, force: true }))
    faulty.twist({ answer: ({ json }) => json?.features ? { json: { ...json, control: false } } : undefined })
    const { code, output } = await run('--only', 'permissions.host', '--junit', join(folder, 'out.xml'))
    expect(code).toBe(1)
    expect(output).toMatch(/✗ The owner .+\n {6}expected: rights: .+"control":true.+\n {6}came: {5}.+"control":false/)
    expect(await readFile(join(folder, 'out.xml'), 'utf8')).toMatch(/<testsuites [^>]*failures="1"/)
  })

  it('takes tokens of any kind, leaves out what they cannot show, and never shows them', async () => {
    faulty.twist({ answer: (_, { headers }) => ({ status: 500, json: { you: headers.authorization } }) })
    const tokens = { host: userSig('alice'), guest: userSig('bob'), stranger: userSig('mallory') }
    const args = Object.entries(tokens).flatMap(([role, token]) => ['--token', `${role}=${token}`])
    const broken = await run(...args, '--user', 'host=alice', '--user', 'guest=bob', '--user', 'stranger=mallory', '--only', 'permissions.host,permissions.admin,auth.forged-token')
    expect(broken.code).toBe(1)
    expect(broken.output).toContain('Bearer <secret>')
    for (const token of Object.values(tokens)) expect(broken.output + broken.errors).not.toContain(token.slice(0, 40))

    faulty.twist({})
    const kept = await run(...args, '--user', 'host=alice', '--user', 'guest=bob', '--user', 'stranger=mallory', '--only', 'permissions.host,permissions.admin,auth.guest,auth.forged-token')
    expect(kept.output).toContain('needs --token cohost=…')
    expect(kept.output).toContain('needs UserSigs')
    expect(kept.output).toMatch(/2 passed, 0 failed, 2 skipped/)
    expect(kept.code).toBe(0)
  })

  it('lists every rule', async () => {
    const { code, output } = await runCommand(['--list'])
    expect(code).toBe(0)
    for (const { id, sentence } of allRules) expect(output).toContain(`| \`${id}\` | ${sentence}`)
  })

  it('ends with 2 and one line when it cannot begin', async () => {
    expect(await runCommand(['--base-url', 'nowhere'])).toEqual({ code: 2, output: '', errors: 'roomkit-recording-conformance: --base-url needs a full URL such as http://127.0.0.1:8787\n' })
    expect(await run('--only', 'nothing')).toMatchObject({ code: 2, errors: 'roomkit-recording-conformance: There is no rule or section "nothing"; --list shows all\n' })
    expect(await runCommand(['--base-url', faulty.url, '--emulator', 'http://127.0.0.1:9'])).toMatchObject({ code: 2, errors: 'roomkit-recording-conformance: The emulator does not answer at http://127.0.0.1:9\n' })
    expect(await runCommand(['--base-url', 'http://127.0.0.1:9', '--emulator', stack.emulator.url])).toMatchObject({ code: 2, errors: expect.stringMatching(/^roomkit-recording-conformance: The backend does not answer: .+\n$/) as string })
    expect(await runCommand(['--base-url', faulty.url, '--emulator', faulty.url])).toMatchObject({ code: 2, errors: expect.stringContaining('roomkit-recording-conformance: ') as string })
  })
})
