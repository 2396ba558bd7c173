import type { RuleOutcome } from './rule.js'

/** Whom the rules know. `host` owns the room, `cohost` is its admin, `guest` is a member, `stranger` is elsewhere. */
export const roles = ['host', 'cohost', 'guest', 'stranger'] as const
export type Role = typeof roles[number]

export interface UserSigKey {
  sdkAppId: number
  sdkSecretKey: string
}

export interface ConformanceOptions {
  /** Where the backend is mounted, without `/v1`. */
  baseUrl: string
  /** Where the TRTC emulator is that the backend records with. Its control API must be reachable from here. */
  emulatorUrl: string
  /** Signs UserSigs for everybody; or say `tokens`. */
  userSigKey?: UserSigKey
  /** What each role shows as `Authorization: Bearer`; needs host, guest and stranger. */
  tokens?: Partial<Record<Role, string>>
  /** Who the backend takes a role's token for. @default the role's name */
  users?: Partial<Record<Role, string>>
  /** Key of the recording callbacks. Without it, rules that sign callbacks themselves are skipped. */
  callbackKey?: string
  /** What the ids of the rooms begin with. @default 'conformance' */
  roomPrefix?: string
  /** Only these rules: ids, or the beginnings of some, such as `start`. */
  only?: readonly string[]
  /** Those too that wait for something slow, such as the comment line. @default false */
  slow?: boolean
  /** Longest wait for an answer, an event or a change, in milliseconds. @default 30000 */
  timeoutMs?: number
  /** Rules at once, where they do not disturb each other. @default 4, with `tokens` 1 */
  parallel?: number
  /** Told after each rule, in whatever order they end. */
  onOutcome?: (outcome: RuleOutcome, progress: { done: number, all: number }) => void
}
