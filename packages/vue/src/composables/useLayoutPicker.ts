import type { MixLayout, MixLayoutMode, SubscribeUsers } from '@roomkit-recording/core'
import type { ComputedRef, MaybeRefOrGetter, Ref } from 'vue'
import type { RecordingContext } from '../context.js'
import type { DrawnPicture } from '../layout/drawn-pictures.js'
import type { LayoutPreset } from '../layout/layout-preset.js'
import { recordedStreams, resolveLayout } from '@roomkit-recording/core'
import { computed, shallowReactive, shallowRef, toValue, watch } from 'vue'
import { injectRecording } from '../context.js'
import { reasonOf } from '../failure-reason.js'
import { drawPictures } from '../layout/drawn-pictures.js'
import { alignOf, chosenOption, layoutOptions, mainOf, withAlign, withMain } from '../layout/layout-cards.js'
import { failureMessages } from '../locale/failure.js'
import { cleanName, fill, joinSentences } from '../locale/format.js'
import { pickerMessages } from '../locale/picker.js'
import { useLiveLayout } from './useLiveLayout.js'
import { useMessages } from './useMessages.js'
import { useRoomState } from './useRoomState.js'

/**
 * `choice` nothing is recorded with it yet, `idle` there is no recording whose layout could be changed,
 * `applying` asked for, `applied` TRTC accepted it, `unconfirmed` no word for too long, `failed` the earlier one was put back.
 */
export type LayoutPickerStatus = 'choice' | 'idle' | 'applying' | 'applied' | 'unconfirmed' | 'failed'

export interface UseLayoutPickerOptions {
  /** What is chosen; written. @default a ref of its own */
  layout?: Ref<MixLayout | undefined>
  /** Shows and changes the layout of the running recording instead. @default false */
  live?: MaybeRefOrGetter<boolean | undefined>
  /** Which layouts are offered. @default all */
  modes?: MaybeRefOrGetter<readonly MixLayoutMode[] | undefined>
  /** Custom layouts to choose from. @default those of `createRecording()` */
  presets?: MaybeRefOrGetter<readonly LayoutPreset[] | undefined>
  /** Who will be heard and seen. @default everybody; with `live` as the recording has it */
  subscribe?: MaybeRefOrGetter<SubscribeUsers | undefined>
}

/** One layout to choose, with everything to draw it. */
export interface LayoutCard {
  /** The mode, `preset:<id>` of a preset, `own` of a custom layout that is none of them. */
  id: string
  mode: MixLayoutMode
  name: string
  /** What it does, who is large, how many are in it. */
  description: string
  layout: MixLayout
  isChosen: boolean
  /** It changes by itself. */
  isAutomatic: boolean
  /** From back to front. */
  pictures: readonly DrawnPicture[]
}

export interface LayoutPickerPerson {
  userId: string
  name: string
  isSharing: boolean
  /** Not in the room now. */
  isGone: boolean
}

export interface UseLayoutPickerReturn {
  status: ComputedRef<LayoutPickerStatus>
  /** What `status` means, for people; empty for `choice`. */
  statusText: ComputedRef<string>
  canChange: ComputedRef<boolean>
  canRetry: ComputedRef<boolean>
  /** The layout that is shown as chosen. */
  layout: ComputedRef<MixLayout>
  cards: ComputedRef<LayoutCard[]>
  /** Who is taken for heard and seen. */
  subscribe: ComputedRef<SubscribeUsers>
  /** Something about the chosen layout that one would find out too late, such as a large place that stays empty. */
  hint: ComputedRef<string>
  /** Who may be the large one; empty where the layout has none. */
  mainChoices: ComputedRef<LayoutPickerPerson[]>
  /** Their user id. `undefined`: the first to join, or with `screenShare` nobody. */
  main: ComputedRef<string | undefined>
  /** Where the large picture stands; `undefined` where it makes no difference. */
  align: ComputedRef<'left' | 'right' | undefined>
  /** Of `follow`: what is recorded while nobody shares. */
  otherwise: ComputedRef<'grid' | 'float' | undefined>
  /** Voices take no place; `undefined` in a custom layout. */
  hideAudioOnly: ComputedRef<boolean | undefined>
  /** `soon`: waits for a moment in case there is more to come, as with arrow keys. */
  choose: (id: string, options?: { soon?: boolean }) => void
  set: (layout: MixLayout) => void
  setMain: (userId: string | undefined) => void
  setAlign: (align: 'left' | 'right') => void
  setOtherwise: (mode: 'grid' | 'float') => void
  setHideAudioOnly: (hide: boolean) => void
  /** Asks once more for what failed. */
  retry: () => void
}

const allModes: readonly MixLayoutMode[] = ['grid', 'float', 'screenShare', 'follow', 'custom']

