import type { MixLayout, PreflightState, RecordingMedia, RecordingMode, RecordingPreflight, RecordingQuality, RoomPerson, StartOptions, SubscribeUsers } from '@roomkit-recording/core'
import type { ComputedRef, MaybeRefOrGetter } from 'vue'
import type { RecordingContext, StartField } from '../context.js'
import type { RecordingMessages } from '../locale/messages.js'
import type { StartCheckCode } from '../start/start-checks.js'
import { checkStartOptions, MAX_MINUTES, MAX_SELECTED_USERS } from '@roomkit-recording/core'
import { computed, reactive, toValue, watch } from 'vue'
import { injectRecording } from '../context.js'
import { formatMoney } from '../locale/format-recording.js'
import { cleanName, fill, joinSentences } from '../locale/format.js'
import { startMessages } from '../locale/start.js'
import { startChecks } from '../start/start-checks.js'
import { startCost } from '../start/start-cost.js'
import { loadChoice, saveChoice } from '../start/start-memory.js'
import { useMessages } from './useMessages.js'
import { usePreflight } from './usePreflight.js'
import { useRoomState } from './useRoomState.js'

/** How much of a person is recorded. */
export type StartInclusion = 'all' | 'voice' | 'none'

export interface StartCheckView {
  code: StartCheckCode
  state: PreflightState
  /** The state in a word, for those who don't see the sign. */
  stateText: string
  text: string
}

export interface StartChoice<T extends string> {
  value: T
  label: string
}

/** What is chosen; written by whoever shows it. */
export interface StartForm {
  mode: RecordingMode
  media: RecordingMedia
  quality: RecordingQuality
  layout: MixLayout
  name: string
  /** As it is typed. */
  maxMinutes: string
  people: 'everybody' | 'some'
  /** Who is not recorded in full, by user id. */
  inclusion: Record<string, StartInclusion>
}

export interface UseStartDialogReturn {
  form: StartForm
  /** Which choices there are at all. */
  has: ComputedRef<Record<StartField, boolean>>
  modes: ComputedRef<StartChoice<RecordingMode>[]>
  media: ComputedRef<StartChoice<RecordingMedia>[]>
  qualities: ComputedRef<StartChoice<RecordingQuality>[]>
  /** Who is in the meeting now, recorders aside. */
  people: ComputedRef<RoomPerson[]>
  inclusions: ComputedRef<StartChoice<StartInclusion>[]>
  /** Who will be heard and seen. */
  subscribe: ComputedRef<SubscribeUsers>
  checks: ComputedRef<StartCheckView[]>
  /** What is wrong with a choice, by field. */
  problems: ComputedRef<Partial<Record<StartField, string>>>
  /** Why it can't be started now; empty when it can. */
  blocked: ComputedRef<string>
  /** Whether `blocked` is a failed check, or a problem with what is chosen; `null` when it can be started. */
  blockedBy: ComputedRef<StartCheckCode | 'choice' | null>
  /** What it costs, as far as that is known; else empty. */
  cost: ComputedRef<string>
  /** The most minutes that may be asked for. */
  mostMinutes: ComputedRef<number>
  texts: ComputedRef<RecordingMessages['start']>
  /** What a start asks for; also remembered for the next time. `null` while it is blocked. */
  take: () => StartOptions | null
  /** What a start would ask for now. */
  options: ComputedRef<StartOptions>
}

const fallback: RecordingPreflight['choices'] & { defaults: StartOptions } = {
  modes: ['mixed', 'single'],
  media: ['audioVideo', 'audio', 'video'],
  qualities: ['sd', 'hd', 'fhd'],
  formats: [],
  maxMinutes: MAX_MINUTES,
  defaults: { mode: 'mixed', media: 'audioVideo', quality: 'hd', layout: { mode: 'grid' }, maxMinutes: 1440 },
}

