import type { EmulatorOptions } from './options.js'
import { parseArgs } from 'node:util'

export const help = `Usage: trtc-emulator [options]

TRTC on this machine: cloud recording API, callbacks, room service and Conference REST API.

  --port <number>               port to listen on (7070)
  --host <address>              address to listen on (127.0.0.1)
  --sdk-app-id <number>         the application (1400000123)
  --sdk-secret-key <text>       key that its UserSigs are signed with
  --secret-id <text>            API credential: id (AKIDdemo)
  --secret-key <text>           API credential: key (demoSecretKey)
  --callback-url <url>          where recording callbacks go
  --room-callback-url <url>     where room callbacks go
  --media-callback-url <url>    where media callbacks go
  --callback-key <text>         key that callbacks are signed with, at most 32 letters and digits
  --quota <number>              recording tasks at the same time (500)
  --conference-admin <user id>  in whose name the Conference REST API is asked (administrator)
  --help                        this text
`

const text = { type: 'string' } as const
const flags = {
  'port': text,
  'host': text,
  'sdk-app-id': text,
  'sdk-secret-key': text,
  'secret-id': text,
  'secret-key': text,
  'callback-url': text,
  'room-callback-url': text,
  'media-callback-url': text,
  'callback-key': text,
  'quota': text,
  'conference-admin': text,
  'help': { type: 'boolean' },
} as const

const optionNames: Record<Exclude<keyof typeof flags, 'help'>, keyof EmulatorOptions> = {
  'port': 'port',
  'host': 'host',
  'sdk-app-id': 'sdkAppId',
  'sdk-secret-key': 'sdkSecretKey',
  'secret-id': 'secretId',
  'secret-key': 'secretKey',
  'callback-url': 'callbackUrl',
  'room-callback-url': 'roomCallbackUrl',
  'media-callback-url': 'mediaCallbackUrl',
  'callback-key': 'callbackKey',
  'quota': 'quota',
  'conference-admin': 'conferenceAdminUserId',
}

const numbers = new Set<string>(['port', 'sdk-app-id', 'quota'])

/** @throws Error in one line, when the arguments cannot be understood */
export function parseCli(args: string[]): EmulatorOptions | 'help' {
  const { help, ...values } = parseArgs({ args, options: flags, strict: true }).values
  if (help) return 'help'
  return Object.fromEntries(Object.entries(values).map(([flag, value]) => {
    if (numbers.has(flag) && !/^\d+$/.test(value)) throw new Error(`--${flag} needs a number, not "${value}"`)
    return [optionNames[flag as keyof typeof optionNames], numbers.has(flag) ? Number(value) : value]
  }))
}

/** What went wrong, in one line that names the flag where there is one. */
export function explain(error: unknown, options: EmulatorOptions): string {
  const { message, code } = error as NodeJS.ErrnoException
  if (code === 'EADDRINUSE') return `Port ${options.port ?? 7070} is taken. Choose another one with --port.`
  if (code === 'EACCES') return `Port ${options.port ?? 7070} may not be used. Choose another one with --port.`
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND') return `There is no address ${options.host} on this machine. Choose another one with --host.`
  const [, name] = /^Option (\w+): /.exec(message) ?? []
  const flag = Object.entries(optionNames).find(([, option]) => option === name)?.[0]
  return (flag ? message.replace(`Option ${name}:`, `--${flag}`) : message).split(/\n|\. To specify/)[0]!
}
