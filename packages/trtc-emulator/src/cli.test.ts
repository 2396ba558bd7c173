import type { AddressInfo } from 'node:net'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:net'
import { fileURLToPath } from 'node:url'
import { describe, expect, it, onTestFinished } from 'vitest'
import { explain, help, parseCli } from './cli.js'
import { resolveOptions } from './options.js'

describe('the command line', () => {
  it('names every option in its help, and no other', () => {
    const flags = [...help.matchAll(/^ +--([\w-]+)( <)?/gm)].map(([, flag, value]) => ({ flag: flag!, takesValue: value !== undefined })).filter(({ flag }) => flag !== 'help')
    const values: Record<string, string> = { 'port': '1', 'sdk-app-id': '2', 'quota': '3', 'callback-key': 'k', 'variant': 'eventTs=number' }
    const parsed = parseCli(flags.flatMap(({ flag, takesValue }) => takesValue ? [`--${flag}`, values[flag] ?? '4'] : [`--${flag}`]))
    expect(Object.keys(parsed)).toHaveLength(flags.length)
    expect(parsed).toMatchObject({ port: 1, sdkAppId: 2, quota: 3, callbackKey: 'k', vodVisibleDelayMs: 4, autoRecording: {}, variants: { eventTs: 'number' }, clock: { advance: expect.any(Function) as () => void } })
    expect(parseCli(['--help'])).toBe('help')
  })

  it.each([
    [['--port', 'abc'], '--port needs a number, not "abc"'],
    [['--prot', '7070'], 'Unknown option \'--prot\''],
    [['7070'], 'Unexpected argument \'7070\'. This command does not take positional arguments'],
    [['--port', '70000'], '--port Too big: expected number to be <=65535'],
    [['--callback-key', '???'], '--callback-key must be at most 32 letters and digits'],
    [['--variant', 'eventTs'], '--variant needs name=value, not "eventTs"'],
    [['--variant', 'eventTs=text'], '--variant eventTs: Invalid option: expected one of "string"|"number"'],
    [['--vod-play-key', 'short'], '--vod-play-key must be 8 to 20 letters and digits'],
    [['--callback-url', 'here'], '--callback-url must be an http(s) URL'],
  ])('explains in one line what is wrong with %j', (args, line) => {
    const explanation = () => {
      try {
        resolveOptions(parseCli(args) as object)
        return 'nothing'
      } catch (error) {
        return explain(error, {})
      }
    }
    expect(explanation()).toBe(line)
  })
})

describe('the program', () => {
  function run(...args: string[]) {
    const main = fileURLToPath(new URL('main.ts', import.meta.url))
    const child = spawn(process.execPath, ['--import', 'tsx', main, ...args], { stdio: 'pipe' })
    onTestFinished(() => { child.kill('SIGKILL') })
    const output = { out: '', err: '' }
    child.stdout.setEncoding('utf8').on('data', (text: string) => { output.out += text })
    child.stderr.setEncoding('utf8').on('data', (text: string) => { output.err += text })
    return { child, output }
  }

  it('says where it listens, and ends when it is told to', async () => {
    const { child, output } = run('--port', '0', '--sdk-app-id', '1400000777')
    await once(child.stdout, 'data')
    const [, url] = /^TRTC emulator for application 1400000777 at (http:\/\/127\.0\.0\.1:\d+)\n$/.exec(output.out)!
    expect((await fetch(`${url}/_emulator/v1/rooms`)).status).toBe(200)
    child.kill('SIGTERM')
    expect(await once(child, 'exit')).toEqual([0, null])
  })

  it('says in one line that its port is taken', async () => {
    const other = createServer().listen(0, '127.0.0.1')
    onTestFinished(() => { other.close() })
    await once(other, 'listening')
    const { port } = other.address() as AddressInfo
    const { child, output } = run('--port', String(port))
    expect(await once(child, 'close')).toEqual([1, null])
    expect(output.err).toBe(`trtc-emulator: Port ${port} is taken. Choose another one with --port.\n`)
  })
})
