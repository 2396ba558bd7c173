import type { StartOptions } from '@roomkit-recording/core'
import type { RecordingRow } from '../store/schema.js'
import { z } from 'zod'
import { startOptionsSchema } from '../schemas.js'

/**
 * Who starts a recording. `'manual'`: somebody presses. Else the room itself, by TRTC's room and media callbacks, whose addresses
 * have to be set in the console.
 */
export type StartPolicy = 'manual' | PublishedStartPolicy

/**
 * Records while somebody publishes. What somebody stops by hand, what `maxMinutes` ends and what the customer removes is not begun again
 * before the room was empty.
 */
export interface PublishedStartPolicy {
  when: 'published'
  /** So many people have to publish sound, picture or screen at once. @default 1 */
  anchors?: number
  /** Seconds without anybody who publishes, after which what the policy started stops; 1–86,400. They are charged as audio. @default 60 */
  stopAfterSeconds?: number
  /** What is recorded. @default the option `defaults` */
  options?: StartOptions
  /** Everybody sees it as the name of whoever started the recording. @default 'Automatic start' */
  name?: string
}

/** `startedBy.userId` of what it starts. */
export const POLICY_USER_ID = 'policy:published'

const stopAfter = 'must be 1–86400 seconds'

const publishedSchema = z.strictObject({
  when: z.literal('published', 'must be "published"'),
  anchors: z.int('must be 1–1000').min(1, 'must be 1–1000').max(1_000, 'must be 1–1000').default(1),
  stopAfterSeconds: z.int(stopAfter).min(1, stopAfter).max(86_400, stopAfter).default(60),
  options: startOptionsSchema.default({}),
  name: z.string().trim().min(1, 'must not be empty').max(64).default('Automatic start'),
})

const policySchema = z.union([z.literal('manual'), publishedSchema], 'must be "manual", { when: "published", … } or a function that returns one of them')

export const startPolicySchema = z.union(
  [policySchema, z.custom<(roomId: string) => StartPolicy>(value => typeof value === 'function')],
  'must be "manual", { when: "published", … } or a function that returns one of them',
)

export type ResolvedStartPolicy = z.output<typeof policySchema>

/** @throws ZodError when the integrator's function returns none */
export const resolveStartPolicy = (policy: z.output<typeof startPolicySchema>, roomId: string): ResolvedStartPolicy =>
  typeof policy === 'function' ? policySchema.parse(policy(roomId)) : policy

/** What a policy leaves alone: somebody wanted it to end. */
const FINAL: ReadonlySet<RecordingRow['stopReason']> = new Set(['user', 'limit', 'removed', 'replaced'])
const FAILED: ReadonlySet<RecordingRow['stopReason']> = new Set(['error', 'unknown'])

const FIRST_RETRY_MS = 60_000
const LONGEST_RETRY_MS = 3_600_000

/** Enough of a room's past for `policyWaits`. */
export const POLICY_HISTORY = 8

/**
 * How long a policy has to keep still in a room: `null` not at all, `Infinity` until the room was empty, else until then.
 * `past`: the room's recordings, newest first.
 */
export function policyWaits(past: readonly Pick<RecordingRow, 'stopReason' | 'endedAt'>[], emptiedAt: number | null): number | null {
  const since = past.filter(({ endedAt }) => endedAt !== null && endedAt > (emptiedAt ?? -1))
  if (since.some(({ stopReason }) => FINAL.has(stopReason))) return Infinity
  const ended = since.findIndex(({ stopReason }) => !FAILED.has(stopReason))
  const failures = ended < 0 ? since.length : ended
  if (failures === 0) return null
  return since[0]!.endedAt! + Math.min(LONGEST_RETRY_MS, FIRST_RETRY_MS * 2 ** (failures - 1))
}
