import type { RecordingPriceList } from './usage/prices.js'
import { Buffer } from 'node:buffer'
import { z } from 'zod'
import { pricesSchema } from './usage/prices.js'

/**
 * What the environment says. Each field is the variable's name in camelCase, so `trtcSdkAppId` is `TRTC_SDK_APP_ID`.
 */
export interface RecordingBackendConfig {
  /** TRTC application id. */
  trtcSdkAppId: number
  /** The application's key: verifies callers' UserSigs, signs recorders'. */
  trtcSdkSecretKey: string
  /** API credential of the Tencent Cloud account. */
  tencentcloudSecretId: string
  tencentcloudSecretKey: string
  /** Where recording tasks run: `ap-beijing`, `ap-guangzhou`, `ap-shanghai` or `ap-singapore`. @default 'ap-guangzhou' */
  tencentcloudRegion?: string
  /** Full URL. @default 'https://trtc.tencentcloudapi.com' */
  trtcEndpoint?: string
  /** Full URL. @default 'https://vod.tencentcloudapi.com' */
  vodEndpoint?: string
  /** Full URL of the Conference REST API's domain. @default 'https://console.tim.qq.com' */
  conferenceEndpoint?: string
  /** The app administrator in whose name the Conference REST API is asked. */
  conferenceAdminUserId: string
  /** VOD application that files go to. VOD accounts opened since 2023-12-25 need it. */
  vodSubAppId?: number
  /**
   * Key of the recording callbacks, as set in the console: at most 32 letters and digits.
   * Required: without it anybody who finds the address could end recordings and add files.
   */
  trtcCallbackKey: string
  /** `pglite:<directory>`, `pglite:memory`, `postgres://…`. @default 'pglite:./.roomkit-recording/db' */
  databaseUrl?: string
  /** Pages of other origins that may call; `*` for any. @default [] */
  corsOrigins?: readonly string[]
  /** Full URL of yours that is told what `onEvent` is told, until it answers with 2xx. @default nobody */
  webhookUrl?: string
  /** Signs what goes there ("Standard Webhooks"): `whsec_` and 24–64 bytes as base64. Required with `webhookUrl`. */
  webhookSecret?: string
  /** Key hotlink protection of the VOD domain, as set in its console: 8–20 letters and digits. Without it VOD's addresses work for ever. */
  vodPlayKey?: string
  /** With a bucket, recordings go into COS instead of VOD. Including `-<APPID>`. */
  cosBucket?: string
  /** e.g. `ap-guangzhou`. Required with `cosBucket`. */
  cosRegion?: string
  /** Credential that may list, read, write and delete in the bucket, and nothing else: TRTC is given it. Required with `cosBucket`. */
  cosSecretId?: string
  cosSecretKey?: string
  /** Full URL, `{Bucket}` and `{Region}` stand for themselves. @default 'https://{Bucket}.cos.{Region}.myqcloud.com' */
  cosEndpoint?: string
  /** Files are deleted for good so many days after they were recorded. @default never */
  retentionDays?: number
  /** What recording costs, for estimates: Tencent's list of one of its sites, or your own (as JSON in the environment). @default none */
  prices?: 'international' | 'china' | RecordingPriceList
  /** Where browsers reach this, the prefix included, e.g. `https://example.com/recording`. @default as the request says */
  publicUrl?: string
  /** Whoever reads `/v1/metrics` must send it as `Authorization: Bearer`. @default open to everybody who can reach it */
  metricsToken?: string
  /** Standalone server only. @default '0.0.0.0' */
  host?: string
  /** Standalone server only. @default 8787 */
  port?: number
}

/** Something in the options or the environment that cannot be used. The message is one line and holds no value that could be secret. */
export class ConfigError extends Error {
  override name = 'ConfigError'

  constructor(
    /** The environment variable; the option is the same in camelCase. */
    readonly variable: string,
    problem: string,
  ) {
    super(`${variable} ${problem}`)
  }
}

const text = z.string('is missing').trim().min(1, 'is missing')
const url = (schemes: RegExp, kind: string) => text.refine(value => URL.canParse(value) && schemes.test(new URL(value).protocol), `must be ${kind}`)
const endpoint = url(/^https?:$/, 'a full URL such as https://trtc.tencentcloudapi.com')
  .refine(value => !URL.canParse(value) || (new URL(value).pathname === '/' && new URL(value).search === ''), 'must be a URL without a path')
const integer = (min: number, max: number, problem: string) =>
  z.union([z.number(), text.regex(/^\d+$/, problem).transform(Number)], { error: issue => issue.input === undefined ? 'is missing' : problem })
    .pipe(z.int(problem).min(min, problem).max(max, problem))

const origin = z.string().refine(
  value => value === '*' || (URL.canParse(value) && new URL(value).origin === value),
  'must be "*" or origins such as https://example.com, separated by commas',
)

