import type { Outcome } from '../src/recordings/apply-outcome.js'
import type { CallStep } from '../src/recordings/next-step.js'
import type { Weather } from './simulated-trtc.js'
import { applyCallback } from '../src/recordings/apply-callback.js'
import { applyStepOutcome, markCall } from '../src/recordings/apply-outcome.js'
import { askToStop } from '../src/recordings/changes.js'
import { mixOf } from '../src/recordings/mix.js'
import { nextStep } from '../src/recordings/next-step.js'
import { isTaskOver } from '../src/recordings/recording-state.js'
import { settle } from '../src/recordings/settle.js'
import { TrtcError } from '../src/trtc/trtc-error.js'
import { aPerson } from './people.js'
import { createRandom, createSimulatedTrtc } from './simulated-trtc.js'
import { aRecording, timings } from './state.js'

/** So long nobody else goes on with it. */
const LEASE_MS = 6_000
const DAY = 24 * 3_600_000

export interface Scenario {
  seed: number
  weather: Weather
  /** Share of calls during which this process is killed. */
  crashes: number
  /** Share of calls whose outcome is stored so late that others have gone on. */
  stalls: number
  stopAt: number | null
  serviceEndAt: number | null
  leaveCode: number
  /** Of people who come and go, at most so many at a time: single streams, or (even seeds) a mix that follows who shares. Left out: nobody is known. */
  crowd?: number
}

/** A whole recording's life by the rules alone: no database, no network, days in milliseconds. */
export function live({ seed, weather, crashes, stalls, stopAt, serviceEndAt, leaveCode, crowd = 0 }: Scenario, trace: (...words: unknown[]) => void = () => {}) {
  const random = createRandom(seed)
  const trtc = createSimulatedTrtc(random, weather)
  const state = aRecording({ maxMinutes: 120, ...crowd > 0 && (seed % 2 ? { mode: 'single' as const } : { layoutWanted: { mode: 'follow' as const } }) }, [{}])
  const context = { timings, controlMs: 26 * 3_600_000, createId: () => `f${trtc.tasks.length}-${state.files.length}` }
  let now = 0
  let stopped = stopAt === null
  let ended = serviceEndAt === null
  const statuses: string[] = [state.recording.status]
  let comings = crowd > 0 ? 40 : 0
  let nextComing = comings > 0 ? 1_000 : Infinity

  /** Parts wanted at once, and in how many of them one person was. */
  const most = { parts: 0, places: 0 }

  function conclude(): void {
    settle(state, now, timings)
    const parts = state.tasks.filter(task => task.wanted === 'run' && !isTaskOver(task))
    const places = new Map<string, number>()
    for (const userId of parts.flatMap(({ members }) => members ?? [])) places.set(userId, (places.get(userId) ?? 0) + 1)
    most.parts = Math.max(most.parts, parts.length)
    most.places = Math.max(most.places, ...places.values())
    if (statuses.at(-1) === state.recording.status) return
    statuses.push(state.recording.status)
    trace(now, 'is', state.recording.status, state.recording.error?.code, state.recording.stopReason)
  }

  function answer(step: CallStep): Outcome {
    const task = state.tasks.find(({ recorderUserId }) => recorderUserId === step.recorderUserId)!
    const sent = mixOf(state.recording, task)
    const given = trtc.call(step, now)
    if (!given.ok) return { ok: false, type: step.type, error: new TrtcError(step.type, given.kind), sent }
    if (step.type === 'create') return { ok: true, type: 'create', taskId: given.taskId!, sent, calledAt: task.calledAt }
    if (step.type === 'describe') return { ok: true, type: 'describe', status: given.status! }
    if (step.type === 'modify') return { ok: true, type: 'modify', sent }
    return { ok: true, type: step.type }
  }

  /** Some come, some leave, some begin or end sending. */
  function come(): void {
    const share = random.next()
    const users = Array.from({ length: crowd }, (_, index) => `user${index}`).filter(() => random.chance(share))
    state.room = { people: users.map(userId => aPerson(userId, { camera: random.chance(0.6), microphone: random.chance(0.6), screen: random.chance(0.02) })), hasMedia: true, foreign: random.chance(0.1) ? 1 : 0 }
    nextComing = --comings > 0 ? now + random.between(200, 90_000) : Infinity
    conclude()
  }

  const stalled: { at: number, step: CallStep, outcome: Outcome }[] = []

  function store(step: CallStep, outcome: Outcome): void {
    applyStepOutcome(state, step, outcome, { ...context, now })
  }

  function happen(): void {
    trtc.runLate(now)
    for (const late of stalled.filter(({ at }) => at <= now)) {
      stalled.splice(stalled.indexOf(late), 1)
      trace(now, 'late outcome', JSON.stringify(late.step))
      store(late.step, late.outcome)
      conclude()
    }
    if (now >= nextComing) come()
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
      const next = Math.min(step.until ?? Infinity, trtc.next(), ...stalled.map(({ at }) => at), nextComing, stopped ? Infinity : stopAt!, ended ? Infinity : serviceEndAt!)
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
    else if (stalls > 0 && random.chance(stalls)) stalled.push({ at: now + random.between(LEASE_MS, 30_000), step, outcome })
    else store(step, outcome)
  }
  return { state, trtc, statuses, most }
}
