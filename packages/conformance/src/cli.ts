import type { ConformanceOptions, Role } from './options.js'
import { parseArgs } from 'node:util'
import { roles } from './options.js'

export const help = `Usage: roomkit-recording-conformance --base-url <url> --emulator <url> [options]

Runs the contract of RoomKit Recording against a backend that records with the TRTC emulator.

  --base-url <url>            where the backend is mounted, without /v1
  --emulator <url>            the TRTC emulator that it records with
  --sdk-app-id <number>       signs UserSigs for everybody (TRTC_SDK_APP_ID, or the emulator's 1400000123)
  --sdk-secret-key <text>     the key for that (TRTC_SDK_SECRET_KEY, or the emulator's)
  --token <role>=<token>      instead: what host, guest, stranger and cohost show as Bearer
  --user <role>=<user id>     who the backend takes that token for (the role's name)
  --callback-key <text>       key of the recording callbacks (TRTC_CALLBACK_KEY); without it three rules are skipped
  --room <text>               what the ids of rooms begin with (conformance)
  --only <rules>              ids or sections, separated by commas; may be repeated
  --slow                      also what waits for something slow
  --timeout <seconds>         longest wait for an answer, an event or a change (30)
  --parallel <number>         rules at once (4; with tokens 1)
  --junit <file>              writes JUnit XML too
  --list                      prints all rules
  --help                      this text

Ends with 0 when no rule was broken, 1 when one was, 2 when nothing could be run.
`

/** The emulator's own, so that nothing has to be said on a laptop. */
const emulatorKey = { sdkAppId: '1400000123', sdkSecretKey: '0123456789abcdef'.repeat(4) }

export type Cli
  = | { command: 'help' }
    | { command: 'list' }
    | { command: 'run', options: ConformanceOptions, junit: string | null }

/** A mistake in the arguments, in one line. */
export class UsageError extends Error {
  override name = 'UsageError'
}

const text = { type: 'string' } as const
const many = { type: 'string', multiple: true } as const
const yes = { type: 'boolean' } as const

/** @throws UsageError */
export function parseCli(args: string[], env: Record<string, string | undefined> = process.env): Cli {
  const values = readArgs(args)
  if (values.help) return { command: 'help' }
  if (values.list) return { command: 'list' }
  const tokens = byRole('--token', values.token)
  const users = byRole('--user', values.user)
  for (const role of ['host', 'guest', 'stranger'] as const) {
    if (Object.keys(tokens).length > 0 && tokens[role] === undefined) throw new UsageError(`--token ${role}=… is missing: with tokens, host, guest and stranger need one each`)
  }
  const callbackKey = values['callback-key'] ?? env.TRTC_CALLBACK_KEY
  return {
    command: 'run',
    junit: values.junit ?? null,
    options: {
      baseUrl: url('--base-url', values['base-url']),
      emulatorUrl: url('--emulator', values.emulator),
      ...Object.keys(tokens).length > 0
        ? { tokens, users }
        : {
            users,
            userSigKey: {
              sdkAppId: number('--sdk-app-id', values['sdk-app-id'] ?? env.TRTC_SDK_APP_ID ?? emulatorKey.sdkAppId, 1),
              sdkSecretKey: values['sdk-secret-key'] ?? env.TRTC_SDK_SECRET_KEY ?? emulatorKey.sdkSecretKey,
            },
          },
      ...callbackKey && { callbackKey },
      ...values.room !== undefined && { roomPrefix: prefix(values.room) },
      ...values.only && { only: values.only.flatMap(names => names.split(',')).map(name => name.trim()).filter(Boolean) },
      slow: values.slow ?? false,
      ...values.timeout !== undefined && { timeoutMs: number('--timeout', values.timeout, 1) * 1000 },
      ...values.parallel !== undefined && { parallel: number('--parallel', values.parallel, 1) },
    },
  }
}

function readArgs(args: string[]) {
  try {
    return parseArgs({
      args,
      strict: true,
      options: {
        'base-url': text,
        'emulator': text,
        'sdk-app-id': text,
        'sdk-secret-key': text,
        'token': many,
        'user': many,
        'callback-key': text,
        'room': text,
        'only': many,
        'slow': yes,
        'timeout': text,
        'parallel': text,
        'junit': text,
        'list': yes,
        'help': yes,
      },
    }).values
  } catch (error) {
    throw new UsageError((error as Error).message.split(/\n|\. To specify/)[0])
  }
}

function url(flag: string, value: string | undefined): string {
  if (value === undefined) throw new UsageError(`${flag} is missing; --help lists the options`)
  if (!URL.canParse(value) || !/^https?:$/.test(new URL(value).protocol)) throw new UsageError(`${flag} needs a full URL such as http://127.0.0.1:8787`)
  return value
}

function number(flag: string, value: string, min: number): number {
  if (!/^\d{1,9}$/.test(value) && !(flag === '--sdk-app-id' && /^\d{10}$/.test(value))) throw new UsageError(`${flag} needs a whole number`)
  if (Number(value) < min) throw new UsageError(`${flag} needs a number from ${min} on`)
  return Number(value)
}

function prefix(value: string): string {
  if (!/^[\w-]{1,32}$/.test(value)) throw new UsageError('--room needs 1–32 of a-z A-Z 0-9 _ -')
  return value
}

/** Never repeats what stands behind the equals sign: it may be a token. */
function byRole(flag: string, given: string[] = []): Partial<Record<Role, string>> {
  return Object.fromEntries(given.map(pair => {
    const [, role = '', value = ''] = /^([a-z]+)=(.+)$/.exec(pair) ?? []
    if (!(roles as readonly string[]).includes(role) || value === '') throw new UsageError(`${flag} needs ${roles.map(name => `${name}=…`).join(', ')}`)
    return [role, value]
  }))
}
