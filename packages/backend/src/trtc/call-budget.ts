import { setTimeout as wait } from 'node:timers/promises'

/** Who waits for a call: somebody who pressed something, or the looking after what runs. */
export type CallPriority = 'press' | 'routine'

/** What a second holds, for each action. */
export interface Allowance {
  /** Milliseconds between two turns. */
  intervalMs: number
  /** Turns left unused for so long may be taken at once. */
  burstMs: number
}

export interface TurnRequest extends Allowance {
  action: string
  priority: CallPriority
  /** Turns that are waited for. */
  wanted: number
}

/** Turns that are ours: the first one in `delayMs`, the others an interval apart. None granted: ask again later. */
export interface LeasedTurns { granted: number, delayMs: number }

/** Where turns come from. All who share an allowance share this. */
export type LeaseTurns = (request: TurnRequest) => Promise<LeasedTurns>

export interface CallBudget {
  /** Resolves when a call of this action may be made. Those who pressed something go first. */
  turn: (action: string, priority?: CallPriority) => Promise<void>
}

export interface CallBudgetOptions {
  /** Calls a second of each action, by all instances together. */
  perSecond: number
  leaseTurns: LeaseTurns
  /** Milliseconds. @default performance.now */
  now?: () => number
  /** @default a timer */
  sleep?: (ms: number) => Promise<unknown>
}

/** Routine may take turns so far ahead; whoever presses waits no longer for it. */
export const ROUTINE_AHEAD_MS = 500
/** Turns leased at once. */
const BATCH: Record<CallPriority, number> = { press: 10, routine: 4 }
/** A turn that is missed by more than this is given up: the next second belongs to others. */
const TOLERANCE_MS = 200
/** While the database cannot be asked, each instance goes on slowly. */
const BLIND_MS = 500

/** So that no second, begun at whatever moment, sees more than `perSecond` calls, late ones included. */
export function allowanceOf(perSecond: number): Allowance {
  const intervalMs = 1000 / (perSecond * 0.7)
  return { intervalMs, burstMs: Math.max(0, Math.floor(perSecond - (1000 + TOLERANCE_MS) / intervalMs - 1)) * intervalMs }
}

interface Line {
  waiting: Record<CallPriority, (() => void)[]>
  isServed: boolean
}

/** Turns for calls, a few leased at a time. */
export function createCallBudget({ perSecond, leaseTurns, now = () => performance.now(), sleep = wait }: CallBudgetOptions): CallBudget {
  const allowance = allowanceOf(perSecond)
  const lines = new Map<string, Line>()

  async function serve(action: string, line: Line): Promise<void> {
    const { waiting } = line
    line.isServed = true
    while (waiting.press.length + waiting.routine.length > 0) {
      const priority = waiting.press.length > 0 ? 'press' : 'routine'
      const wanted = Math.min(BATCH[priority], waiting[priority].length)
      const { granted, delayMs } = await leaseTurns({ action, priority, wanted, ...allowance }).catch(() => ({ granted: 1, delayMs: BLIND_MS }))
      const first = now() + Math.max(0, delayMs)
      if (granted === 0) await sleep(ROUTINE_AHEAD_MS * (0.2 + 0.3 * Math.random()))
      for (let turn = 0; turn < granted; turn++) {
        const at = first + turn * allowance.intervalMs
        if (at > now()) await sleep(at - now())
        if (now() > at + TOLERANCE_MS) continue
        const go = waiting.press.shift() ?? waiting.routine.shift()
        go?.()
      }
    }
    line.isServed = false
  }

  return {
    turn(action, priority = 'press') {
      const line = lines.get(action) ?? { waiting: { press: [], routine: [] }, isServed: false }
      lines.set(action, line)
      const turn = new Promise<void>(resolve => { line.waiting[priority].push(resolve) })
      if (!line.isServed) void serve(action, line)
      return turn
    },
  }
}

/** For whoever shares the allowance with nobody. */
export function leaseAlone(now: () => number = () => performance.now()): LeaseTurns {
  const nextAt = new Map<string, number>()
  return async ({ action, priority, wanted, intervalMs, burstMs }) => {
    const time = now()
    const next = nextAt.get(action) ?? time
    if (priority === 'routine' && next > time + ROUTINE_AHEAD_MS) return { granted: 0, delayMs: 0 }
    const first = Math.max(next, priority === 'press' ? time - burstMs : time)
    nextAt.set(action, first + wanted * intervalMs)
    return { granted: wanted, delayMs: first - time }
  }
}
