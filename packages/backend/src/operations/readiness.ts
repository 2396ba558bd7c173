import { setTimeout as wait } from 'node:timers/promises'

/** What must hold for an instance to take requests. */
export type ReadinessChecks = Record<'database' | 'notifications' | 'open', boolean>

export interface ReadinessOptions {
  /** Rejects when the database does not answer. */
  askDatabase: () => Promise<unknown>
  /** Hears of changes of other instances, or there are none. */
  isListening: () => boolean
  /** Not shutting down. */
  isOpen: () => boolean
  /** Longest wait for the database, in milliseconds. @default 3000 */
  timeoutMs?: number
}

export async function readReadiness({ askDatabase, isListening, isOpen, timeoutMs = 3_000 }: ReadinessOptions): Promise<ReadinessChecks> {
  const database = await Promise.race([askDatabase().then(() => true, () => false), wait(timeoutMs, false, { ref: false })])
  return { database, notifications: isListening(), open: isOpen() }
}

/** In words, for whoever looks. */
export const whatIsMissing: Record<keyof ReadinessChecks, string> = {
  database: 'the database does not answer',
  notifications: 'changes of other instances are not heard',
  open: 'it is shutting down',
}