/** The start dialog without any markup: checks, choices, what is wrong with them, and what to start with. */
export function useStartDialog(isOpen: MaybeRefOrGetter<boolean> = true, recording?: RecordingContext): UseStartDialogReturn {
  const context = injectRecording(recording)
  const { state, plan, startOptions, startFields, isRecordedElsewhere, locale } = context
  const texts = useMessages(context, 'start', startMessages)
  const room = useRoomState(context)
  const preflight = usePreflight(isOpen, context)
  const choices = computed(() => preflight.value?.choices ?? fallback)

  const form = reactive<StartForm>({ mode: 'mixed', media: 'audioVideo', quality: 'hd', layout: { mode: 'grid' }, name: '', maxMinutes: '', people: 'everybody', inclusion: {} })
  /** What somebody has chosen is not changed by what becomes known later. */
  let touched = false
  let filled = ''

  const has = computed<Record<StartField, boolean>>(() => {
    const is = (field: StartField) => startFields.value?.includes(field) ?? true
    return {
      layout: is('layout') && form.mode === 'mixed' && form.media !== 'audio',
      mode: is('mode') && choices.value.modes.length > 1,
      media: is('media') && choices.value.media.length > 1,
      quality: is('quality') && choices.value.qualities.length > 1 && form.media !== 'audio',
      people: is('people'),
      name: is('name'),
      maxMinutes: is('maxMinutes'),
    }
  })

  function prefill() {
    // What there is to choose follows from these two.
    Object.assign(form, { mode: 'mixed', media: 'audioVideo' })
    const wanted = { ...fallback.defaults, ...preflight.value?.defaults, ...startOptions.value, ...allowed(loadChoice()) }
    form.mode = oneOf(choices.value.modes, wanted.mode)
    form.media = oneOf(choices.value.media, wanted.media)
    form.quality = oneOf(choices.value.qualities, wanted.quality)
    form.layout = wanted.layout!
    form.name = startOptions.value.name ?? ''
    form.maxMinutes = String(Math.min(wanted.maxMinutes!, choices.value.maxMinutes))
    filled = JSON.stringify(form)
    touched = false
  }

  function allowed<T extends StartOptions>(choice: T): Partial<T> {
    return Object.fromEntries(Object.entries(choice).filter(([field]) => has.value[field as StartField])) as Partial<T>
  }

  watch([() => toValue(isOpen), preflight], ([open], [wasOpen]) => {
    if (!open) return
    if (!wasOpen) Object.assign(form, { people: 'everybody', inclusion: {} })
    if (!wasOpen || !touched) prefill()
    // A limit of the backend's that has become known holds all the same.
    form.mode = oneOf(choices.value.modes, form.mode)
    form.media = oneOf(choices.value.media, form.media)
    form.quality = oneOf(choices.value.qualities, form.quality)
  }, { immediate: true })
  watch(form, () => { touched = JSON.stringify(form) !== filled }, { flush: 'sync' })

  const people = computed(() => room.value.people)

  const subscribe = computed<SubscribeUsers>(() => {
    if (!has.value.people || form.people === 'everybody') return startOptions.value.subscribe ?? {}
    const except = (isLeftOut: (inclusion: StartInclusion) => boolean) => people.value.map(({ userId }) => userId).filter(userId => isLeftOut(form.inclusion[userId] ?? 'all'))
    const unheard = except(inclusion => inclusion === 'none')
    const unseen = except(inclusion => inclusion !== 'all')
    return { ...(unheard.length && { audio: { except: unheard } }), ...(unseen.length && { video: { except: unseen } }) }
  })

  const options = computed<StartOptions>(() => {
    const { layout: fixedLayout, format, subscribe: _subscribe, name: _name, ...fixed } = startOptions.value
    const { mode, media, quality } = form
    // What can't be chosen is the integrator's: left out it is as configured.
    const layout = has.value.layout ? form.layout : fixedLayout
    return {
      ...fixed,
      ...(has.value.mode && { mode }),
      ...(has.value.media && { media }),
      ...(has.value.quality && { quality }),
      // TRTC writes aac for sound only.
      ...(format && (media === 'audio' || !format.endsWith('aac')) && { format }),
      ...(layout && mode === 'mixed' && { layout }),
      ...(Object.keys(subscribe.value).length && { subscribe: subscribe.value }),
      ...(form.name && { name: form.name }),
      ...(has.value.maxMinutes && form.maxMinutes && { maxMinutes: Number(form.maxMinutes) }),
    }
  })
  /** As it will be, as far as that is known here. */
  const expected = computed<StartOptions>(() => ({ mode: form.mode, media: form.media, quality: form.quality, ...options.value }))

  const formatCount = (count: number) => new Intl.NumberFormat(locale.value).format(count)

  const problems = computed(() => {
    const said = texts.value
    const found: Partial<Record<StartField, string>> = {}
    const most = choices.value.maxMinutes
    for (const { field } of checkStartOptions(options.value)) {
      if (field === 'name') found.name = said.nameProblem
      else if (field.startsWith('subscribe')) found.people = fill(said.tooMany, { max: String(MAX_SELECTED_USERS) })
      else if (field.startsWith('layout')) found.layout = said.layout
      else if (field === 'maxMinutes') found.maxMinutes = fill(said.limitProblem, { max: formatCount(most) })
    }
    if (Number(form.maxMinutes) > most) found.maxMinutes = fill(said.limitProblem, { max: formatCount(most) })
    return found
  })

  const checks = computed<StartCheckView[]>(() => startChecks({ state: state.value, people: people.value, options: expected.value, plan: plan.value, isRecordedElsewhere: isRecordedElsewhere.value, preflight: preflight.value })
    .map(({ code, state, text, values }) => ({ code, state, stateText: texts.value[state], text: fill(texts.value[text], values) })))

  const cost = computed(() => {
    const prices = preflight.value?.prices
    if (!prices) return ''
    const { currency, amount, streams } = startCost(prices, expected.value, people.value)
    const price = formatMoney(amount, currency, locale.value)
    const said = streams === null ? fill(texts.value.costRecording, { price }) : fill(texts.value.costStreams, { price, count: formatCount(streams) })
    return joinSentences([said, texts.value.costEstimate], locale.value)
  })

  // What did not answer when it was last asked may answer now, and only a start can tell.
  const obstacle = computed(() => checks.value.find(({ code, state }) => state === 'failed' && code !== 'service'))
  const blocked = computed(() => obstacle.value?.text ?? Object.values(problems.value)[0] ?? '')

  const label = <T extends keyof RecordingMessages['start']>(values: readonly T[]) => values.map(value => ({ value, label: texts.value[value] }))

  return {
    form,
    has,
    modes: computed(() => label(choices.value.modes)),
    media: computed(() => label(choices.value.media)),
    qualities: computed(() => label(choices.value.qualities)),
    people: computed(() => people.value.map(person => ({ ...person, name: cleanName(person.name) || person.userId }))),
    inclusions: computed(() => [
      { value: 'all', label: texts.value.included },
      ...(form.media === 'audioVideo' ? [{ value: 'voice' as const, label: texts.value.voiceOnly }] : []),
      { value: 'none', label: texts.value.leftOut },
    ]),
    subscribe,
    checks,
    problems,
    blocked,
    blockedBy: computed(() => obstacle.value?.code ?? (blocked.value ? 'choice' : null)),
    cost,
    mostMinutes: computed(() => choices.value.maxMinutes),
    texts,
    options,
    take() {
      if (blocked.value) return null
      saveChoice(allowed(options.value))
      return options.value
    },
  }
}

/** `wanted` if it may be chosen, else the first that may. */
function oneOf<T>(values: readonly T[], wanted: T | undefined): T {
  return values.find(value => value === wanted) ?? values[0]!
}
