import type { PreflightState, RecordingPreflight, RecordingState, RoomPerson, StartOptions } from '@roomkit-recording/core'
import type { RecordingPlan } from '../context.js'
import type { StartMessages } from '../locale/start.js'
import { recordedStreams } from '@roomkit-recording/core'

/** What is looked at before a start. `quota`, `storage` and `service` only the backend can know. */
export type StartCheckCode = 'connection' | 'control' | 'recorder' | 'sound' | 'quota' | 'storage' | 'service'

export interface StartCheck {
  code: StartCheckCode
  state: PreflightState
  /** Which text says it, and what to do about it. */
  text: keyof StartMessages
  values: Record<string, string>
}

export interface StartFacts {
  state: Pick<RecordingState, 'connection' | 'permissions' | 'snapshot'>
  /** Everybody in the room but recorders. */
  people: readonly RoomPerson[]
  options: Pick<StartOptions, 'media' | 'subscribe'>
  plan: RecordingPlan
  /** Another recorder runs that only the page knows of. */
  isRecordedElsewhere: boolean
  /** `null`: the backend has not answered. `undefined`: it has no such route. */
  preflight: RecordingPreflight | null | undefined
}

type Answer = [state: PreflightState, text: keyof StartMessages, values?: Record<string, string>]

const connections: Record<RecordingState['connection'], Answer> = {
  live: ['ok', 'okConnection'],
  polling: ['warning', 'slowConnection'],
  connecting: ['unknown', 'unknownConnection'],
  offline: ['failed', 'noConnection'],
}

/** Whether a start would come true, point by point. */
export function startChecks({ state: { connection, permissions, snapshot }, people, options, plan, isRecordedElsewhere, preflight }: StartFacts): StartCheck[] {
  const checks: [StartCheckCode, Answer][] = [
    ['connection', connections[connection]],
    ['control', permissions?.control ? ['ok', 'okControl'] : ['failed', 'noControl']],
    ['recorder', isRecordedElsewhere ? ['warning', 'otherRecorder'] : recorder(snapshot?.auto, plan)],
  ]
  if (options.media !== 'video') checks.push(['sound', sound(people, options)])
  if (preflight !== undefined) checks.push(['quota', answer(preflight, 'quota')], ['storage', answer(preflight, 'storage')], ['service', answer(preflight, 'service')])
  return checks.map(([code, [state, text, values = {}]]) => ({ code, state, text, values }))
}

function recorder(auto: { active: boolean | null, taskCount: number } | undefined, plan: RecordingPlan): Answer {
  if (auto?.active) return ['warning', 'automaticRecorder']
  if (auto?.active === null && auto.taskCount > 0) return ['unknown', 'unknownRecorder']
  return plan === 'both' ? ['warning', 'planRecorder'] : ['ok', 'okRecorder']
}

function sound(people: readonly RoomPerson[], { subscribe }: Pick<StartOptions, 'subscribe'>): Answer {
  if (!people.some(({ microphone }) => microphone)) return ['warning', 'noSound']
  return recordedStreams(people, subscribe).some(({ audio }) => audio) ? ['ok', 'okSound'] : ['warning', 'noSoundIncluded']
}

const texts: Record<'quota' | 'storage' | 'service', Record<PreflightState, keyof StartMessages>> = {
  quota: { ok: 'okQuota', warning: 'warnQuota', failed: 'noQuota', unknown: 'unknownQuota' },
  storage: { ok: 'okStorage', warning: 'warnStorage', failed: 'noStorage', unknown: 'unknownStorage' },
  service: { ok: 'okService', warning: 'warnService', failed: 'noService', unknown: 'unknownService' },
}

function answer(preflight: RecordingPreflight | null, code: keyof typeof texts): Answer {
  const check = preflight?.checks.find(each => each.code === code)
  const state = check?.state ?? 'unknown'
  // Without its numbers the text would show the places for them.
  if (code === 'quota' && (check?.used === undefined || check.limit === undefined)) return [state === 'ok' ? 'unknown' : state, 'unknownQuota']
  return [state, texts[code][state], { used: String(check?.used), limit: String(check?.limit) }]
}
