import { describe, expect, it } from 'vitest'
import { parseCli } from './cli.js'

const needed = ['--base-url', 'http://127.0.0.1:8787/recording', '--emulator', 'http://127.0.0.1:7070']
const parse = (args: string[], env = {}) => parseCli(args, env)

describe('the arguments', () => {
  it('need no more than two addresses: then everybody signs with the emulator\'s key', () => {
    expect(parse(needed)).toEqual({
      command: 'run',
      junit: null,
      options: {
        baseUrl: 'http://127.0.0.1:8787/recording',
        emulatorUrl: 'http://127.0.0.1:7070',
        users: {},
        userSigKey: { sdkAppId: 1400000123, sdkSecretKey: '0123456789abcdef'.repeat(4) },
        slow: false,
      },
    })
  })

  it('are completed by the environment, under the backend\'s names', () => {
    expect(parse(needed, { TRTC_SDK_APP_ID: '1400000999', TRTC_SDK_SECRET_KEY: 'key', TRTC_CALLBACK_KEY: 'callback' }))
      .toMatchObject({ options: { userSigKey: { sdkAppId: 1400000999, sdkSecretKey: 'key' }, callbackKey: 'callback' } })
  })

  it('take tokens in the place of UserSigs', () => {
    const { options } = parse([...needed, '--token', 'host=a=b', '--token', 'guest=g', '--token', 'stranger=s', '--user', 'host=alice']) as { options: object }
    expect(options).toMatchObject({ tokens: { host: 'a=b', guest: 'g', stranger: 's' }, users: { host: 'alice' } })
    expect(options).not.toHaveProperty('userSigKey')
  })

  it('choose rules, times and files', () => {
    expect(parse([...needed, '--only', 'start, stop.twice', '--only', 'auth', '--slow', '--timeout', '5', '--parallel', '2', '--room', 'ci', '--junit', 'out.xml']))
      .toMatchObject({ junit: 'out.xml', options: { only: ['start', 'stop.twice', 'auth'], slow: true, timeoutMs: 5000, parallel: 2, roomPrefix: 'ci' } })
  })

  it.each([
    ['nothing', [], '--base-url is missing; --help lists the options'],
    ['no emulator', needed.slice(0, 2), '--emulator is missing; --help lists the options'],
    ['an address without a scheme', ['--base-url', 'localhost:8787', ...needed.slice(2)], '--base-url needs a full URL such as http://127.0.0.1:8787'],
    ['an unknown flag', [...needed, '--fast'], 'Unknown option \'--fast\''],
    ['a time that is none', [...needed, '--timeout', 'long'], '--timeout needs a whole number'],
    ['no time', [...needed, '--timeout', '0'], '--timeout needs a number from 1 on'],
    ['a token for nobody', [...needed, '--token', 'king=secret'], '--token needs host=…, cohost=…, guest=…, stranger=…'],
    ['a token without a role', [...needed, '--token', 'secret'], '--token needs host=…, cohost=…, guest=…, stranger=…'],
    ['a token too few', [...needed, '--token', 'host=secret', '--token', 'guest=secret'], '--token stranger=… is missing: with tokens, host, guest and stranger need one each'],
    ['a room with a slash', [...needed, '--room', 'a/b'], '--room needs 1–32 of a-z A-Z 0-9 _ -'],
  ])('with %s are refused in one line', (_, args, message) => {
    expect(() => parse(args)).toThrow(expect.objectContaining({ name: 'UsageError', message }) as Error)
  })
})