/** A layout picker without any markup: cards to choose from, and the settings of the chosen one. */
export function useLayoutPicker(options: UseLayoutPickerOptions = {}, recording?: RecordingContext): UseLayoutPickerReturn {
  const context = injectRecording(recording)
  const { locale } = context
  const room = useRoomState(context)
  const texts = useMessages(context, 'picker', pickerMessages)
  const failureTexts = useMessages(context, 'failure', failureMessages)
  const isLive = computed(() => toValue(options.live) ?? false)
  const live = useLiveLayout(isLive, context)

  const choice = options.layout ?? shallowRef<MixLayout>()
  const layout = computed<MixLayout>(() => (isLive.value ? live.layout.value : choice.value) ?? context.startOptions.value.layout ?? { mode: 'grid' })
  const people = computed(() => room.value.people)
  const subscribe = computed(() => (isLive.value ? live.subscribe.value : toValue(options.subscribe)) ?? {})
  const status = computed<LayoutPickerStatus>(() => isLive.value ? live.status.value : 'choice')
  const canChange = computed(() => !isLive.value || live.canChange.value)

  const remembered = shallowReactive<Partial<Record<MixLayoutMode, MixLayout>>>({})
  watch(layout, now => { remembered[now.mode] = now }, { immediate: true })

  const choices = computed(() => layoutOptions({
    layout: layout.value,
    remembered,
    modes: toValue(options.modes) ?? allModes,
    presets: toValue(options.presets) ?? context.layoutPresets.value,
    people: people.value,
  }))
  const chosen = computed(() => chosenOption(choices.value, layout.value))

  const nameOf = (userId: string) => cleanName(people.value.find(person => person.userId === userId)?.name ?? '') || userId
  const emptyName = (wanted: MixLayout) => wanted.mode === 'screenShare' && wanted.main !== undefined ? fill(texts.value.screenOf, { name: nameOf(wanted.main) }) : texts.value.sharedScreen
  const titleOf = ({ mode, preset }: { mode: MixLayoutMode, preset: LayoutPreset | null }) => preset ? cleanName(preset.name) || texts.value.custom : texts.value[mode]

  function describe(mode: MixLayoutMode, pictures: readonly DrawnPicture[]): string {
    const shown = pictures.filter(({ isEmpty }) => !isEmpty)
    const large = shown.find(({ isMain }) => isMain)
    const count = new Intl.NumberFormat(locale.value).format(shown.length)
    return joinSentences([
      texts.value[`${mode}Text`],
      fill(shown.length === 1 ? texts.value.onePicture : texts.value.pictures, { count }),
      large ? fill(large.stream === 'screen' ? texts.value.largeScreen : texts.value.largePerson, { name: large.name }) : '',
    ], locale.value)
  }

  const cards = computed(() => choices.value.map((option): LayoutCard => {
    const pictures = drawPictures({ layout: option.layout, people: people.value, subscribe: subscribe.value, emptyName: emptyName(option.layout) })
    return {
      id: option.id,
      mode: option.mode,
      name: titleOf(option),
      description: describe(option.mode, pictures),
      layout: option.layout,
      isChosen: option.id === chosen.value?.id,
      isAutomatic: option.mode === 'follow',
      pictures,
    }
  }))

  const main = computed(() => mainOf(layout.value))
  const mainChoices = computed<LayoutPickerPerson[]>(() => {
    if (layout.value.mode !== 'float' && layout.value.mode !== 'screenShare') return []
    const here = people.value.map(({ userId, screen }): LayoutPickerPerson => ({ userId, name: nameOf(userId), isSharing: screen, isGone: false }))
    return main.value === undefined || here.some(({ userId }) => userId === main.value)
      ? here
      : [...here, { userId: main.value, name: main.value, isSharing: false, isGone: true }]
  })

  const hint = computed(() => {
    const now = layout.value
    if (now.mode === 'screenShare') {
      if (now.main === undefined) return texts.value.emptyNobody
      const sharer = people.value.find(({ userId }) => userId === now.main)
      return sharer?.screen ? '' : fill(sharer ? texts.value.emptyNotSharing : texts.value.emptyGone, { name: nameOf(now.main) })
    }
    if (now.mode === 'float' && now.main !== undefined && !people.value.some(({ userId }) => userId === now.main))
      return fill(texts.value.mainGone, { name: now.main })
    if (now.mode === 'follow') {
      const fixed = resolveLayout(now, people.value, subscribe.value)
      return fill(texts.value.followNow, { layout: texts.value[fixed.mode] })
    }
    if (now.mode === 'custom') {
      const streams = recordedStreams(people.value, subscribe.value).filter(({ stream }) => stream === 'camera').length
      const shown = cards.value.find(({ isChosen }) => isChosen)?.pictures.filter(({ stream }) => stream === 'camera').length ?? 0
      return shown < streams ? fill(texts.value.notSeen, { count: new Intl.NumberFormat(locale.value).format(streams - shown) }) : ''
    }
    return ''
  })

  function set(next: MixLayout, { soon = false } = {}) {
    if (!canChange.value) return
    if (isLive.value) live.ask(next, { soon })
    else choice.value = next
  }

  const statusText = computed(() => {
    if (status.value === 'choice') return ''
    const { recordingWith } = texts.value
    const name = chosen.value ? titleOf(chosen.value) : texts.value.custom
    if (status.value !== 'failed') return texts.value[status.value]
    const reason = live.problem.value && reasonOf(live.problem.value)
    // of a layout TRTC refuses the settings, not the meeting
    const why = reason ? failureTexts.value[reason === 'refused' ? 'invalid' : reason] : ''
    return joinSentences([texts.value.failed, why, fill(recordingWith, { layout: name })], locale.value)
  })

  return {
    status,
    statusText,
    canChange,
    canRetry: live.canRetry,
    layout,
    cards,
    subscribe,
    hint,
    mainChoices,
    main,
    align: computed(() => alignOf(layout.value)),
    otherwise: computed(() => {
      if (layout.value.mode !== 'follow') return undefined
      return layout.value.otherwise?.mode === 'float' ? 'float' : 'grid'
    }),
    hideAudioOnly: computed(() => layout.value.mode === 'custom' ? undefined : layout.value.hideAudioOnly ?? false),
    choose(id, how) {
      const option = choices.value.find(each => each.id === id)
      if (option && option.id !== chosen.value?.id) set(option.layout, how)
    },
    set,
    setMain: userId => set(withMain(layout.value, userId)),
    setAlign: align => set(withAlign(layout.value, align)),
    setOtherwise: mode => set({ ...layout.value, otherwise: { mode } } as MixLayout),
    setHideAudioOnly: hide => set({ ...layout.value, hideAudioOnly: hide }),
    retry: live.retry,
  }
}
