import type { EmulatorVariants } from './variants.js'
import { z } from 'zod'
import { variantsSchema } from './variants.js'

const callEffects = ['error', 'delay', 'timeout', 'drop', 'http500', 'notJson', 'lostAnswer'] as const
const callbackEffects = ['drop', 'duplicate', 'delay', 'reorder', 'variant'] as const
const taskEffects = ['startFailed', 'failover', 'cutOff', 'storageRefused', 'uploadLate', 'uploadFailed', 'imageFailed'] as const

/** What may befall a recording task itself. */
export type TaskEffect = typeof taskEffects[number]

const fault = z.strictObject({
  /** The call it strikes, such as `CreateCloudRecording` or `get_room_info`. Absent means every call, unless `callback` or a task's effect is given. */
  action: z.string().min(1).optional(),
  /** The callback it strikes, by EventType, or by command for those of Conference; `'*'` means all. */
  callback: z.union([z.int(), z.literal('*'), z.string().regex(/^(?:Room|Mic)\.Callback\w+$/)]).optional(),
  /** The room it strikes in; calls that name neither a room nor a task are then spared. Absent means everywhere. */
  roomId: z.string().min(1).optional(),
  effect: z.enum([...new Set([...callEffects, ...callbackEffects, ...taskEffects])]),
  /** For `error` the code to answer with, for `storageRefused` the storage service's; for `variant` a switch as `name:value`, such as `eventTs:number`. */
  code: z.union([z.string().min(1), z.int()]).optional(),
  /**
   * How long before the effect happens; with `lostAnswer`, before the connection is cut; with `reorder`, how long it waits for another
   * one at most; with `uploadLate` and `uploadFailed`, from the first word to the last.
   */
  delayMs: z.int().min(0).max(86_400_000).optional(),
  /** How often it strikes; absent means for ever. */
  times: z.int().min(1).optional(),
  /** From 0 to 1; absent means always. */
  probability: z.number().min(0).max(1).optional(),
}).superRefine((given, ctx) => {
  const refuse = (path: string, message: string) => { ctx.addIssue({ code: 'custom', path: [path], message }) }
  const isCallback = given.callback !== undefined
  const effects: readonly string[] = isCallback ? callbackEffects : callEffects
  if (isCallback && given.action !== undefined) refuse('action', 'a fault strikes either a call or a callback')
  if (isTaskEffect(given.effect)) {
    if (isCallback || given.action !== undefined) refuse('effect', `${given.effect} strikes tasks: name neither a call nor a callback`)
  } else if (!effects.includes(given.effect)) {
    refuse('effect', `${given.effect} is not for ${isCallback ? 'callbacks' : 'calls: name a callback'}`)
  }
  if (given.effect === 'error' && given.code === undefined) refuse('code', 'error needs a code')
  if (given.effect === 'delay' && given.delayMs === undefined) refuse('delayMs', 'delay needs delayMs')
  if (given.effect === 'variant' && !parseVariant(given.code)) refuse('code', 'variant needs a code such as eventTs:number')
})

export const faultList = z.array(fault).max(1000)

/** One way in which the service misbehaves. */
export type Fault = z.output<typeof fault>

export interface StruckFault extends Fault {
  /** What `variant` switches. */
  variant: Partial<EmulatorVariants>
}

export interface FaultsContext {
  /** From 0 to 1. */
  random: () => number
  onChange: () => void
}

export type Faults = ReturnType<typeof createFaults>

/** The faults in force. Of several that fit, the first one strikes. */
export function createFaults({ random, onChange }: FaultsContext) {
  let faults: Fault[] = []

  function strike(roomId: string | undefined, fits: (fault: Fault) => boolean): StruckFault | undefined {
    const index = faults.findIndex(fault => fits(fault) && (fault.roomId ?? roomId) === roomId && random() < (fault.probability ?? 1))
    const struck = faults[index]
    if (!struck) return undefined
    const { times } = struck
    if (times !== undefined) {
      faults = times > 1 ? faults.with(index, { ...struck, times: times - 1 }) : faults.toSpliced(index, 1)
      onChange()
    }
    return { ...struck, variant: struck.effect === 'variant' ? parseVariant(struck.code) ?? {} : {} }
  }

  return {
    /** What is still in force; `times` counts down. */
    list: (): Fault[] => [...faults],
    /** Replaces all faults. @throws ZodError when one makes no sense; then nothing changes */
    set(list: Fault[]): void {
      faults = faultList.parse(list)
      onChange()
    },
    /** Puts these behind those in force. @throws ZodError when one makes no sense or they become too many; then nothing changes */
    add(list: Fault[]): void {
      faults = faultList.parse([...faults, ...list])
      onChange()
    },
    /** @param roomId only those of that room */
    clear(roomId?: string): void {
      faults = roomId === undefined ? [] : faults.filter(fault => fault.roomId !== roomId)
      onChange()
    },
    forCall: (action: string, roomId?: string) => strike(roomId, fault => fault.callback === undefined && !isTaskEffect(fault.effect) && (fault.action ?? action) === action),
    forTask: (effect: TaskEffect, roomId: string) => strike(roomId, fault => fault.effect === effect),
    forCallback: (eventType: number | string, roomId: string) => strike(roomId, fault => fault.callback === '*' || fault.callback === eventType),
  }
}

function isTaskEffect(effect: Fault['effect']): effect is TaskEffect {
  return (taskEffects as readonly string[]).includes(effect)
}

function parseVariant(code: string | number | undefined): Partial<EmulatorVariants> | null {
  const [, name, value] = /^(\w+):(\w+)$/.exec(String(code)) ?? []
  if (name === undefined || !(name in variantsSchema.shape)) return null
  const result = variantsSchema.partial().safeParse({ [name]: value })
  return result.success ? { [name]: value } : null
}
