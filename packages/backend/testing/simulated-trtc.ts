import type { CallStep } from '../src/recordings/next-step.js'
import type { CallbackFact } from '../src/trtc/callback.js'
import type { TrtcErrorKind } from '../src/trtc/trtc-error.js'

export interface Random {
  /** From 0 to 1. */
  next: () => number
  chance: (probability: number) => boolean
  between: (from: number, to: number) => number
}

/** Mulberry32: small, and the same for the same seed everywhere. */
export function createRandom(seed: number): Random {
  let state = seed >>> 0
  const next = () => {
    state = (state + 0x6D2B79F5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  return { next, chance: probability => next() < probability, between: (from, to) => Math.round(from + next() * (to - from)) }
}

export interface SimulatedTask {
  taskId: string
  recorderUserId: string
  createdAt: number
  /** When its recorder is in the room; only then it knocks out an earlier one. */
  entersAt: number
  entered: boolean
  endedAt: number | null
}

export interface SimulatedCallback {
  at: number
  taskId: string
  recorderUserId: string
  fact: CallbackFact
}

export type SimulatedAnswer = { ok: true, taskId?: string, status?: 'Idle' | 'InProgress' } | { ok: false, kind: TrtcErrorKind }

export interface Weather {
  /** Calls that fail in some way. */
  trouble: number
  /** Callbacks that are never delivered. */
  dropped: number
  duplicated: number
  slowest: number
  /** Longest time after which a call that was given up takes effect. */
  late: number
  /** The credential may not remove users. */
  removalDenied: boolean
}

/** TRTC as its documents describe it, at its worst: answers get lost, calls take effect late, callbacks come late, twice or never. */
export function createSimulatedTrtc(random: Random, weather: Weather) {
  const tasks: SimulatedTask[] = []
  const callbacks: SimulatedCallback[] = []
  const late: { at: number, recorderUserId: string }[] = []

  function send(task: SimulatedTask, at: number, fact: CallbackFact): void {
    if (random.chance(weather.dropped)) return
    const times = random.chance(weather.duplicated) ? 2 : 1
    for (let time = 0; time < times; time++)
      callbacks.push({ at: at + random.between(0, weather.slowest), taskId: task.taskId, recorderUserId: task.recorderUserId, fact })
  }

  function end(task: SimulatedTask, now: number, leaveCode: number): void {
    if (task.endedAt !== null) return
    task.endedAt = now
    send(task, now, { type: 'recorderStop', leaveCode })
    send(task, now, { type: 'file', file: { status: 0, message: null, vodFileId: task.taskId, name: 'a.mp4', userId: null, track: 'audioVideo', stream: 'mix', url: null, startedAt: task.createdAt, endedAt: now } })
    send(task, now, { type: 'results', ok: true })
  }

  const isRunning = (task: SimulatedTask) => task.endedAt === null

  function create(recorderUserId: string, now: number): SimulatedTask {
    const task = { taskId: `T${tasks.length + 1}`, recorderUserId, createdAt: now, entersAt: now + random.between(20, 2_000), entered: false, endedAt: null }
    tasks.push(task)
    return task
  }

  function enter(task: SimulatedTask): void {
    const { recorderUserId, entersAt } = task
    for (const other of tasks.filter(other => other !== task && other.entered && isRunning(other) && other.recorderUserId === recorderUserId)) end(other, entersAt, 101)
    task.entered = true
    send(task, entersAt, { type: 'recorderStart', ok: true })
  }

  const entering = () => tasks.filter(task => isRunning(task) && !task.entered)

  function perform(step: CallStep, now: number): SimulatedAnswer {
    if (step.type === 'create') return { ok: true, taskId: create(step.recorderUserId, now).taskId }
    if (step.type === 'remove') {
      const present = tasks.filter(task => isRunning(task) && task.entered && task.recorderUserId === step.recorderUserId)
      for (const task of present) end(task, now, 1)
      return present.length > 0 ? { ok: true } : { ok: false, kind: 'gone' }
    }
    const task = tasks.find(({ taskId }) => taskId === step.taskId)
    if (!task || !isRunning(task)) return { ok: false, kind: 'gone' }
    if (step.type === 'delete') end(task, now, 0)
    return { ok: true, status: task.entered ? 'InProgress' : 'Idle' }
  }

  return {
    tasks,
    callbacks,
    running: () => tasks.filter(isRunning),
    /** The service ends whatever runs. */
    endAll(now: number, leaveCode: number): void {
      for (const task of tasks.filter(isRunning)) {
        if (task.entered) end(task, now, leaveCode)
      }
    },
    /** The next moment at which something happens by itself. */
    next: () => Math.min(...late.map(({ at }) => at), ...callbacks.map(({ at }) => at), ...entering().map(({ entersAt }) => entersAt)),
    /** Does what is due: calls whose effect comes after their answer was given up, and recorders on their way. */
    runLate(now: number): void {
      for (const call of late.filter(({ at }) => at <= now)) {
        late.splice(late.indexOf(call), 1)
        create(call.recorderUserId, now)
      }
      for (const task of entering().filter(({ entersAt }) => entersAt <= now).toSorted((a, b) => a.entersAt - b.entersAt)) enter(task)
    },
    call(step: CallStep, now: number): SimulatedAnswer {
      if (step.type === 'remove' && weather.removalDenied) return { ok: false, kind: 'refused' }
      if (!random.chance(weather.trouble)) return perform(step, now)
      const trouble = random.between(0, 5)
      if (trouble === 0) return { ok: false, kind: 'unreachable' }
      if (trouble === 1) return { ok: false, kind: 'busy' }
      if (trouble === 2) return { ok: false, kind: 'lost' }
      if (trouble === 3 && step.type === 'create') {
        late.push({ at: now + random.between(1, weather.late), recorderUserId: step.recorderUserId })
        return { ok: false, kind: 'lost' }
      }
      perform(step, now)
      return { ok: false, kind: trouble === 4 ? 'retry' : 'lost' }
    },
  }
}
