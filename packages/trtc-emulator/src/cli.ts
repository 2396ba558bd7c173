import type { EmulatorOptions } from './options.js'
import { parseArgs } from 'node:util'
import { createVirtualClock } from './clock.js'

export const help = `Usage: trtc-emulator [options]

TRTC on this machine: cloud recording API, callbacks, VOD, COS, room service and Conference REST API.

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
  --calls-per-second <number>   calls a second of each TRTC action (20)
  --conference-admin <user id>  in whose name the Conference REST API is asked (administrator)
  --conference-callback-url <url>    where callbacks of Conference rooms go
  --conference-callback-token <text> what these are signed with
  --vod-sub-app-id <number>     VOD application of recordings that name none (1500000001)
  --vod-visible-delay <ms>      from callback 311 until SearchMedia finds the file (3000)
  --vod-play-key <text>         key hotlink protection of files: 8 to 20 letters and digits
  --cos-secret-id <text>        credential of all COS buckets: id (that of the API)
  --cos-secret-key <text>       credential of all COS buckets: key (that of the API)
  --auto-recording              record every room that is created, as a template in the console does
  --variant <name=value>        a switch of the README's table; may be repeated
  --virtual-clock               time stands still until POST /_emulator/v1/clock moves it
  --help                        this text
`

const text = { type: 'string' } as const
const yes = { type: 'boolean' } as const
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
  'calls-per-second': text,
  'conference-admin': text,
  'conference-callback-url': text,
  'conference-callback-token': text,
  'vod-sub-app-id': text,
  'vod-visible-delay': text,
  'vod-play-key': text,
  'cos-secret-id': text,
  'cos-secret-key': text,
  'auto-recording': yes,
  'variant': { ...text, multiple: true },
  'virtual-clock': yes,
  'help': yes,
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
  'calls-per-second': 'callsPerSecond',
  'conference-admin': 'conferenceAdminUserId',
  'conference-callback-url': 'conferenceCallbackUrl',
  'conference-callback-token': 'conferenceCallbackToken',
  'vod-sub-app-id': 'vodSubAppId',
  'vod-visible-delay': 'vodVisibleDelayMs',
  'vod-play-key': 'vodPlayKey',
  'cos-secret-id': 'cosSecretId',
  'cos-secret-key': 'cosSecretKey',
  'auto-recording': 'autoRecording',
  'variant': 'variants',
  'virtual-clock': 'clock',
}

const numbers = new Set<string>(['port', 'sdk-app-id', 'quota', 'calls-per-second', 'vod-sub-app-id', 'vod-visible-delay'])

/** @throws Error in one line, when the arguments cannot be understood */
export function parseCli(args: string[]): EmulatorOptions | 'help' {
  const { help, 'virtual-clock': isVirtual, 'auto-recording': isAutomatic, variant, ...values } = parseArgs({ args, options: flags, strict: true }).values
  if (help) return 'help'
  const options = Object.fromEntries(Object.entries(values).map(([flag, value]) => {
    if (numbers.has(flag) && !/^\d+$/.test(value)) throw new Error(`--${flag} needs a number, not "${value}"`)
    return [optionNames[flag as keyof typeof optionNames], numbers.has(flag) ? Number(value) : value]
  }))
  return {
    ...options,
    ...isVirtual ? { clock: createVirtualClock() } : {},
    ...isAutomatic ? { autoRecording: {} } : {},
    ...variant ? { variants: Object.fromEntries(variant.map(readVariant)) } : {},
  }
}

function readVariant(text: string): [name: string, value: string] {
  const [, name, value] = /^(\w+)=([\w.]+)$/.exec(text) ?? []
  if (name === undefined || value === undefined) throw new Error(`--variant needs name=value, not "${text}"`)
  return [name, value]
}

/** What went wrong, in one line that names the flag where there is one. */
export function explain(error: unknown, options: EmulatorOptions): string {
  const { message, code } = error as NodeJS.ErrnoException
  if (code === 'EADDRINUSE') return `Port ${options.port ?? 7070} is taken. Choose another one with --port.`
  if (code === 'EACCES') return `Port ${options.port ?? 7070} may not be used. Choose another one with --port.`
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND') return `There is no address ${options.host} on this machine. Choose another one with --host.`
  const [, name] = /^Option (\w+)(?:\.\w+)*: /.exec(message) ?? []
  const flag = Object.entries(optionNames).find(([, option]) => option === name)?.[0]
  return (flag ? message.replace(/^Option \w+\.?/, `--${flag} `).replace(/^(--[\w-]+) :/, '$1') : message).split(/\n|\. To specify/)[0]!
}
