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
  endedAt: number | null
}

export interface SimulatedCallback {
  at: number
  taskId: string
  recorderUserId: string
  fact: CallbackFact
}

export type SimulatedAnswer = { ok: true, taskId?: string, status?: 'InProgress' } | { ok: false, kind: TrtcErrorKind }

export interface Weather {
  /** Calls that fail in some way. */
  trouble: number
  /** Callbacks that are never delivered. */
  dropped: number
  duplicated: number
  slowest: number
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
    const task = { taskId: `T${tasks.length + 1}`, recorderUserId, createdAt: now, endedAt: null }
    for (const other of tasks.filter(other => isRunning(other) && other.recorderUserId === recorderUserId)) end(other, now, 101)
    tasks.push(task)
    send(task, now, { type: 'recorderStart', ok: true })
    return task
  }

  function perform(step: CallStep, now: number): SimulatedAnswer {
    if (step.type === 'create') return { ok: true, taskId: create(step.recorderUserId, now).taskId }
    if (step.type === 'remove') {
      const present = tasks.filter(task => isRunning(task) && task.recorderUserId === step.recorderUserId)
      for (const task of present) end(task, now, 1)
      return present.length > 0 ? { ok: true } : { ok: false, kind: 'gone' }
    }
    const task = tasks.find(({ taskId }) => taskId === step.taskId)
    if (!task || !isRunning(task)) return { ok: false, kind: 'gone' }
    if (step.type === 'delete') end(task, now, 0)
    return { ok: true, status: 'InProgress' }
  }

  return {
    tasks,
    callbacks,
    running: () => tasks.filter(isRunning),
    /** The service ends whatever runs. */
    endAll(now: number, leaveCode: number): void {
      for (const task of tasks.filter(isRunning)) end(task, now, leaveCode)
    },
    /** Calls whose effect comes after their answer was given up. */
    next: () => Math.min(...late.map(({ at }) => at), ...callbacks.map(({ at }) => at)),
    runLate(now: number): void {
      for (const call of late.filter(({ at }) => at <= now)) {
        late.splice(late.indexOf(call), 1)
        create(call.recorderUserId, now)
      }
    },
    call(step: CallStep, now: number): SimulatedAnswer {
      if (!random.chance(weather.trouble)) return perform(step, now)
      const trouble = random.between(0, 5)
      if (trouble === 0) return { ok: false, kind: 'unreachable' }
      if (trouble === 1) return { ok: false, kind: 'busy' }
      if (trouble === 2) return { ok: false, kind: 'lost' }
      if (trouble === 3 && step.type === 'create') {
        late.push({ at: now + random.between(1, 4_000), recorderUserId: step.recorderUserId })
        return { ok: false, kind: 'lost' }
      }
      perform(step, now)
      return { ok: false, kind: trouble === 4 ? 'retry' : 'lost' }
    },
  }
}
