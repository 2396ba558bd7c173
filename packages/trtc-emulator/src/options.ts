import type { AutoRecordingOptions } from './auto-recording/auto-recording-options.js'
import type { Clock } from './clock.js'
import type { EmulatorVariants } from './variants.js'
import { z } from 'zod'
import { autoRecordingOptions } from './auto-recording/auto-recording-options.js'
import { createSystemClock } from './clock.js'
import { variantsSchema } from './variants.js'

export interface EmulatorOptions {
  /** TCP port; 0 takes any free one. @default 7070 */
  port?: number
  /** Address to listen on. @default '127.0.0.1' */
  host?: string
  /** The one TRTC application there is. @default 1400000123 */
  sdkAppId?: number
  /** Key that UserSigs of the application are signed with. @default '0123456789abcdef' four times */
  sdkSecretKey?: string
  /** The one API credential there is. @default 'AKIDdemo' */
  secretId?: string
  /** @default 'demoSecretKey' */
  secretKey?: string
  /** Where recording callbacks (300s) go. Without it none are sent. */
  callbackUrl?: string
  /** Where room callbacks (100s) go. Without it none are sent. */
  roomCallbackUrl?: string
  /** Where media callbacks (200s) go. Without it none are sent. */
  mediaCallbackUrl?: string
  /** Key that callbacks are signed with: at most 32 letters and digits. Without it they carry no `Sign`. */
  callbackKey?: string
  /** Recording tasks at the same time. TRTC's documents say 100 in one place and 500 in another. @default 500 */
  quota?: number
  /** Calls a second of each TRTC action. @default 20 */
  callsPerSecond?: number
  /** The one app administrator, in whose name the Conference REST API may be asked. @default 'administrator' */
  conferenceAdminUserId?: string
  /** From CreateCloudRecording to the recorder's entry, which callback 301 tells. @default 150 */
  recorderStartDelayMs?: number
  /** From the end of a task to callback 302; meanwhile its status is Exited. @default 150 */
  recorderStopDelayMs?: number
  /** From callback 302 to the files' callback 311. @default 1000 */
  vodCommitDelayMs?: number
  /** Makes files that play. Without it their addresses answer 404. @default true */
  renderMedia?: boolean
  /** From callback 311 until a file can be fetched; TRTC names 30 s to 3 min. @default 0 */
  mediaReadyDelayMs?: number
  /** From callback 311 until SearchMedia finds the file. @default 3000 */
  vodVisibleDelayMs?: number
  /** The VOD application of recordings that name none. @default 1500000001 */
  vodSubAppId?: number
  /** Key hotlink protection of files in VOD: 8 to 20 letters and digits. Without it they are open to everybody. */
  vodPlayKey?: string
  /** The one credential that may read and write all COS buckets. @default secretId */
  cosSecretId?: string
  /** @default secretKey */
  cosSecretKey?: string
  /** Where callbacks of Conference rooms go. Without it none are sent, unless `set_callback` says where. */
  conferenceCallbackUrl?: string
  /** With it, Conference callbacks carry `Sign` and `RequestTime` in their URL. */
  conferenceCallbackToken?: string
  /** Automatic recording of every room that is created from now on, as a template in the console does. @default none */
  autoRecording?: AutoRecordingOptions
  /** Conference-managed recording: owner and admins may start and stop it in TUIRoomKit. @default false */
  conferenceRecording?: boolean
  /** One switch for each point on which Tencent's documents are silent or disagree. */
  variants?: Partial<EmulatorVariants>
  /** Tasks, callbacks, retries and expiry go by it. Signatures of requests always go by the real time. @default the system's */
  clock?: Clock
  /** Decides on faults with a probability; from 0 to 1. @default Math.random */
  random?: () => number
}

const url = z.url({ protocol: /^https?$/, error: 'must be an http(s) URL' })
  .refine(text => text.length <= 2083, 'must have at most 2083 characters')
const key = z.string().regex(/^[^\s/,]+$/, 'must be one word without "/" and ","')
const delay = z.int().min(0).max(86_400_000)

const schema = z.strictObject({
  port: z.int().min(0).max(65_535).default(7070),
  host: z.string().min(1).default('127.0.0.1'),
  sdkAppId: z.int().min(1).default(1400000123),
  sdkSecretKey: z.string().min(1).default('0123456789abcdef'.repeat(4)),
  secretId: key.default('AKIDdemo'),
  secretKey: z.string().min(1).default('demoSecretKey'),
  callbackUrl: url.optional(),
  roomCallbackUrl: url.optional(),
  mediaCallbackUrl: url.optional(),
  callbackKey: z.string().regex(/^[a-z0-9]{1,32}$/i, 'must be at most 32 letters and digits').optional(),
  quota: z.int().min(0).default(500),
  callsPerSecond: z.int().min(1).default(20),
  conferenceAdminUserId: z.string().min(1).default('administrator'),
  recorderStartDelayMs: delay.default(150),
  recorderStopDelayMs: delay.default(150),
  vodCommitDelayMs: delay.default(1000),
  renderMedia: z.boolean().default(true),
  mediaReadyDelayMs: delay.default(0),
  vodVisibleDelayMs: delay.default(3000),
  vodSubAppId: z.int().min(1).default(1500000001),
  vodPlayKey: z.string().regex(/^[a-z0-9]{8,20}$/i, 'must be 8 to 20 letters and digits').optional(),
  cosSecretId: key.optional(),
  cosSecretKey: z.string().min(1).optional(),
  conferenceCallbackUrl: url.optional(),
  conferenceCallbackToken: z.string().min(1).max(64).optional(),
  autoRecording: autoRecordingOptions.optional(),
  conferenceRecording: z.boolean().default(false),
  variants: variantsSchema.prefault({}),
  clock: z.custom<Clock>().default(createSystemClock),
  random: z.custom<() => number>().default(() => Math.random),
})

export type ResolvedOptions = z.output<typeof schema> & { cosSecretId: string, cosSecretKey: string }

/** @throws RangeError naming the option that cannot be used. */
export function resolveOptions(options: EmulatorOptions = {}): ResolvedOptions {
  const { data, error } = schema.safeParse(options)
  if (data) return { ...data, cosSecretId: data.cosSecretId ?? data.secretId, cosSecretKey: data.cosSecretKey ?? data.secretKey }
  const { path, message } = error.issues[0]!
  throw new RangeError(`Option ${path.join('.') || 'list'}: ${message}`)
}