function isWebhookSecret(value: string): boolean {
  const [, base64] = /^whsec_([a-z0-9+/]+={0,2})$/i.exec(value) ?? []
  const { length } = Buffer.from(base64 ?? '', 'base64')
  return length >= 24 && length <= 64
}

/** In the environment a list is JSON. */
function fromJson(value: unknown): unknown {
  if (typeof value !== 'string' || !value.startsWith('{')) return value
  try {
    return JSON.parse(value)
  } catch {
    return value
  }
}

/** One check for options and environment; the order is the order in which problems are told. */
export const configShape = {
  trtcSdkAppId: integer(1, 2 ** 32 - 1, 'must be a TRTC application id, a number'),
  trtcSdkSecretKey: text,
  tencentcloudSecretId: text,
  tencentcloudSecretKey: text,
  tencentcloudRegion: text.regex(/^[a-z]+-[a-z0-9-]+$/, 'must be a region such as ap-guangzhou').default('ap-guangzhou'),
  trtcEndpoint: endpoint.default('https://trtc.tencentcloudapi.com'),
  vodEndpoint: endpoint.default('https://vod.tencentcloudapi.com'),
  conferenceEndpoint: endpoint.default('https://console.tim.qq.com'),
  conferenceAdminUserId: text,
  vodSubAppId: integer(1, 2 ** 53 - 1, 'must be a VOD application id, a number').optional(),
  trtcCallbackKey: text.regex(/^[a-z0-9]{1,32}$/i, 'must be 1–32 letters and digits, the key set in the TRTC console'),
  databaseUrl: text.regex(/^(?:pglite:.+|postgres(?:ql)?:\/\/.+)$/, 'must be pglite:<directory>, pglite:memory or postgres://…')
    .default('pglite:./.roomkit-recording/db'),
  corsOrigins: z.preprocess(
    value => typeof value === 'string' ? value.split(',').map(part => part.trim()).filter(Boolean) : value,
    z.array(origin).readonly().default([]),
  ),
  webhookUrl: url(/^https?:$/, 'a full URL such as https://example.com/recordings').optional(),
  webhookSecret: text.refine(isWebhookSecret, 'must be whsec_ followed by 24–64 bytes as base64').optional(),
  vodPlayKey: text.regex(/^[a-z0-9]{8,20}$/i, 'must be 8–20 letters and digits, the key set for the domain in the VOD console').optional(),
  cosBucket: text.regex(/^[a-z0-9][a-z0-9-]*-\d+$/, 'must be a bucket with its APPID, such as recordings-1250000000').optional(),
  cosRegion: text.regex(/^[a-z]+-[a-z0-9-]+$/, 'must be a region such as ap-guangzhou').optional(),
  cosSecretId: text.optional(),
  cosSecretKey: text.optional(),
  cosEndpoint: text.refine(value => /^https?:\/\/[^\s?#]+$/.test(value) && value.includes('{Bucket}'), 'must be a URL with {Bucket}, such as https://{Bucket}.cos.{Region}.myqcloud.com').default('https://{Bucket}.cos.{Region}.myqcloud.com'),
  retentionDays: integer(1, 36_500, 'must be a number of days, 1–36500').optional(),
  prices: z.preprocess(fromJson, pricesSchema.optional()),
  publicUrl: url(/^https?:$/, 'a full URL such as https://example.com/recording').transform(value => value.replace(/\/+$/, '')).optional(),
  metricsToken: text.regex(/^[\x21-\x7E]{16,256}$/, 'must be 16–256 visible ASCII characters').optional(),
  host: text.default('0.0.0.0'),
  port: integer(0, 65_535, 'must be a TCP port, 0–65535').default(8787),
}

const schema = z.object(configShape)

/** `trtcSdkAppId` → `TRTC_SDK_APP_ID`. */
export const variableName = (field: string): string => field.replace(/[A-Z]/g, letter => `_${letter}`).toUpperCase()

/**
 * Reads the configuration from environment variables; an empty one counts as left out.
 * @throws ConfigError naming the first variable that is missing or cannot be used.
 */
export function configFromEnv(env: Record<string, string | undefined> = process.env): RecordingBackendConfig {
  const given = Object.fromEntries(Object.keys(configShape).map(field => [field, env[variableName(field)]?.trim() || undefined]))
  return checkConfig(schema, given) as RecordingBackendConfig
}

/** @throws ConfigError for the first problem. */
export function checkConfig<T extends z.ZodType>(shape: T, given: unknown): z.output<T> {
  const { success, data, error } = shape.safeParse(given)
  if (success) return data
  const [issue] = error.issues
  throw new ConfigError(variableName(String(issue!.path[0])), issue!.message)
}
