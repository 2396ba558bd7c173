import type { Outcome } from '../src/recordings/apply-outcome.js'
import type { CallStep } from '../src/recordings/next-step.js'
import type { Weather } from './simulated-trtc.js'
import { applyCallback } from '../src/recordings/apply-callback.js'
import { applyOutcome, markCall } from '../src/recordings/apply-outcome.js'
import { askToStop } from '../src/recordings/changes.js'
import { mixOf } from '../src/recordings/mix.js'
import { nextStep } from '../src/recordings/next-step.js'
import { settle } from '../src/recordings/settle.js'
import { TrtcError } from '../src/trtc/trtc-error.js'
import { createRandom, createSimulatedTrtc } from './simulated-trtc.js'
import { aRecording, timings } from './state.js'

const DAY = 24 * 3_600_000

export interface Scenario {
  seed: number
  weather: Weather
  /** Share of calls during which this process is killed. */
  crashes: number
  stopAt: number | null
  serviceEndAt: number | null
  leaveCode: number
}

/** A whole recording's life by the rules alone: no database, no network, days in milliseconds. */
export function live({ seed, weather, crashes, stopAt, serviceEndAt, leaveCode }: Scenario, trace: (...words: unknown[]) => void = () => {}) {
  const random = createRandom(seed)
  const trtc = createSimulatedTrtc(random, weather)
  const state = aRecording({ maxMinutes: 120 }, [{}])
  const context = { timings, controlMs: 26 * 3_600_000, createId: () => `f${trtc.tasks.length}-${state.files.length}` }
  let now = 0
  let stopped = stopAt === null
  let ended = serviceEndAt === null
  const statuses: string[] = [state.recording.status]

  function conclude(): void {
    settle(state, now, timings)
    if (statuses.at(-1) === state.recording.status) return
    statuses.push(state.recording.status)
    trace(now, 'is', state.recording.status, state.recording.error?.code, state.recording.stopReason)
  }

  function answer(step: CallStep): Outcome {
    const sent = mixOf(state.recording, state.tasks.find(({ recorderUserId }) => recorderUserId === step.recorderUserId)!)
    const given = trtc.call(step, now)
    if (!given.ok) return { ok: false, type: step.type, error: new TrtcError(step.type, given.kind), sent }
    if (step.type === 'create') return { ok: true, type: 'create', taskId: given.taskId!, sent }
    if (step.type === 'describe') return { ok: true, type: 'describe', status: given.status! }
    if (step.type === 'modify') return { ok: true, type: 'modify', sent }
    return { ok: true, type: step.type }
  }

  function happen(): void {
    trtc.runLate(now)
    if (!stopped && now >= stopAt!) {
      stopped = true
      askToStop(state, 'user', null, now, timings)
    }
    if (!ended && now >= serviceEndAt!) {
      ended = true
      trtc.endAll(now, leaveCode)
    }
    for (const callback of trtc.callbacks.filter(({ at }) => at <= now)) {
      trtc.callbacks.splice(trtc.callbacks.indexOf(callback), 1)
      const task = state.tasks.find(({ recorderUserId }) => recorderUserId === callback.recorderUserId)!
      trace(now, 'callback', callback.taskId, JSON.stringify(callback.fact).slice(0, 60))
      applyCallback(state, task, { ...callback, eventType: 0, roomId: 'room', eventMsTs: 0, payloadHash: '' }, { ...context, now })
      conclude()
    }
  }

  for (let steps = 0; now < 10 * DAY; steps++) {
    if (steps > 50_000) throw new Error('It goes round in circles')
    happen()
    conclude()
    const step = nextStep(state, now, timings)
    if (step.type === 'wait') {
      const next = Math.min(step.until ?? Infinity, trtc.next(), stopped ? Infinity : stopAt!, ended ? Infinity : serviceEndAt!)
      if (next === Infinity) break
      now = Math.max(now + 1, next)
      continue
    }
    const task = state.tasks.find(({ recorderUserId }) => recorderUserId === step.recorderUserId)!
    markCall(state, task, step, now, timings)
    const outcome = answer(step)
    now += outcome.ok || outcome.error.kind !== 'lost' ? random.between(5, 900) : timings.callMs
    // what happens while the call is out comes first
    happen()
    const crashed = random.chance(crashes)
    trace(now, 'call', JSON.stringify(step), crashed ? 'crashed' : outcome.ok ? outcome : outcome.error.kind, task.state, task.taskId)
    if (crashed) now += random.between(0, 20_000)
    else applyOutcome(state, task, outcome, { now, ...context })
  }
  return { state, trtc, statuses }
}
